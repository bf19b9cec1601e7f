import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What goes wrong with the next message, and when: a reply code, or silence. */
export type SmtpFault = { at: 'sender' | 'recipient' | 'data'; code: number | 'hang'; accept?: boolean };

/** A mail server on loopback. */
export type LocalSmtp = {
  url: string;
  /** Raw messages, headers and all. */
  received: { to: string[]; raw: string }[];
  /** Used up one a message. */
  faults: SmtpFault[];
  close(): Promise<void>;
};

type Done = (error?: Error | null) => void;

/** Starts a mail server that takes everything, unless a fault is waiting. */
export async function startSmtpServer(): Promise<LocalSmtp> {
  const received: LocalSmtp['received'] = [];
  const faults: SmtpFault[] = [];
  const stage = (at: SmtpFault['at'], done: Done): void => {
    const fault = faults[0]?.at === at ? faults.shift() : undefined;
    if (!fault) done();
    else if (fault.code !== 'hang') done(Object.assign(new Error('as asked'), { responseCode: fault.code }));
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onMailFrom: (_address, _session, done) => stage('sender', done),
    onRcptTo: (_address, _session, done) => stage('recipient', done),
    onData: async (stream, session, done) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      const fault = faults[0];
      if (fault?.at !== 'data' || fault.accept) {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ to, raw: Buffer.concat(chunks).toString('utf8') });
      }
      stage('data', done);
    },
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    faults,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
