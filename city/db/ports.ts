import type { Reads, Writes } from '../../services/ports.ts';
import { caseWrites } from './case-writes.ts';
import { caseReads } from './cases.ts';
import { directoryReads, directoryWrites } from './directory.ts';
import { fileReads, fileWrites } from './documents.ts';
import { draftReads, draftWrites } from './drafts.ts';
import { filePlaceReads, filePlaceWrites } from './files.ts';
import { homeReads } from './home.ts';
import { importReads, importWrites } from './imports.ts';
import { ledgerReads, ledgerWrites } from './ledger.ts';
import { ledgerExportReads } from './ledger-export.ts';
import { logReads, logWrites } from './log.ts';
import { numberReads, numberWrites } from './numbers.ts';
import type { Scope } from './scope.ts';
import { sessionReads, sessionWrites } from './sessions.ts';
import { settingsPort } from './settings.ts';
import { syncReads } from './sync.ts';

export function createReads(scope: Scope): Reads {
  return {
    log: logReads(scope),
    cases: caseReads(scope),
    directory: directoryReads(scope),
    files: fileReads(scope),
    filePlaces: filePlaceReads(scope),
    drafts: draftReads(scope),
    home: homeReads(scope),
    imports: importReads(scope),
    ledger: { ...ledgerReads(scope), ...ledgerExportReads(scope) },
    numbers: numberReads(scope),
    sessions: sessionReads(scope),
    settings: settingsPort(scope),
    sync: syncReads(scope),
  };
}

export function createWrites(scope: Scope): Writes {
  const reads = createReads(scope);
  return {
    ...reads,
    log: { ...reads.log, ...logWrites(scope) },
    cases: { ...reads.cases, ...caseWrites(scope) },
    directory: { ...reads.directory, ...directoryWrites(scope) },
    files: { ...reads.files, ...fileWrites(scope) },
    filePlaces: { ...reads.filePlaces, ...filePlaceWrites(scope) },
    drafts: { ...reads.drafts, ...draftWrites(scope) },
    imports: { ...reads.imports, ...importWrites(scope) },
    ledger: { ...reads.ledger, ...ledgerWrites(scope) },
    numbers: { ...reads.numbers, ...numberWrites(scope) },
    sessions: { ...reads.sessions, ...sessionWrites(scope) },
    settings: settingsPort(scope),
  };
}
