import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import type { Say } from '../commands.ts';
import type { Database } from '../db/database.ts';
import { subscribers } from './deliveries.ts';
import { newSecret } from './signature.ts';
import {
  addSubscriber,
  deadLetters,
  removeSubscriber,
  resend,
  subscriberSchema,
  subscriberStatus,
} from './subscriptions.ts';

/** Options of the commands for systems that the city tells of what happened (docs/webhooks.md). */
export const webhookFlags = {
  webhook: { type: 'string' },
  district: { type: 'string', multiple: true },
  'remove-webhook': { type: 'string' },
  webhooks: { type: 'boolean' },
  'dead-letters': { type: 'boolean' },
  resend: { type: 'string' },
} as const;

export interface WebhookValues {
  readonly webhook?: string | undefined;
  readonly district?: readonly string[] | undefined;
  readonly 'remove-webhook'?: string | undefined;
  readonly webhooks?: boolean | undefined;
  readonly 'dead-letters'?: boolean | undefined;
  readonly resend?: string | undefined;
}

export const webhookCommandSchemas = [
  z.object({
    kind: z.literal('add_webhook'),
    name: z.string(),
    url: z.string(),
    feeds: z.array(z.string()).nullable(),
  }),
  z.object({ kind: z.literal('remove_webhook'), name: z.string() }),
  z.object({ kind: z.literal('list_webhooks') }),
  z.object({ kind: z.literal('list_dead_letters') }),
  z.object({ kind: z.literal('resend'), name: z.string(), eventId: z.string().nullable() }),
] as const;
export type WebhookCommand = z.output<(typeof webhookCommandSchemas)[number]>;

const nameWithEvent = z.string().regex(/^[^=]+(=.+)?$/);
const DEAD_LETTERS_SHOWN = 1_000;

/** What of these the options ask for. @throws z.ZodError in Chinese for a name without an address. */
export function webhookCommandsOf(values: WebhookValues): readonly WebhookCommand[] {
  const asked: WebhookCommand[] = [];
  if (values.webhook !== undefined) {
    const text = z
      .string()
      .regex(/^[^=]+=.+$/, '--webhook 要写成 名字=网址')
      .parse(values.webhook);
    const [name = '', ...url] = text.split('=');
    const feeds = values.district ? [...values.district] : null;
    asked.push({ kind: 'add_webhook', name, url: url.join('='), feeds });
  }
  if (values['remove-webhook'] !== undefined) asked.push({ kind: 'remove_webhook', name: values['remove-webhook'] });
  if (values.webhooks) asked.push({ kind: 'list_webhooks' });
  if (values['dead-letters']) asked.push({ kind: 'list_dead_letters' });
  if (values.resend !== undefined) {
    const [name = '', ...eventId] = nameWithEvent.parse(values.resend).split('=');
    asked.push({ kind: 'resend', name, eventId: eventId.length === 0 ? null : eventId.join('=') });
  }
  return asked;
}

/** Registers and removes subscribers, lists them, and sends again what failed. @throws z.ZodError for a malformed one. */
export async function webhookCommand(database: Database, command: WebhookCommand, say: Say): Promise<void> {
  switch (command.kind) {
    case 'add_webhook':
      return addWebhook(database, command, say);
    case 'remove_webhook': {
      const wasThere = await removeSubscriber(database, command.name);
      const words = wasThere ? `已删除订阅方「${command.name}」。` : `没有叫「${command.name}」的订阅方。`;
      return say({ type: 'webhook_removed', name: command.name, wasThere }, words);
    }
    case 'list_webhooks':
      for (const each of await subscriberStatus(database)) {
        const feeds = each.feeds?.join('、') ?? '全部区县';
        const words = `${each.name}　${each.url}　${feeds}　等待 ${each.waiting}　失败 ${each.dead}`;
        say({ type: 'webhook', ...each }, words);
      }
      return;
    case 'list_dead_letters':
      for (const letter of await deadLetters(database, DEAD_LETTERS_SHOWN)) {
        const { subscriber, eventId, attempts, lastFailure } = letter;
        say({ type: 'dead_letter', ...letter }, `${subscriber}　${eventId}　试了 ${attempts} 次　${lastFailure ?? ''}`);
      }
      return;
    case 'resend': {
      const { name, eventId } = command;
      const count = await resend(database, { subscriber: name, eventId }, Date.now());
      return say({ type: 'resent', name, count }, `已重新排队 ${count} 条，市级服务运行时会再推送。`);
    }
  }
}

/** The secret is never printed: it is given in the environment, or lies in a file for its owner only. */
async function addWebhook(
  database: Database,
  { name, url, feeds }: Extract<WebhookCommand, { kind: 'add_webhook' }>,
  say: Say,
): Promise<void> {
  const known = (await subscribers(database)).find((each) => each.name === name);
  const given = process.env.FENGQIAO_WEBHOOK_SECRET || known?.secret;
  const subscriber = subscriberSchema.parse({ name, url, secret: given ?? newSecret(), feeds });
  const file = given === undefined ? resolve(`webhook-${name}.secret`) : null;
  // An older file is another secret, which somebody may still need.
  if (file !== null) writeFileSync(file, `${subscriber.secret}\n`, { mode: 0o600, flag: 'wx' });
  await addSubscriber(database, subscriber, Date.now());
  const where = file === null ? '' : `密钥在文件 ${file} 里，请用安全的方式交给对方，然后删除文件。`;
  say({ type: 'webhook_added', name, url, feeds, secretFile: file }, `已登记订阅方「${name}」。${where}`);
}
