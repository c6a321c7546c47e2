import { type } from '@orpc/contract';
import * as z from 'zod';
import { type CenterSettings, centerSettingsSchema } from '../domain/center/settings.ts';
import { procedure } from './errors.ts';

export interface LanStatus {
  readonly listening: boolean;
  /** Why the center does not listen though it was on at the last stop; null where all is as IT chose. */
  readonly problem: string | null;
  /** Addresses that other desks open, https. */
  readonly addresses: readonly string[];
  /** SHA-256 fingerprint of the center's certificate, in groups, to compare at the other desk. */
  readonly fingerprint: string | null;
  readonly desks: readonly { readonly desk: string; readonly staffName: string; readonly since: number }[];
}

/** The scan folder of the center's machine, as IT sees it. */
export interface ScanFolderSetting {
  /** Null where none is set. */
  readonly folder: string | null;
  /** Why it cannot be read, in Chinese; null where it can. */
  readonly problem: string | null;
  /** Finished files that nobody has attached yet. */
  readonly waiting: number;
}

/** A template that stands in place of a shipped one. */
export interface OwnTemplate {
  /** `receipt.typ`. */
  readonly file: string;
  /** Of the form that is printed by it; null for the sheet of marks, of which there is no sample. */
  readonly title: string | null;
  /** Why its form cannot be printed, by file and line; null where it can. */
  readonly problem: string | null;
}

/** Templates of forms that the office's own IT has put in place of the shipped ones. */
export interface OwnTemplatesView {
  readonly used: readonly OwnTemplate[];
  /** Why others are not, in Chinese. */
  readonly problems: readonly string[];
}

export const settings = {
  ownTemplates: procedure.output(type<OwnTemplatesView>()),
  /** The form of an own template with made-up contents, marked as a sample. */
  templateSample: procedure.input(z.object({ file: z.string().max(100) })).output(z.file()),
  get: procedure.output(
    type<{ readonly settings: CenterSettings; readonly revision: number; readonly knownYears: readonly number[] }>(),
  ),
  change: procedure
    .input(z.object({ actionId: z.uuid(), baseRevision: z.int().min(0), settings: centerSettingsSchema }))
    .output(type<{ readonly settings: CenterSettings; readonly revision: number }>()),
  /** Takes a holiday file of a year, as text; refused with the line that is wrong. */
  importCalendar: procedure
    .input(z.object({ actionId: z.uuid(), fileName: z.string().max(200), text: z.string().max(1_000_000) }))
    .output(
      type<{
        readonly year: number;
        readonly holidays: number;
        readonly workdays: number;
        readonly revision: number;
      }>(),
    ),
  lan: procedure.output(type<LanStatus>()),
  setLan: procedure
    .input(z.object({ enabled: z.boolean(), port: z.int().min(1024).max(65535) }))
    .output(type<LanStatus>()),
  scanFolder: procedure.output(type<ScanFolderSetting>()),
  /** Null: none is watched any more; what lies in it stays. */
  setScanFolder: procedure
    .input(z.object({ folder: z.string().trim().min(1, '请填写文件夹').max(500).nullable() }))
    .output(type<ScanFolderSetting>()),
};
