import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;
/** Standard Webhooks wants 24 to 64. */
const [FEWEST_BYTES, MOST_BYTES] = [24, 64];

export function newSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString('base64');
}

export function isSecret(text: string): boolean {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(text)) return false;
  const { length } = Buffer.from(text.slice(PREFIX.length), 'base64');
  return length >= FEWEST_BYTES && length <= MOST_BYTES;
}

/**
 * The headers by which a receiver knows that the city sent this body, when, and whether it had it before (Standard
 * Webhooks 1.0): HMAC-SHA256 with a secret of that subscriber alone. Every language of a city's platforms has it at hand,
 * also old Java, which has no Ed25519; and nobody else needs to check what only one receiver gets.
 * `at` is in ms; the header has seconds.
 */
export function signedHeaders(secret: string, eventId: string, at: number, body: string): Record<string, string> {
  const timestamp = String(Math.floor(at / 1_000));
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${eventId}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': eventId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
