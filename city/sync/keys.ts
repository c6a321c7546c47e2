import { createSecretKey, generateKeyPairSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/log/canonical-json.ts';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { recipientOf } from '../../services/keys/sealed-box.ts';
import { derivedKey, macs } from '../../services/suites/derive.ts';
import { isSignedBy, readSignatureText, type SignatureAlgorithm, signedText } from '../../services/suites/signature.ts';
import { sm2Sm3 } from '../../services/suites/sm2.ts';
import { suiteNamed } from '../../services/suites/suite.ts';
import type { Database } from '../db/database.ts';

/** What the server signs and seals with; the same in every process on one database. */
export interface ServerKeys {
  /** Of the key by which it signs in this way, SPKI in base64. */
  publicKeyFor(algorithm: SignatureAlgorithm['id']): string;
  /** Over canonical JSON, as {@link signatureText}; Ed25519 unless told. */
  sign(value: Json, algorithm?: SignatureAlgorithm['id']): string;
  /** Whether this server signed the value. */
  isOwn(value: Json, signature: string): boolean;
  /** `value` with a seal that only this server can make, as text. */
  seal(value: Json): string;
  /** For what stations seal: the public half for each suite, SPKI in base64, and the secret that opens them all. */
  readonly recipient: { readonly publicKeyFor: (suite: SuiteId) => string; readonly secret: Uint8Array };
  /** What was sealed; null for anything that this server has not sealed. */
  unseal(text: string): unknown;
}

interface KeyRow {
  readonly privateKey: string;
  readonly publicKey: string;
  readonly tokenSecret: string;
}

const select = `SELECT private_key AS "privateKey", public_key AS "publicKey", token_secret AS "tokenSecret" FROM server_keys`;

const pemOf = (pkcs8: string) => `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`;

/** Beside the keys of the first suite, so that a city can be told to use the second at any time. */
async function sm2Keys(database: Database): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  const privateKey = sm2Sm3.newPrivateKey();
  await database.query(
    'INSERT INTO server_suite_keys (algorithm, private_key, public_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [sm2Sm3.id, privateKey, sm2Sm3.publicKeyOf(privateKey)],
  );
  const [row] = await database.query<{ privateKey: string; publicKey: string }>(
    'SELECT private_key AS "privateKey", public_key AS "publicKey" FROM server_suite_keys WHERE algorithm = $1',
    [sm2Sm3.id],
  );
  if (!row) throw new Error('the server has no SM2 keys');
  return row;
}

/**
 * Reads the keys, or makes them at the first start; of two processes that start at once the first one's stand.
 * @param suite in which it seals for itself; what it sealed before names its own.
 */
export async function serverKeys(database: Database, suite: SuiteId = 'standard'): Promise<ServerKeys> {
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
  const signing = {
    ed25519: { privateKey: pemOf(row.privateKey), publicKey: row.publicKey },
    'sm2-sm3': await sm2Keys(database),
  };
  // As a key, which is made ready once and not for each seal.
  const secret = createSecretKey(row.tokenSecret, 'base64');
  const own = derivedKey(Buffer.from(row.tokenSecret, 'base64'), 'recovery keys');
  const recipients = { standard: recipientOf(own, 'standard'), sm: recipientOf(own, 'sm') };
  const { mac } = suiteNamed(suite);
  return {
    publicKeyFor: (algorithm) => signing[algorithm].publicKey,
    recipient: { publicKeyFor: (of) => recipients[of], secret: own },
    isOwn(value, signature) {
      const read = readSignatureText(signature);
      return read !== null && isSignedBy(signing[read.algorithm.id].publicKey, canonicalJson(value), signature);
    },
    sign: (value, algorithm = 'ed25519') => signedText(signing[algorithm].privateKey, canonicalJson(value)),
    seal(value) {
      const body = Buffer.from(canonicalJson(value)).toString('base64url');
      const seal = Buffer.from(mac.of(body, secret)).toString('base64url');
      return mac.id === 'hmac-sha256' ? `${body}.${seal}` : `${body}.${mac.id}:${seal}`;
    },
    unseal(text) {
      const [, body = '', id = 'hmac-sha256', seal = ''] = /^([^.]*)\.(?:([a-z0-9-]+):)?([\w-]+)$/.exec(text) ?? [];
      const by = Object.values(macs).find((each) => each.id === id);
      const given = Buffer.from(seal, 'base64url');
      const wanted = by?.of(body, secret);
      if (!wanted || given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null;
      return JSON.parse(Buffer.from(body, 'base64url').toString()) as unknown;
    },
  };
}
