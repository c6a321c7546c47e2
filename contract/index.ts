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
import { posters } from './posters.ts';
import type { EachHasItsLine, SameNames } from './procedure-names.ts';
import { rooms } from './rooms.ts';
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
  posters,
  files,
  directory,
  personalData,
  keys,
  settings,
  backups,
  moving,
  rooms,
  signing,
  audit,
  sync: syncPage,
};

export type Contract = typeof contract;

/** Each procedure of this contract, as `cases.get`, has its line in domain/access/permissions.ts, and no other is there. */
export type ContractInTable = EachHasItsLine<SameNames<Contract, Procedure>>;
