import { cases } from './cases.ts';
import { center } from './center.ts';
import { directory } from './directory.ts';
import { documents } from './documents.ts';
import { dossier } from './dossier.ts';
import { drafts } from './drafts.ts';
import { files } from './files.ts';
import { home } from './home.ts';
import { ledger } from './ledger.ts';
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
  settings,
  signing,
  sync: syncPage,
};

export type Contract = typeof contract;
