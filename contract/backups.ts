import { type } from '@orpc/contract';
import * as z from 'zod';
import type { BackupStanding } from '../domain/backups/schedule.ts';
import { procedure } from './errors.ts';

/** One backup that is there whole; instants in ms. */
export interface BackupEntry {
  readonly name: string;
  readonly madeAt: number;
  readonly verifiedAt: number;
  /** Of the copy of the store; the files beside it are kept once for all backups. */
  readonly bytes: number;
  readonly files: number;
  /** Files that were not to be found here when it was made. */
  readonly missingFiles: number;
  readonly cases: number;
  readonly newestCase: string | null;
  /** Version of the program that made it. */
  readonly program: string;
}

export interface BackupsView {
  /** Folder on another disk or a share; null where none is set. */
  readonly target: string | null;
  /** The target lies on the disk of the data: one fault takes both. */
  readonly sameDisk: boolean;
  /** Why the list cannot be read now, in Chinese; null where it can. */
  readonly away: string | null;
  readonly standing: BackupStanding;
  readonly lastVerifiedAt: number | null;
  /** Why the last try failed, in Chinese; null where it did not. */
  readonly failure: { readonly at: number; readonly words: string } | null;
  readonly running: boolean;
  /** The newest first. */
  readonly backups: readonly BackupEntry[];
}

/** What a backup holds, and what would become of what is here. */
export interface RestorePreview {
  readonly name: string;
  readonly madeAt: number;
  readonly program: string;
  readonly cases: number;
  readonly actions: number;
  readonly newestCase: string | null;
  readonly newestActionAt: number | null;
  /** What is here and not in the backup; null where the store here cannot be read. */
  readonly newer: {
    readonly actions: number;
    /** Of these, confirmed by the city: they come back by sync once it has let this machine in again (SYNC-14). */
    readonly confirmed: number;
    readonly cases: number;
    /** At most ten, the newest first. */
    readonly caseNumbers: readonly string[];
  } | null;
  /** Files that the backup names and has not, nor this machine. */
  readonly missingFiles: number;
  /** Whether this center has a city, which will have to give a code (SYNC-14). */
  readonly hasCity: boolean;
}

/** What is typed before a restore. */
export const RESTORE_WORD = '恢复';

const nameSchema = z.object({ name: z.string().max(40) });
const folderSchema = z.string().trim().min(1, '请填写文件夹').max(500);

export const backups = {
  view: procedure.output(type<BackupsView>()),
  /** Null: no backups are made any more; those that there are stay. */
  setTarget: procedure.input(z.object({ target: folderSchema.nullable() })).output(type<BackupsView>()),
  /** Resolves once the backup is verified, or has failed: the view tells why. */
  makeNow: procedure.output(type<BackupsView>()),
  /** Brings the backup here, proves it and tells what it holds; nothing of the store is changed. */
  preview: procedure.input(nameSchema).output(type<RestorePreview>()),
  /** Of what was looked at last. The center begins anew with it; everybody signs in again. */
  restore: procedure
    .input(nameSchema.extend({ typed: z.literal(RESTORE_WORD, `请输入“${RESTORE_WORD}”两个字`) }))
    .output(type<{ readonly restarting: true }>()),
};
