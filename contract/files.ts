import { type } from '@orpc/contract';
import * as z from 'zod';
import { type FilePlace, fileDetailsSchema, fileKinds } from '../domain/files/file.ts';
import type { CaseView } from './cases.ts';
import { procedure } from './errors.ts';

export interface AttachedFileAnswer {
  readonly fileId: string;
  readonly view: CaseView;
}

/** A finished file in the scan folder. */
export interface ScannedFile {
  readonly name: string;
  readonly bytes: number;
  /** When its content last changed, in ms. */
  readonly modifiedAt: number;
  /** Why it was not attached, or could not be put away, in Chinese; null where nothing stands in the way. */
  readonly problem: string | null;
  /** It was attached and only waits to be put away: nobody attaches it again. */
  readonly isAttached: boolean;
}

/** What lies in the scan folder, newest first. */
export interface ScanFolderContent {
  /** False where IT has set no folder. */
  readonly isSet: boolean;
  /** Why the folder cannot be read, in Chinese; null where it can. */
  readonly problem: string | null;
  readonly files: readonly ScannedFile[];
}

const ofCase = z.object({ caseId: z.uuid() });

/** What is said of a file that is attached, wherever its bytes come from. */
const attaching = ofCase.extend({
  actionId: z.uuid(),
  baseRevision: z.int().min(1),
  kind: z.enum(fileKinds.map(({ id }) => id)),
  /** As the person called it; the center makes it safe. */
  name: z.string().min(1).max(400),
  ...fileDetailsSchema.shape,
});

/** Files of a case that were not made here: photos, scans, what a party brought (SYNC-8). */
export const files = {
  /** Keeps the bytes and appends `file.attached`. The same action id with the same file changes nothing. */
  attach: procedure.input(attaching.extend({ file: z.file() })).output(type<AttachedFileAnswer>()),
  /** What lies in the scan folder of the center's machine. */
  scanned: procedure.output(type<ScanFolderContent>()),
  /** The same as {@link attach} for a file of the scan folder, which is put away then. */
  attachScanned: procedure.input(attaching).output(type<AttachedFileAnswer>()),
  /** The bytes themselves; `glance` for the small picture in the list, which is noted with the case and not apart. */
  file: procedure.input(ofCase.extend({ fileId: z.uuid(), glance: z.boolean() })).output(z.file()),
  /** Where the bytes of the files on the list are, by file id. */
  places: procedure.input(ofCase).output(type<Readonly<Record<string, FilePlace>>>()),
};
