import type { StationReads, StationWrites } from '../services/ports.ts';
import { auditReads } from './audit.ts';
import { caseWrites } from './case-writes.ts';
import { caseReads } from './cases.ts';
import type { Connection } from './connection.ts';
import { directoryReads, directoryWrites } from './directory.ts';
import { fileReads, fileWrites } from './documents.ts';
import { draftReads, draftWrites } from './drafts.ts';
import { filePlaceReads, filePlaceWrites } from './files.ts';
import { historyReads, historyWrites } from './history.ts';
import { homeReads } from './home.ts';
import { importReads, importWrites } from './imports.ts';
import { ledgerReads, ledgerWrites } from './ledger.ts';
import { ledgerExportReads } from './ledger-export.ts';
import { logReads, logWrites } from './log.ts';
import { mentionReads } from './mentions.ts';
import { numberReads, numberWrites } from './numbers.ts';
import { sessionReads, sessionWrites } from './sessions.ts';
import { settingsReads, settingsWrites } from './settings.ts';
import { syncReads } from './sync.ts';
import { syncWrites } from './sync-writes.ts';

export function createReads(connection: Connection): StationReads {
  return {
    log: logReads(connection),
    cases: caseReads(connection),
    directory: directoryReads(connection),
    files: fileReads(connection),
    filePlaces: filePlaceReads(connection),
    drafts: draftReads(connection),
    audit: auditReads(connection),
    history: historyReads(connection),
    home: homeReads(connection),
    imports: importReads(connection),
    ledger: { ...ledgerReads(connection), ...ledgerExportReads(connection) },
    mentions: mentionReads(connection),
    numbers: numberReads(connection),
    sessions: sessionReads(connection),
    settings: settingsReads(connection),
    sync: syncReads(connection),
  };
}

export function createWrites(connection: Connection): StationWrites {
  const reads = createReads(connection);
  return {
    log: { ...reads.log, ...logWrites(connection) },
    cases: { ...reads.cases, ...caseWrites(connection) },
    directory: { ...reads.directory, ...directoryWrites(connection) },
    files: { ...reads.files, ...fileWrites(connection) },
    filePlaces: { ...reads.filePlaces, ...filePlaceWrites(connection) },
    drafts: { ...reads.drafts, ...draftWrites(connection) },
    audit: reads.audit,
    history: { ...reads.history, ...historyWrites(connection) },
    home: reads.home,
    imports: { ...reads.imports, ...importWrites(connection) },
    ledger: { ...reads.ledger, ...ledgerWrites(connection) },
    mentions: reads.mentions,
    numbers: { ...reads.numbers, ...numberWrites(connection) },
    sessions: { ...reads.sessions, ...sessionWrites(connection) },
    settings: { ...reads.settings, ...settingsWrites(connection) },
    sync: { ...reads.sync, ...syncWrites(connection) },
  };
}
