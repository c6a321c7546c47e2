import { closeSync, openSync, readSync } from 'node:fs';
import * as z from 'zod';

interface Entry {
  files?: Record<string, Entry> | undefined;
  unpacked?: boolean | undefined;
}
const entrySchema: z.ZodType<Entry> = z.object({
  get files() {
    return z.record(z.string(), entrySchema).optional();
  },
  unpacked: z.boolean().optional(),
});

/**
 * Reads the list of files in an asar archive: path to whether it lies unpacked beside the archive. The archive begins
 * with two Chromium pickles; the second holds the header as JSON, its length at byte 12, its text at byte 16.
 */
export function listAsar(file: string): Map<string, boolean> {
  const descriptor = openSync(file, 'r');
  try {
    const start = Buffer.alloc(16);
    readSync(descriptor, start, 0, 16, 0);
    const header = Buffer.alloc(start.readUInt32LE(12));
    readSync(descriptor, header, 0, header.length, 16);
    const files = new Map<string, boolean>();
    const walk = (entry: Entry, path: string) => {
      for (const [name, child] of Object.entries(entry.files ?? {})) {
        const below = path === '' ? name : `${path}/${name}`;
        if (child.files) walk(child, below);
        else files.set(below, child.unpacked ?? false);
      }
    };
    walk(entrySchema.parse(JSON.parse(header.toString('utf8'))), '');
    return files;
  } finally {
    closeSync(descriptor);
  }
}
