import { resolve } from 'node:path';
import * as z from 'zod';
import { feedSchema } from '../contract/sync-fields.ts';
import type { Directory } from '../domain/directory/divisions.ts';
import { settlingSchemas } from '../domain/sync/settling.ts';
import { systemEnvironment } from '../services/environment.ts';
import {
  type ClientValues,
  clientCommand,
  clientCommandSchemas,
  clientCommandsOf,
  clientFlags,
} from './clients/client-commands.ts';
import type { Database } from './db/database.ts';
import {
  type DirectoryValues,
  directoryCommand,
  directoryCommandSchemas,
  directoryCommandsOf,
  directoryFlags,
} from './directory/directory-commands.ts';
import { answerCommand } from './hand-over-commands.ts';
import { verifyHistory } from './history/verify-command.ts';
import { intakeCommand } from './intake/intake-commands.ts';
import { createWaiting } from './intake/waiting.ts';
import { currentEpoch } from './sync/epoch.ts';
import { createHandOvers } from './sync/hand-overs.ts';
import type { ServerKeys } from './sync/keys.ts';
import { renewFeeds } from './sync/rebuild.ts';
import { takeOutRecoveryKey } from './sync/recovery-key-command.ts';
import { findStation, listStations } from './sync/station-list.ts';
import { localTime, wordsOfStation } from './sync/station-words.ts';
import type { StationService } from './sync/stations.ts';
import {
  type WebhookValues,
  webhookCommand,
  webhookCommandSchemas,
  webhookCommandsOf,
  webhookFlags,
} from './webhooks/webhook-commands.ts';

/** Options by which an operator asks for one thing to be done with the database, instead of serving. */
export const commandFlags = {
  restore: { type: 'string' },
  stations: { type: 'boolean' },
  revoke: { type: 'string' },
  'handed-over': { type: 'boolean' },
  approve: { type: 'string' },
  decline: { type: 'string' },
  words: { type: 'string' },
  by: { type: 'string' },
  'recovery-key': { type: 'string' },
  verify: { type: 'boolean' },
  submissions: { type: 'boolean' },
  offer: { type: 'string' },
  to: { type: 'string' },
  ...clientFlags,
  ...directoryFlags,
  ...webhookFlags,
} as const;

const before = (text: string): string => text.split('=')[0] ?? '';
const after = (text: string): string => text.slice(text.indexOf('=') + 1);

/** Who decided, as the center reads it. */
const decider = settlingSchemas['settling.declined'].shape.decidedBy.default('市级管理员');

export const commandSchema = z.discriminatedUnion('kind', [
  ...clientCommandSchemas,
  ...directoryCommandSchemas,
  ...webhookCommandSchemas,
  z.object({ kind: z.literal('restore'), file: z.string() }),
  z.object({ kind: z.literal('list_stations') }),
  z.object({ kind: z.literal('revoke_station'), feed: feedSchema, station: z.string().trim().min(1) }),
  z.object({
    kind: z.literal('recovery_key'),
    feed: feedSchema,
    station: z.string().trim().min(1),
    by: z.string('请用 --by 写明交给谁').trim().min(1, '请用 --by 写明交给谁').max(60),
  }),
  z.object({ kind: z.literal('list_submissions') }),
  z.object({
    kind: z.literal('offer_submission'),
    caseId: z.uuid('编号要照 --submissions 列出的写'),
    feed: feedSchema,
    station: z.string().trim().min(1),
  }),
  z.object({ kind: z.literal('list_handed_over') }),
  z.object({ kind: z.literal('verify') }),
  z.object({ kind: z.literal('approve'), id: z.uuid('编号要照 --handed-over 列出的写'), decidedBy: decider }),
  z.object({
    kind: z.literal('decline'),
    id: z.uuid('编号要照 --handed-over 列出的写'),
    decidedBy: decider,
    words: z.string('请用 --words 写明理由，中心要看').trim().min(1, '请用 --words 写明理由，中心要看').max(2000),
  }),
]);
export type Command = z.infer<typeof commandSchema>;
/** Those that work on the open database; a restore makes one. */
export type DatabaseCommand = Exclude<Command, { kind: 'restore' }>;

interface CommandValues extends ClientValues, DirectoryValues, WebhookValues {
  readonly restore?: string | undefined;
  readonly stations?: boolean | undefined;
  readonly revoke?: string | undefined;
  readonly 'handed-over'?: boolean | undefined;
  readonly approve?: string | undefined;
  readonly decline?: string | undefined;
  readonly words?: string | undefined;
  readonly by?: string | undefined;
  readonly 'recovery-key'?: string | undefined;
  readonly verify?: boolean | undefined;
  readonly submissions?: boolean | undefined;
  readonly offer?: string | undefined;
  readonly to?: string | undefined;
}

