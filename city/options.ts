import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { feedSchema } from '../contract/sync-fields.ts';
import { suiteIds } from '../domain/suites/suite-ids.ts';
import { commandFlags, commandOf, commandSchema } from './commands.ts';
import { smsGatewaySchema } from './intake/sms.ts';

const named = (text: string) => ({ of: text.split('=')[0] ?? '', name: text.slice(text.indexOf('=') + 1).trim() });
const nameSchema = z.string().min(1).max(60);

/** `410105=金水区综治中心`: the district, and what its station is called. */
const stationSchema = z
  .string()
  .regex(/^[^=]+=.+$/, '要写成 410105=站名')
  .transform((text) => ({ feed: named(text).of, name: named(text).name }))
  .pipe(z.object({ feed: feedSchema, name: nameSchema }));

const placeSchema = z.string().regex(/^\d{6}(\d{3}){0,2}$/, '区县写 6 位代码，街道写 9 位，社区（村）写 12 位');

/**
 * As {@link stationSchema}, or `410105001=花园路街道`: a street or community, and what its station will be called. The
 * place alone: named by itself, with the accounts of the city's directory.
 */
const codeSchema = z
  .string()
  .regex(/^[^=]+(=.+)?$/, '要写成 410105=站名，或者 410105001=街道站名')
  .transform((text) => ({ place: named(text).of, name: text.includes('=') ? named(text).name : null }))
  .pipe(z.object({ place: placeSchema, name: nameSchema.nullable() }));

const optionsSchema = z.object({
  /** A PostgreSQL server; without one the embedded database in {@link data} is used. */
  url: z.string().min(1).optional(),
  /** Folder of the embedded database. */
  data: z.string().min(1),
  /** Folder of the files of cases, shared by all processes on one database; `files` in {@link data} unless set. */
  files: z.string().min(1).optional(),
  host: z.string().min(1),
  port: z.coerce.number().int().min(0).max(65_535),
  /** Proxies that say for whom they ask, as addresses or networks with commas between; those of this machine unless set. */
  proxies: z.string().min(1),
  /** Addresses or networks from which the operator may read `/metrics`, beside those of this machine. */
  operators: z.array(z.string()),
  /** In which suite stations of this city hash and sign (docs/suites.md). */
  suite: z.enum(suiteIds),
  /** Where short messages are handed over (city/intake/sms.ts); into a file in {@link data} unless set. */
  sms: z.object({ url: smsGatewaySchema, token: z.string().min(1).optional() }).optional(),
  /** What stands before the path of links in short messages: the address at which residents reach the city. */
  site: z
    .url({ protocol: /^https?$/, error: '--site 要写居民打开市平台的网址，如 https://mediation.example' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  /** Submissions of one place within an hour and within a day; more are sent to the center's door. */
  perPlace: z
    .string()
    .regex(/^\d{1,6}\/\d{1,6}$/, '--per-place 要写成 每小时/每天，如 60/200')
    .transform((text) => ({ hour: Number(text.split('/')[0]), day: Number(text.split('/')[1]) }))
    .optional(),
  /** Stations for which a one-time code is made; then the program ends instead of serving (SYNC-14). */
  codes: z.array(codeSchema),
  /** Places of whose streets and communities each gets a code that has accounts in the directory and no station. */
  codesBelow: z.array(placeSchema),
  /** Stations whose place a new machine is to take, by their names or ids: a code is made for each (SYNC-14). */
  successors: z.array(stationSchema),
  /** The database was restored from a backup (SYNC-11); the program says so in it, and ends. */
  restored: z.boolean(),
  /** What else an operator asks for, instead of serving. */
  command: commandSchema.nullable(),
});

export type CityOptions = z.infer<typeof optionsSchema>;

/** @throws when an option is unknown or malformed. */
export function parseCityOptions(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): CityOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      files: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
      proxy: { type: 'string', multiple: true },
      operator: { type: 'string', multiple: true },
      suite: { type: 'string' },
      sms: { type: 'string' },
      site: { type: 'string' },
      'per-place': { type: 'string' },
      code: { type: 'string', multiple: true },
      'codes-below': { type: 'string', multiple: true },
      successor: { type: 'string', multiple: true },
      restored: { type: 'boolean' },
      ...commandFlags,
    },
  });
  return optionsSchema.parse({
    url: environment.DATABASE_URL || undefined,
    data: resolve(values.data ?? 'data-city'),
    files: values.files === undefined ? undefined : resolve(values.files),
    host: values.host ?? '127.0.0.1',
    port: values.port ?? '5190',
    proxies: values.proxy?.join(',') ?? 'loopback',
    operators: values.operator ?? [],
    suite: values.suite ?? environment.FENGQIAO_SUITE ?? 'standard',
    sms: values.sms === undefined ? undefined : { url: values.sms, token: environment.FENGQIAO_SMS_TOKEN || undefined },
    site: values.site,
    perPlace: values['per-place'],
    codes: values.code ?? [],
    codesBelow: values['codes-below'] ?? [],
    successors: values.successor ?? [],
    restored: values.restored ?? false,
    command: commandOf(values),
  });
}
