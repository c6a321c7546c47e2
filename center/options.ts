import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as z from 'zod';

const here = dirname(fileURLToPath(import.meta.url));
/** The project's or the installed app's folder: this file runs from `center/`, or bundled from `out/main/`. */
const root = here.endsWith(join('out', 'main')) ? resolve(here, '..', '..') : resolve(here, '..');

const optionsSchema = z.object({
  /** Folder of the store. */
  data: z.string().min(1),
  port: z.coerce.number().int().min(0).max(65_535),
  /** Built user interface to serve; without it only the API is served. */
  renderer: z.string().min(1).optional(),
  resources: z.string().min(1),
  /** The city server that was started beside this center, and the code by which it may enrol. */
  cityOrigin: z.url().optional(),
  cityCode: z.string().optional(),
  /** Starts an empty store with the first-run assistant instead of sample data. */
  empty: z.boolean(),
  /** The city's machine serves this center beside others (docs/hosting.md): settings of the machine are closed. */
  hosted: z.boolean().optional(),
  /** Where the daily backups go, whatever was set before; as set by IT unless given. */
  backups: z.string().min(1).optional(),
});

export type CenterOptions = z.infer<typeof optionsSchema>;

/** @throws when an option is unknown or malformed. */
export function parseCenterOptions(args: readonly string[]): CenterOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      renderer: { type: 'string' },
      resources: { type: 'string' },
      empty: { type: 'boolean', default: false },
      sample: { type: 'boolean', default: false },
      hosted: { type: 'boolean', default: false },
      backups: { type: 'string' },
    },
  });
  return optionsSchema.parse({
    data: resolve(values.data ?? 'data'),
    port: values.port ?? '5180',
    renderer: values.renderer === undefined ? undefined : resolve(values.renderer),
    resources: resolve(values.resources ?? process.env.FENGQIAO_RESOURCES ?? join(root, 'resources')),
    cityOrigin: process.env.FENGQIAO_CITY_ORIGIN || undefined,
    // Not an argument: those can be read by everyone on the machine.
    cityCode: process.env.FENGQIAO_CITY_CODE || undefined,
    empty: values.empty && !values.sample,
    hosted: values.hosted,
    backups: values.backups === undefined ? undefined : resolve(values.backups),
  });
}
