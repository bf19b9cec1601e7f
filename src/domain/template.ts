/** How an approved template stands with its provider. */
export const TEMPLATE_STATES = ['approved', 'pending', 'paused', 'rejected', 'disabled', 'missing'] as const;
export type TemplateState = (typeof TEMPLATE_STATES)[number];

/** How a template of our settings stands. `name`: "alert.ar", its spare "alert.ar.2". */
export type TemplateReport = {
  contentSid: string;
  name: string;
  state: TemplateState;
  reason: string | null;
};

/** A template that the provider refused while sending, with its error code. */
export type TemplateTrouble = { contentSid: string; code: string };

/** True when messages may go out by it. One that is being looked at has not been refused: it is tried. */
export function isUsable(state: TemplateState): boolean {
  return state === 'approved' || state === 'pending';
}

const STATE_OF_CODE: Readonly<Record<string, TemplateState>> = {
  '63040': 'rejected',
  '63041': 'paused',
  '63042': 'disabled',
  '21654': 'missing',
  '21655': 'missing',
  '63027': 'missing',
};

/** What a refusal says of the template itself; null when only this message did not fit it. */
export function stateOfRefusal({ code }: TemplateTrouble): TemplateState | null {
  return STATE_OF_CODE[code] ?? null;
}
