import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const loopback = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/;

const optionsSchema = z.object({
  /** Folder of the organisations' stores. */
  data: z.string().min(1),
  host: z.string().min(1),
  port: z.coerce.number().int().min(0).max(65_535),
  /** As browsers call it, where a reverse proxy with TLS stands before it. */
  publicOrigin: z
    .url()
    .transform((text) => new URL(text).origin)
    .refine((origin) => origin.startsWith('https://') || loopback.test(origin), '--public 要写 https:// 开头的网址')
    .nullable(),
  /** Centers that run at once at most. */
  most: z.coerce.number().int().min(1).max(1000),
  /** Minutes after which a center sleeps that nobody has called. */
  idle: z.coerce.number().min(0).max(1440),
  /** Where the daily backups of all go; none are made without it. */
  backups: z.string().min(1).nullable(),
  /** The program of a center, its user interface and what it ships with. */
  program: z.string(),
  renderer: z.string(),
  resources: z.string(),
  /** Lines of JSON, as `npm run city -- --code …` wrote them: organisations to be opened, instead of serving. */
  open: z.object({ file: z.string(), city: z.url() }).nullable(),
});

export type HostingOptions = z.infer<typeof optionsSchema>;

/** @throws when an option is unknown, malformed or missing. */
export function parseHostingOptions(args: readonly string[]): HostingOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
      public: { type: 'string' },
      most: { type: 'string' },
      idle: { type: 'string' },
      backups: { type: 'string' },
      open: { type: 'string' },
      city: { type: 'string' },
    },
  });
  if (values.open !== undefined && values.city === undefined)
    throw new RangeError('要用 --city 写明市级服务的地址，例如 --city https://city.example.gov.cn');
  return optionsSchema.parse({
    data: resolve(values.data ?? 'data-hosting'),
    host: values.host ?? '127.0.0.1',
    port: values.port ?? '5200',
    publicOrigin: values.public ?? null,
    most: values.most ?? '40',
    idle: values.idle ?? '30',
    backups: values.backups === undefined ? null : resolve(values.backups),
    program: join(root, 'out', 'main', 'center.js'),
    renderer: join(root, 'out', 'renderer'),
    resources: join(root, 'resources'),
    open: values.open === undefined ? null : { file: resolve(values.open), city: values.city },
  });
}
