import { closeSync, copyFileSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';

interface Entry {
  files?: Record<string, Entry> | undefined;
  unpacked?: boolean | undefined;
  size?: number | undefined;
  offset?: string | undefined;
}
const entrySchema: z.ZodType<Entry> = z.object({
  get files() {
    return z.record(z.string(), entrySchema).optional();
  },
  unpacked: z.boolean().optional(),
  size: z.int().optional(),
  offset: z.string().optional(),
});

export interface PackedFile {
  /** Whether it lies beside the archive instead of in it. */
  readonly unpacked: boolean;
  readonly size: number;
  /** First byte, counted from the start of the archive file. */
  readonly start: number;
}

/**
 * Reads the list of files in an asar archive, by path. The archive begins with two Chromium pickles: the first holds
 * the size of the second (at byte 4), the second the header as JSON (its length at byte 12, its text at byte 16).
 */
export function listAsar(file: string): Map<string, PackedFile> {
  const descriptor = openSync(file, 'r');
  try {
    const lengths = Buffer.alloc(16);
    readSync(descriptor, lengths, 0, 16, 0);
    const header = Buffer.alloc(lengths.readUInt32LE(12));
    readSync(descriptor, header, 0, header.length, 16);
    const dataStart = 8 + lengths.readUInt32LE(4);
    const files = new Map<string, PackedFile>();
    const walk = (entry: Entry, path: string) => {
      for (const [name, child] of Object.entries(entry.files ?? {})) {
        const below = path === '' ? name : `${path}/${name}`;
        if (child.files) walk(child, below);
        else {
          const start = dataStart + Number(child.offset ?? 0);
          files.set(below, { unpacked: child.unpacked ?? false, size: child.size ?? 0, start });
        }
      }
    };
    walk(entrySchema.parse(JSON.parse(header.toString('utf8'))), '');
    return files;
  } finally {
    closeSync(descriptor);
  }
}

/** Writes the files of an archive, and those beside it, as a plain folder that Node can run. */
export function extractAsar(file: string, target: string): void {
  const archive = readFileSync(file);
  for (const [path, { unpacked, size, start }] of listAsar(file)) {
    const copy = join(target, path);
    mkdirSync(dirname(copy), { recursive: true });
    if (unpacked) copyFileSync(join(`${file}.unpacked`, path), copy);
    else writeFileSync(copy, archive.subarray(start, start + size));
  }
}
