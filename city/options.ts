import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';

const optionsSchema = z.object({
  /** A PostgreSQL server; without one the embedded database in {@link data} is used. */
  url: z.string().min(1).optional(),
  /** Folder of the embedded database. */
  data: z.string().min(1),
  host: z.string().min(1),
  port: z.coerce.number().int().min(0).max(65_535),
});

export type CityOptions = z.infer<typeof optionsSchema>;

/** @throws when an option is unknown or malformed. */
export function parseCityOptions(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): CityOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      host: { type: 'string' },
      port: { type: 'string' },
    },
  });
  return optionsSchema.parse({
    url: environment.DATABASE_URL || undefined,
    data: resolve(values.data ?? 'data-city'),
    host: values.host ?? '127.0.0.1',
    port: values.port ?? '5190',
  });
}