/** What the options ask for; null to serve. @throws where they ask for two things at once, or half of one. */
export function commandOf(values: CommandValues): Command | null {
  const asked: z.input<typeof commandSchema>[] = [
    ...clientCommandsOf(values),
    ...directoryCommandsOf(values),
    ...webhookCommandsOf(values),
  ];
  if (values.restore !== undefined) asked.push({ kind: 'restore', file: resolve(values.restore) });
  if (values.stations) asked.push({ kind: 'list_stations' });
  if (values.revoke !== undefined) {
    const text = z
      .string()
      .regex(/^[^=]+=.+$/, '--revoke 要写成 410105=工作站的编号或名字')
      .parse(values.revoke);
    asked.push({ kind: 'revoke_station', feed: before(text), station: after(text) });
  }
  if (values['recovery-key'] !== undefined) {
    const text = z
      .string()
      .regex(/^[^=]+=.+$/, '--recovery-key 要写成 410105=工作站的编号或名字')
      .parse(values['recovery-key']);
    asked.push({ kind: 'recovery_key', feed: before(text), station: after(text), by: values.by ?? '' });
  }
  if (values.verify) asked.push({ kind: 'verify' });
  if (values.submissions) asked.push({ kind: 'list_submissions' });
  if (values.offer !== undefined) {
    const text = z
      .string('请用 --to 写明交给谁')
      .regex(/^[^=]+=.+$/, '--to 要写成 410105=工作站的编号或名字')
      .parse(values.to);
    asked.push({ kind: 'offer_submission', caseId: values.offer, feed: before(text), station: after(text) });
  }
  if (values['handed-over']) asked.push({ kind: 'list_handed_over' });
  if (values.approve !== undefined) asked.push({ kind: 'approve', id: values.approve, decidedBy: values.by });
  if (values.decline !== undefined) {
    asked.push({ kind: 'decline', id: values.decline, decidedBy: values.by, words: values.words ?? '' });
  }
  if (asked.length > 1) throw new Error('一次只能做一件事');
  return asked[0] === undefined ? null : commandSchema.parse(asked[0]);
}

/** One line of JSON for programs, and one in Chinese for people. */
export type Say = (line: Readonly<Record<string, unknown>>, words: string) => void;

/** What commands work on. */
export interface CommandCity {
  readonly database: Database;
  readonly stations: Pick<StationService, 'revoke'>;
  readonly divisions: Directory;
  readonly keys: Pick<ServerKeys, 'recipient'>;
}

/**
 * Does what was asked.
 * @throws z.ZodError with Chinese messages for what is malformed; RangeError for a station that is not there;
 *   ServiceError of the hand-overs.
 */
export async function runCommand(
  { database, stations, divisions, keys }: CommandCity,
  command: DatabaseCommand,
  say: Say,
): Promise<void> {
  switch (command.kind) {
    case 'add_webhook':
    case 'remove_webhook':
    case 'list_webhooks':
    case 'list_dead_letters':
    case 'resend':
      return webhookCommand(database, command, say);
    case 'list_stations': {
      const all = await listStations(database);
      for (const station of all) say({ type: 'station', ...station }, wordsOfStation(station));
      if (all.length === 0) say({ type: 'no_stations' }, '还没有工作站接入。');
      return;
    }
    case 'revoke_station': {
      const { feed, stationId, name, revokedAt } = await findStation(database, command.feed, command.station);
      await stations.revoke(feed, stationId);
      const words =
        revokedAt === null
          ? `已撤销 ${feed}「${name}」（${stationId}）的授权，马上生效：它不能再上传，也不能再取回。它本机的数据都还在。`
          : `${feed}「${name}」（${stationId}）的授权早已撤销（${localTime(revokedAt)}）。`;
      return say({ type: 'station_revoked', feed, stationId, name, wasRevoked: revokedAt !== null }, words);
    }
    case 'recovery_key':
      return takeOutRecoveryKey({ database, keys }, command, say);
    case 'add_client':
    case 'list_clients':
    case 'revoke_client':
      return clientCommand(database, command, say, Date.now());
    case 'import_directory':
    case 'directory_template':
      return directoryCommand({ database, divisions }, command, say);
    case 'verify':
      return verifyHistory({ database, environment: systemEnvironment }, say);
    case 'list_submissions':
    case 'offer_submission':
    case 'list_handed_over':
    case 'approve':
    case 'decline': {
      const parts = { database, environment: systemEnvironment, divisions };
      const { serverId, epoch } = await currentEpoch(database);
      // The program may be newer than the servers that ran last.
      await renewFeeds({ ...parts, station: { stationId: serverId, incarnation: epoch } }, () => undefined);
      if (command.kind === 'list_submissions' || command.kind === 'offer_submission') {
        return intakeCommand(createWaiting(parts), command, say);
      }
      return answerCommand(createHandOvers(parts), command, say);
    }
  }
}
