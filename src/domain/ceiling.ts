import type { Block, ChannelName, Reply, Text, Value } from './message.js';

/**
 * What an answer may hold, from the least to the most telling. `figures`: counts, rankings, hotspots, forecasts.
 * `incidents`: single incidents by area and time. `words`: what people wrote, such as the instruction of a task.
 * `positions`: where a single incident was, finer than its area.
 */
export const FIELD_CLASSES = ['figures', 'incidents', 'words', 'positions'] as const;
export type FieldClass = (typeof FIELD_CLASSES)[number];

const IN_CHAT = ['figures', 'incidents', 'words'] as const;

/**
 * The data ceiling of each channel. Text messages are read on locked screens and by carriers; WhatsApp, Slack and mail lie
 * on servers abroad. Everything is told only where nothing leaves the house.
 */
const CEILING: Readonly<Record<ChannelName, readonly FieldClass[]>> = {
  sms: ['figures'],
  whatsapp: IN_CHAT,
  slack: IN_CHAT,
  email: IN_CHAT,
  terminal: FIELD_CLASSES,
};

/** True when a channel may carry data of this class, whoever reads it. */
export function carries(channel: ChannelName, fields: FieldClass): boolean {
  return CEILING[channel].includes(fields);
}

/**
 * A reply as this channel may carry it: where people's words may not go, its one line and what can be done about it. A reply
 * that has no line without such words is told by a fixed sentence.
 */
export function withinCeiling(reply: Reply, channel: ChannelName): Reply {
  const { short, blocks } = reply;
  if (carries(channel, 'words')) return reply;
  const usable = short && !saysWords(short) ? { short } : {};
  if (!blocks.some(hasWords)) return { blocks, ...usable };
  const told = usable.short ?? { key: 'delivery.withheld' };
  return { blocks: [{ kind: 'text', text: told }, ...blocks.flatMap(doable)], short: told };
}

/** What can be done, as far as its labels say nothing that people wrote. */
function doable(block: Block): Block[] {
  if (block.kind === 'link') return saysWords(block.label) ? [] : [block];
  if (block.kind !== 'choices') return [];
  const choices = block.choices.filter(({ label }) => !saysWords(label));
  return choices.length > 0 ? [{ ...block, choices }] : [];
}

function hasWords(block: Block): boolean {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'note':
      return saysWords(block.text);
    case 'list':
      return block.items.some(saysWords);
    case 'link':
      return saysWords(block.label);
    case 'choices':
      return block.choices.some(({ label }) => saysWords(label));
  }
}

const saysWords = ({ values = {} }: Text): boolean => Object.values(values).some(isWords);

function isWords(value: Value): boolean {
  if (value.kind === 'verbatim') return true;
  if (value.kind === 'text') return saysWords(value.text);
  return value.kind === 'list' && value.items.some(isWords);
}
