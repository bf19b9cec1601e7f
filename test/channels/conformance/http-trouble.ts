import type { Fault, Provider, ProviderReply } from '../../support/provider.js';
import type { Trouble } from './subject.js';

/** How a provider that speaks HTTP says no and asks to wait; the other troubles are the same for all. */
export type HttpReplies = { refusal: Fault; wait: Fault; error: ProviderReply };

/** Puts a trouble before a provider's next call. An unreachable one is simply gone. */
export function httpTrouble(provider: Provider, replies: HttpReplies): (kind: Trouble) => boolean {
  const garbage: ProviderReply = { status: 200, body: '<html>proxy error</html>' };
  const faults: Record<Exclude<Trouble, 'is unreachable'>, Fault> = {
    refuses: replies.refusal,
    'asks to wait': replies.wait,
    hangs: { kind: 'hang', accept: false },
    'cuts the line': { kind: 'reset', accept: false },
    'answers garbage': { kind: 'reply', accept: false, reply: garbage },
    'accepts, then answers an error': { kind: 'reply', accept: true, reply: replies.error },
    'accepts, then hangs': { kind: 'trickle', accept: true },
    'accepts, then cuts the line': { kind: 'reset', accept: true },
  };
  return (kind) => {
    if (kind === 'is unreachable') void provider.close();
    else provider.faults.push(faults[kind]);
    return true;
  };
}
