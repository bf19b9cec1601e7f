import express from 'express';
import pg from 'pg';
import twilio from 'twilio';

/**
 * The rival of the webhook bench: the least that could be called receiving a message. The SDK's signature check and one
 * insert; no schema, no repeats recognised beyond the key, no job, no rate, nothing measured.
 */
const { DATABASE_URL = '', PORT = '0', TWILIO_AUTH_TOKEN = '', PUBLIC_URL = '' } = process.env;
const path = '/webhooks/twilio/messages';
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
await pool.query('CREATE TABLE IF NOT EXISTS rival_inbound (sid text PRIMARY KEY, fields jsonb NOT NULL)');

const app = express();
app.post(path, express.urlencoded({ extended: false }), async (request, response) => {
  const signature = request.header('x-twilio-signature') ?? '';
  if (!twilio.validateRequest(TWILIO_AUTH_TOKEN, signature, `${PUBLIC_URL}${path}`, request.body)) {
    response.status(403).end();
    return;
  }
  await pool.query('INSERT INTO rival_inbound (sid, fields) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    request.body.MessageSid,
    JSON.stringify(request.body),
  ]);
  response.type('text/xml').send('<Response/>');
});
app.listen(Number(PORT), '127.0.0.1', () => console.log('the rival is listening'));
