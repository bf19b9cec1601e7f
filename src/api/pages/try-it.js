/** The try-it side of the documentation: signs in, fills paths and queries, shows the answer. Keeps the token in memory. */
let accessToken = null;

const signIn = document.querySelector('form[data-sign-in]');
signIn?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const fields = new FormData(signIn);
  const response = await fetch('/api/v1/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
    body: JSON.stringify({ email: fields.get('email'), password: fields.get('password') }),
  });
  const answer = await response.json();
  accessToken = response.ok ? answer.accessToken : null;
  signIn.querySelector('output').textContent = response.ok
    ? `${signIn.dataset.signedIn} ${answer.user.email}`
    : answer.title;
});

/** The path with its parts filled in, and the query string of what was given. */
function addressOf(form) {
  const query = new URLSearchParams();
  let path = form.dataset.path;
  for (const input of form.querySelectorAll('[data-in]')) {
    if (input.dataset.in === 'path') path = path.replace(`{${input.name}}`, encodeURIComponent(input.value));
    else if (input.value !== '') query.set(input.name, input.value);
  }
  return query.size > 0 ? `${path}?${query}` : path;
}

async function send(form) {
  const body = form.querySelector('textarea')?.value;
  const headers = { 'accept-language': document.documentElement.lang };
  if (body) headers['content-type'] = 'application/json';
  if (accessToken) headers.authorization = `Bearer ${accessToken}`;
  const response = await fetch(addressOf(form), { method: form.dataset.method, headers, body: body || null });
  const text = await response.text();
  const json = (response.headers.get('content-type') ?? '').includes('json') && text !== '';
  return `${response.status}\n${json ? JSON.stringify(JSON.parse(text), null, 2) : text}`;
}

for (const form of document.querySelectorAll('form.try')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const output = form.querySelector('output pre');
    output.textContent = await send(form).catch((error) => String(error));
    output.hidden = false;
  });
}
