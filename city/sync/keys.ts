import {
  createHmac,
  createPrivateKey,
  createSecretKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  sign,
  timingSafeEqual,
} from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/log/canonical-json.ts';
import { recipientOf } from '../../services/keys/sealed-box.ts';
import { isSignedBy } from '../../services/suites/signature.ts';
import type { Database } from '../db/database.ts';

/** What the server signs and seals with; the same in every process on one database. */
export interface ServerKeys {
  /** SPKI in base64. */
  readonly publicKey: string;
  /** Ed25519 over canonical JSON, base64url. */
  sign(value: Json): string;
  /** Whether this server signed the value. */
  isOwn(value: Json, signature: string): boolean;
  /** `value` with a seal that only this server can make, as text. */
  seal(value: Json): string;
  /** For what stations seal: the public half, SPKI in base64, and the secret that opens it. */
  readonly recipient: { readonly publicKey: string; readonly secret: Uint8Array };
  /** What was sealed; null for anything that this server has not sealed. */
  unseal(text: string): unknown;
}

interface KeyRow {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly tokenSecret: string;
}

const select = `SELECT private_key AS "privateKey", public_key AS "publicKey", token_secret AS "tokenSecret" FROM server_keys`;

/** Reads the keys, or makes them at the first start; of two processes that start at once the first one's stand. */
export async function serverKeys(database: Database): Promise<ServerKeys> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  await database.query(
    `INSERT INTO server_keys ("only", private_key, public_key, token_secret) VALUES (1, $1, $2, $3) ON CONFLICT DO NOTHING`,
    [privateKey.toString('base64'), publicKey.toString('base64'), randomBytes(32).toString('base64')],
  );
  const [row] = await database.query<KeyRow>(select);
  if (!row) throw new Error('the server has no keys');
  const key = createPrivateKey({ key: Buffer.from(row.privateKey, 'base64'), format: 'der', type: 'pkcs8' });
  // As a key, which is made ready once and not for each seal.
  const secret = createSecretKey(row.tokenSecret, 'base64');
  const own = new Uint8Array(hkdfSync('sha256', Buffer.from(row.tokenSecret, 'base64'), '', 'recovery keys', 32));
  const sealOf = (body: string) => createHmac('sha256', secret).update(body).digest();
  return {
    publicKey: row.publicKey,
    recipient: { publicKey: recipientOf(own).publicKey, secret: own },
    isOwn: (value, signature) => isSignedBy(row.publicKey, canonicalJson(value), signature),
    sign: (value) => sign(null, Buffer.from(canonicalJson(value)), key).toString('base64url'),
    seal(value) {
      const body = Buffer.from(canonicalJson(value)).toString('base64url');
      return `${body}.${sealOf(body).toString('base64url')}`;
    },
    unseal(text) {
      const [body = '', seal = '', ...rest] = text.split('.');
      const given = Buffer.from(seal, 'base64url');
      const wanted = sealOf(body);
      if (rest.length > 0 || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      return JSON.parse(Buffer.from(body, 'base64url').toString()) as unknown;
    },
  };
}
