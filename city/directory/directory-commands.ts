import { resolve } from 'node:path';
import * as z from 'zod';
import type { Directory } from '../../domain/directory/divisions.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import type { Say } from '../commands.ts';
import type { Database } from '../db/database.ts';
import { importDirectory, writeTemplate } from './import-command.ts';

/** Options of the commands for the city's directory (docs/directory.md). */
export const directoryFlags = {
  'import-directory': { type: 'string' },
  'directory-template': { type: 'string' },
  commit: { type: 'boolean' },
} as const;

export interface DirectoryValues {
  readonly 'import-directory'?: string | undefined;
  readonly 'directory-template'?: string | undefined;
  readonly commit?: boolean | undefined;
}

export const directoryCommandSchemas = [
  z.object({ kind: z.literal('import_directory'), file: z.string(), commit: z.boolean() }),
  z.object({ kind: z.literal('directory_template'), file: z.string() }),
] as const;
export type DirectoryCommand = z.output<(typeof directoryCommandSchemas)[number]>;

/** What of these the options ask for. */
export function directoryCommandsOf(values: DirectoryValues): readonly DirectoryCommand[] {
  const { 'import-directory': from, 'directory-template': template, commit = false } = values;
  return [
    ...(from === undefined ? [] : [{ kind: 'import_directory' as const, file: resolve(from), commit }]),
    ...(template === undefined ? [] : [{ kind: 'directory_template' as const, file: resolve(template) }]),
  ];
}

/** Imports, or gives out an empty workbook. @throws RangeError in Chinese for a file that cannot be read or written */
export function directoryCommand(
  { database, divisions }: { readonly database: Database; readonly divisions: Directory },
  command: DirectoryCommand,
  say: Say,
): Promise<void> {
  switch (command.kind) {
    case 'import_directory':
      return importDirectory({ database, base: divisions, today: plainDateAt(Date.now()) }, command, say);
    case 'directory_template':
      return writeTemplate(command.file, say);
  }
}
