/** The fields of a posted form, every value kept, in the order in which they came. */
export type Form = ReadonlyMap<string, readonly string[]>;

/**
 * Reads a form body. Names are only names: `a[b]` stays one name and `__proto__` is a field like any other, so that
 * the signature is checked over what was sent.
 */
export function parseForm(body: Buffer): Form {
  const form = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    const values = form.get(name);
    if (values) values.push(value);
    else form.set(name, [value]);
  }
  return form;
}

/** The form as the SDK's validator takes it: an object without a prototype, so that no name is special. */
export function signedFields(form: Form): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null);
  for (const [name, values] of form) {
    const [only] = values;
    fields[name] = values.length === 1 && only !== undefined ? only : [...values];
  }
  return fields;
}
