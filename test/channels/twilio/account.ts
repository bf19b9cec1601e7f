import type { TwilioConfig } from '../../../src/config.js';

/** The account that the tests' Twilio knows. */
export const ACCOUNT = { accountSid: `AC${'a'.repeat(32)}`, authToken: 'current-auth-token' };

export function twilioConfig(changes: Partial<TwilioConfig> = {}): TwilioConfig {
  return {
    ...ACCOUNT,
    authTokenNext: null,
    apiKey: null,
    whatsappFrom: '+14155238886',
    smsFrom: 'MOI-KW',
    messagingServiceSid: null,
    apiUrl: 'http://127.0.0.1:9',
    contentSids: {},
    whatsappMessagesPerSecond: 80,
    ...changes,
  };
}
