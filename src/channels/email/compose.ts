import { createHash } from 'node:crypto';
import type { Outgoing } from '../channel.js';

const MOST_SUBJECT = 120;

/** What is handed to nodemailer for one message. */
export type Email = {
  from: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  messageId: string;
  headers: Readonly<Record<string, string>>;
};

/**
 * The e-mail of a rendered message: the first line is the subject too, plain text always, HTML beside it only so that
 * right-to-left text is shown as such.
 */
export function composeEmail(from: string, { to, rendered, key, locale }: Outgoing): Email {
  const { text, direction } = rendered;
  return {
    from,
    to: { name: '', address: to.value },
    subject: subjectOf(text),
    text,
    html: [
      `<!doctype html><html lang="${escapeHtml(locale)}" dir="${direction}"><meta charset="utf-8">`,
      `<body><div dir="${direction}" style="white-space: pre-wrap">${escapeHtml(text)}</div></body></html>`,
    ].join(''),
    messageId: messageId(from, key),
    // Keeps out-of-office replies from answering a machine.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}

/** The same for every attempt of one outbox row, so that mail systems recognise a second copy. */
export function messageId(from: string, key: string): string {
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'localhost';
  return `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${domain}>`;
}

function subjectOf(text: string): string {
  const line = text.split('\n').find((each) => each.trim() !== '') ?? '';
  const characters = Array.from(line.trim());
  if (characters.length <= MOST_SUBJECT) return characters.join('');
  return `${characters.slice(0, MOST_SUBJECT - 1).join('')}…`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
