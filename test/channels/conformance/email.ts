import { createEmailChannel } from '../../../src/channels/email/channel.js';
import { outgoing, recordHooks } from '../../support/channel-bench.js';
import { type SmtpFault, startSmtpServer } from '../../support/smtp-server.js';
import type { Start, Trouble } from './subject.js';

const FAULTS: Partial<Record<Trouble, SmtpFault>> = {
  refuses: { at: 'recipient', code: 550 },
  'asks to wait': { at: 'recipient', code: 451 },
  hangs: { at: 'data', code: 'hang' },
  'accepts, then hangs': { at: 'data', code: 'hang', accept: true },
};

export const emailSubject: Start = async (deadlineMs) => {
  const smtp = await startSmtpServer();
  const config = { smtpUrl: smtp.url, from: 'bot@khareetaty.example' };
  return {
    channel: createEmailChannel(config, { deadlineMs }),
    bench: recordHooks(),
    message: outgoing({ to: { channel: 'email', value: 'ali@moi.example' } }),
    accepted: () => smtp.received.length,
    trouble: (kind) => {
      const fault = FAULTS[kind];
      if (fault) smtp.faults.push(fault);
      else if (kind === 'is unreachable') void smtp.close();
      return fault !== undefined || kind === 'is unreachable';
    },
    canFind: false,
    inbound: null,
    receipt: null,
    close: smtp.close,
  };
};
