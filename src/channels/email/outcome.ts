import type { SendResult } from '../channel.js';
import { attemptFailure } from '../network.js';

/** What nodemailer adds to its errors, where it knows it. */
type SmtpError = Error & { code?: unknown; responseCode?: unknown; command?: unknown; timeoutType?: unknown };

const BEFORE_THE_MESSAGE: ReadonlySet<unknown> = new Set(['CONNECTION_TIMEOUT', 'GREETING_TIMEOUT']);

/**
 * What a failed hand-over means (RFC 5321: 4yz passes with time, 5yz does not). A server that answered did not take the
 * message; one that fell silent after its greeting may have.
 */
export function smtpFailure(error: unknown): SendResult {
  if (!(error instanceof Error)) return attemptFailure(error);
  const { responseCode, command, code, timeoutType, message: detail }: SmtpError = error;
  if (typeof responseCode === 'number' && responseCode >= 400) {
    const answered = { code: `smtp_${responseCode}`, detail };
    if (responseCode < 500) return { outcome: 'retry', afterSeconds: null, ...answered };
    if (command === 'RCPT TO') return { outcome: 'refused', flag: 'bad_address', ...answered };
    // After the text was handed over it is the text that is refused; before it, our account.
    if (command === 'DATA') return { outcome: 'refused', fault: 'content', ...answered };
    return { outcome: 'refused', flag: 'operator', ...answered };
  }
  if (BEFORE_THE_MESSAGE.has(timeoutType)) {
    return { outcome: 'retry', code: String(timeoutType), detail, afterSeconds: null };
  }
  if (code === 'EAUTH' || code === 'EENVELOPE') return { outcome: 'refused', flag: 'operator', code, detail };
  return attemptFailure(error);
}
