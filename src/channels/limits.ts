import type { ChannelName, RenderLimits } from '../domain/message.js';

/**
 * What each channel can show, in UTF-16 units.
 *
 * WhatsApp through Twilio: 1,600 characters, three quick replies of 20 within the session window. SMS to Kuwait:
 * one-way and paid by the part; three hold about 200 Arabic characters (UCS-2, 67 a part) or 459 English ones. Slack:
 * sections of 3,000 up to a total of about 13,000, buttons of 75. E-mail and the terminal are bounded only to stay
 * readable.
 */
export const CHANNEL_LIMITS: Readonly<Record<ChannelName, RenderLimits>> = {
  whatsapp: { markup: 'whatsapp', maxCharacters: 1600, maxButtons: 3, maxButtonLabel: 20, oneWay: false },
  sms: {
    markup: 'plain',
    maxCharacters: 670,
    maxSegments: 3,
    maxButtons: 0,
    maxButtonLabel: 0,
    oneWay: true,
  },
  slack: { markup: 'slack', maxCharacters: 12_000, maxButtons: 5, maxButtonLabel: 75, oneWay: false },
  email: { markup: 'plain', maxCharacters: 20_000, maxButtons: 0, maxButtonLabel: 0, oneWay: true },
  terminal: { markup: 'plain', maxCharacters: 20_000, maxButtons: 0, maxButtonLabel: 0, oneWay: false },
};
