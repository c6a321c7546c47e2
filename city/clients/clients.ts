import * as z from 'zod';
import { ServiceError } from '../../contract/errors.ts';
import { type ClientScope, clientScopeIds, scopeName } from '../../domain/access/client-scopes.ts';
import { clientSignature } from '../../domain/sync/request-signature.ts';
import { ed25519 } from '../../services/suites/signature.ts';
import type { Database } from '../db/database.ts';
import { checkSigned, type SignedCall } from '../sync/signed-call.ts';
import { createUsedNonces } from '../sync/used-nonces.ts';

const MINUTE_MS = 60_000;

/** A system of the city that signed a call and may make it. */
export interface Client {
  readonly name: string;
  readonly title: string;
  readonly scopes: readonly ClientScope[];
}

/** Who of the registered systems calls, by its signature on the request (SYNC-16). */
export interface Clients {
  /**
   * The registered client that signed a call, which is counted; null where the call does not say to be of one. What it may
   * call is asked by {@link needScope}.
   * @throws ServiceError CLIENT_UNKNOWN, REQUEST_REFUSED, REQUEST_CLOCK; TOO_MANY_QUESTIONS with the seconds to wait.
   */
  callerOf(call: SignedCall): Promise<Client | null>;
}

export const clientNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, '系统的名字只用小写字母、数字和连字符，例如 zhenghaoban');

export const newClientSchema = z.object({
  name: clientNameSchema,
  title: z.string().trim().min(1, '请写明居民叫它什么，例如 --client zhenghaoban=郑好办').max(40),
  scopes: z
    .array(z.enum(clientScopeIds, `权限只有：${clientScopeIds.join('、')}`))
    .min(1, `请用 --scopes 写明权限：${clientScopeIds.join(',')}`)
    .transform((scopes) => [...new Set(scopes)]),
  /** Calls that it may make in a minute, at all servers together. */
  perMinute: z.coerce.number('--per-minute 要写数字').int().min(1).max(100_000).default(600),
});
export type NewClient = z.input<typeof newClientSchema>;

export interface ListedClient extends Client {
  readonly perMinute: number;
  readonly addedAt: number;
  readonly revokedAt: number | null;
}

interface ClientRow extends Client {
  readonly publicKey: string;
  readonly revokedAt: number | null;
}

const KEY_ID = /;keyid="client\/([a-z0-9-]{1,40})";/;
export const clientKeyId = (name: string): string => `client/${name}`;

/**
 * Registers a client, or gives the one of that name a new key, new scopes and a new limit: the old key is worth nothing
 * from then on.
 * @returns the private key, PKCS 8 in base64: it is kept nowhere.
 * @throws z.ZodError with Chinese messages.
 */
export async function addClient({ query }: Pick<Database, 'query'>, given: NewClient, now: number): Promise<string> {
  const { name, title, scopes, perMinute } = newClientSchema.parse(given);
  const privateKey = ed25519.newPrivateKey();
  await query(
    `INSERT INTO inbound_clients (name, title, scopes, public_key, per_minute, added_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (name) DO UPDATE SET title = excluded.title, scopes = excluded.scopes, public_key = excluded.public_key,
       per_minute = excluded.per_minute, added_at = excluded.added_at, revoked_at = NULL`,
    [name, title, scopes, ed25519.publicKeyOf(privateKey), perMinute, now],
  );
  return privateKey.replaceAll(/-----[^-]+-----|\s/g, '');
}

export function listClients({ query }: Pick<Database, 'query'>): Promise<readonly ListedClient[]> {
  return query<ListedClient>(
    `SELECT name, title, scopes, per_minute AS "perMinute", added_at AS "addedAt", revoked_at AS "revokedAt"
     FROM inbound_clients ORDER BY name`,
  );
}

/** From now on it may call nothing. False where there is none of that name that is not revoked. */
export async function revokeClient({ query }: Pick<Database, 'query'>, name: string, now: number): Promise<boolean> {
  const rows = await query(
    'UPDATE inbound_clients SET revoked_at = $2 WHERE name = $1 AND revoked_at IS NULL RETURNING name',
    [name, now],
  );
  return rows.length > 0;
}

export function createClients(database: Database, now: () => number): Clients {
  const usedNonces = createUsedNonces(database, now);

  /** One row for all servers, so that more servers let nobody ask more often. */
  async function count(name: string): Promise<void> {
    const at = now();
    const minute = Math.floor(at / MINUTE_MS);
    const [row] = await database.query<{ calls: number; perMinute: number }>(
      `UPDATE inbound_clients SET calls = CASE WHEN minute = $2 THEN calls + 1 ELSE 1 END, minute = $2
       WHERE name = $1 RETURNING calls, per_minute AS "perMinute"`,
      [name, minute],
    );
    if (row && row.calls > row.perMinute) {
      const retryAfter = Math.max(1, Math.ceil(((minute + 1) * MINUTE_MS - at) / 1_000));
      throw new ServiceError('TOO_MANY_QUESTIONS', { retryAfter });
    }
  }

  return {
    async callerOf(call) {
      const [, name] = KEY_ID.exec(call.request.header('signature-input') ?? '') ?? [];
      if (name === undefined) return null;
      const [known] = await database.query<ClientRow>(
        `SELECT name, title, scopes, public_key AS "publicKey", revoked_at AS "revokedAt" FROM inbound_clients
         WHERE name = $1`,
        [name],
      );
      if (!known || known.revokedAt !== null) throw new ServiceError('CLIENT_UNKNOWN');
      const keyId = clientKeyId(name);
      const nonce = checkSigned(call, { profile: clientSignature, keyId, publicKey: known.publicKey }, now());
      if (!(await usedNonces.use({ feed: 'city', stationId: keyId }, nonce))) throw new ServiceError('REQUEST_REFUSED');
      await count(name);
      return known;
    },
  };
}

/** @throws ServiceError NOT_ALLOWED that names the scope. */
export function needScope({ scopes }: Client, scope: ClientScope): void {
  if (scopes.includes(scope)) return;
  throw new ServiceError('NOT_ALLOWED', { detail: `这个系统没有登记权限 ${scope}（${scopeName(scope)}）。` });
}
