import * as z from 'zod';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import type { Say } from '../commands.ts';
import type { Database } from '../db/database.ts';
import { addClient, clientNameSchema, listClients, type NewClient, newClientSchema, revokeClient } from './clients.ts';

/** Options of the commands for systems of the city (docs/inbound-api.md). */
export const clientFlags = {
  client: { type: 'string' },
  scopes: { type: 'string' },
  'per-minute': { type: 'string' },
  clients: { type: 'boolean' },
  'revoke-client': { type: 'string' },
} as const;

export interface ClientValues {
  readonly client?: string | undefined;
  readonly scopes?: string | undefined;
  readonly 'per-minute'?: string | undefined;
  readonly clients?: boolean | undefined;
  readonly 'revoke-client'?: string | undefined;
}

export const clientCommandSchemas = [
  newClientSchema.extend({ kind: z.literal('add_client') }),
  z.object({ kind: z.literal('list_clients') }),
  z.object({ kind: z.literal('revoke_client'), name: clientNameSchema }),
] as const;
type ClientCommandSchema = (typeof clientCommandSchemas)[number];
export type ClientCommand = z.output<ClientCommandSchema>;

/** What of these the options ask for; half a command is told by the schemas. */
export function clientCommandsOf(values: ClientValues): readonly z.input<ClientCommandSchema>[] {
  const asked: z.input<ClientCommandSchema>[] = [];
  if (values.client !== undefined) {
    const [name = '', ...title] = values.client.split('=');
    const scopes = (values.scopes ?? '').split(',').filter((scope) => scope !== '') as NewClient['scopes'];
    asked.push({ kind: 'add_client', name, title: title.join('='), scopes, perMinute: values['per-minute'] });
  }
  if (values.clients) asked.push({ kind: 'list_clients' });
  if (values['revoke-client'] !== undefined) asked.push({ kind: 'revoke_client', name: values['revoke-client'] });
  return asked;
}

/** Registers, lists and revokes; the key of a new client is told once, and kept nowhere. */
export async function clientCommand(
  database: Pick<Database, 'query'>,
  command: ClientCommand,
  say: Say,
  now: number,
): Promise<void> {
  switch (command.kind) {
    case 'add_client': {
      const { name, title, scopes, perMinute } = command;
      const secret = await addClient(database, command, now);
      const words =
        `已登记「${title}」（${name}），权限 ${scopes.join('、')}，每分钟最多 ${perMinute} 次。` +
        `私钥只显示这一次，市里不留，请用安全的方式交给对方：\n${secret}\n同名再登记一次就换一把新的，旧的马上作废。`;
      return say({ type: 'client_added', name, title, scopes, perMinute, secret }, words);
    }
    case 'list_clients': {
      const all = await listClients(database);
      for (const each of all) {
        const { name, title, scopes, perMinute, addedAt, revokedAt } = each;
        const state = revokedAt === null ? '' : `　已撤销（${formatInstant(revokedAt)}）`;
        const words = `${name}　${title}　${scopes.join('、')}　每分钟 ${perMinute} 次　${formatInstant(addedAt)} 登记${state}`;
        say({ type: 'client', ...each }, words);
      }
      if (all.length === 0) say({ type: 'no_clients' }, '还没有登记系统。');
      return;
    }
    case 'revoke_client': {
      const { name } = command;
      const wasThere = await revokeClient(database, name, now);
      const words = wasThere ? `已撤销「${name}」，马上生效。` : `没有叫「${name}」的系统，或者早已撤销。`;
      return say({ type: 'client_revoked', name, wasThere }, words);
    }
  }
}
