import type { AnyContractProcedure } from '@orpc/contract';
import type { Procedure } from '../domain/access/permissions.ts';
import { audit } from './audit.ts';
import { backups } from './backups.ts';
import { cases } from './cases.ts';
import { center } from './center.ts';
import { directory } from './directory.ts';
import { documents } from './documents.ts';
import { dossier } from './dossier.ts';
import { drafts } from './drafts.ts';
import { files } from './files.ts';
import { home } from './home.ts';
import { keys } from './keys.ts';
import { ledger } from './ledger.ts';
import { moving } from './moving.ts';
import { personalData } from './personal-data.ts';
import { sessions } from './sessions.ts';
import { settings } from './settings.ts';
import { signing } from './signing.ts';
import { syncPage } from './sync-page.ts';

/** The typed API of the center: one contract over MessagePort (Electron) and HTTP (browser). */
export const contract = {
  center,
  sessions,
  cases,
  drafts,
  home,
  ledger,
  documents,
  dossier,
  files,
  directory,
  personalData,
  keys,
  settings,
  backups,
  moving,
  signing,
  audit,
  sync: syncPage,
};

export type Contract = typeof contract;

type Names<Router, Above extends string = ''> = {
  readonly [Key in keyof Router & string]: Router[Key] extends AnyContractProcedure
    ? `${Above}${Key}`
    : Names<Router[Key], `${Above}${Key}.`>;
}[keyof Router & string];

/** Holds for equal names only: a procedure without a line in the table of rights does not compile, nor the reverse. */
type Equal<One, Other> = [One] extends [Other] ? ([Other] extends [One] ? One : never) : never;

/** A procedure of this contract, as `cases.get`; each has its line in domain/access/permissions.ts. */
export type ProcedureName = Equal<Names<Contract>, Procedure>;
