import { rmSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { Logger } from 'pino';
import type { BackupsView, RestorePreview } from '../../contract/backups.ts';
import { ServiceError } from '../../contract/errors.ts';
import { toWriteError } from '../../db/errors.ts';
import type { SqliteStore } from '../../db/open.ts';
import { lookInto, newerActions } from '../../db/store-facts.ts';
import { backupStanding, isBackupDue } from '../../domain/backups/schedule.ts';
import { requireRight } from '../../services/access/rights.ts';
import type { BackupHost } from '../../services/api/backup-host.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { MachineTurn } from '../machine-turn.ts';
import { type BackupsFile, readBackupsFile, writeBackupsFile } from './backups-file.ts';
import { backupFailureWords } from './failure-words.ts';
import type { BackupJob } from './make-backup.ts';
import { type FoundBackup, listBackups, readManifest } from './manifest.ts';
import { decideRestore, stageRestore, stagingFolder } from './restore.ts';
import { BackupRefused, type RunningBackup, runApart } from './run-apart.ts';
import { isSameDisk, makeStationFolder, requireStationFolder, requireUsableTarget, TargetAway } from './target.ts';

/** A machine that was switched on is left to its people for a while before it copies; one that serves many has no such people. */
const FIRST_LOOK_MS = { own: 3 * 60_000, hosted: 2_000 };
const LOOK_EVERY_MS = 5 * 60_000;

export interface BackupHostParts {
  readonly dataDir: string;
  readonly store: Pick<SqliteStore, 'path' | 'station'>;
  readonly keys: Pick<KeyRing, 'store' | 'files'>;
  /** The keys as they are kept, for who has the recovery key. */
  readonly envelope: () => string;
  readonly program: string;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'error' | 'info'>;
  /** Whether this center has met a city. */
  readonly hasCity: () => boolean;
  /** Ends the center and begins it anew, with what was decided; after the answer to the call has gone out. */
  readonly restart: () => void;
  /** Where backups go on a hosted desk, whatever was set before, and who is told when none is due. */
  readonly hosted?: { readonly target: string | null; readonly onRested: () => void };
  /** Makes a backup; in a thread of its own unless told. */
  readonly run?: (job: BackupJob) => RunningBackup;
  /** Shared with the moves of this center. */
  readonly turn: MachineTurn;
}

export interface RunningBackupHost extends BackupHost {
  /** Begins with the daily backups. @throws ServiceError INVALID_INPUT where a hosted desk's place cannot be used */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Makes this machine's backups, a day at a time, and puts one back where IT asks for it. */
export function createBackupHost(parts: BackupHostParts): RunningBackupHost {
  const { dataDir, store, keys, now, logger, turn } = parts;
  const path = join(dataDir, 'backups.json');
  let known = readBackupsFile(path, logger);
  let running: RunningBackup | null = null;
  /** From the first moment on: until the other disk has answered there is nothing yet to be stopped. */
  let making = false;
  let staged: FoundBackup | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function note(change: Partial<BackupsFile>): void {
    known = { ...known, ...change };
    writeBackupsFile(path, known);
  }

  async function make(target: string): Promise<void> {
    const at = now();
    making = true;
    try {
      const folder = await requireStationFolder(target, store.station.stationId);
      running = (parts.run ?? runApart)({
        ...{ storePath: store.path, keys, folder, at, program: parts.program },
        envelope: parts.envelope(),
        filesFolder: join(dataDir, 'files'),
        draft: join(dataDir, 'backup-draft.db'),
      });
      const { name } = await running.done;
      note({ lastVerifiedAt: at, failure: null });
      logger.info({ backup: name }, 'a backup was made and verified');
    } catch (error) {
      if (closed) return;
      const words = error instanceof BackupRefused ? error.message : backupFailureWords(error);
      logger.error({ error, details: error instanceof BackupRefused ? error.details : '' }, 'no backup was made');
      note({ failure: { at, words } });
    } finally {
      running = null;
      making = false;
    }
  }

  function look(): void {
    timer = setTimeout(look, LOOK_EVERY_MS);
    timer.unref();
    const { target, lastVerifiedAt, failure } = known;
    if (making) return;
    const due = target !== null && isBackupDue({ lastVerifiedAt, lastFailedAt: failure?.at ?? null }, now());
    if (!due) parts.hosted?.onRested();
    else
      make(target)
        .catch((error: unknown) => logger.error({ error }, 'the end of a backup could not be noted'))
        .finally(() => parts.hosted?.onRested());
  }

  async function takeHostedTarget(target: string): Promise<void> {
    await makeStationFolder(target, store.station.stationId);
    if (known.target !== target) note({ target, failure: null });
  }

  async function view(): Promise<BackupsView> {
    const { target, lastVerifiedAt, failure } = known;
    const found = target === null ? [] : await foundAt(target);
    return {
      target,
      sameDisk: target !== null && (await isSameDisk(target, dataDir)),
      away: found === null ? '现在找不到备份位置：磁盘没有插好，或者共享没有连上。' : null,
      standing: backupStanding(lastVerifiedAt, now()),
      lastVerifiedAt,
      failure,
      running: making,
      backups: (found ?? []).map(({ name, manifest: { files, ...manifest } }) => ({
        ...{ name, madeAt: manifest.madeAt, verifiedAt: manifest.verifiedAt, bytes: manifest.bytes },
        ...{ files: files.count, missingFiles: files.missing, cases: manifest.cases },
        ...{ newestCase: manifest.newestCase, program: manifest.program },
      })),
    };
  }

  /** Null where the target is away. */
  async function foundAt(target: string): Promise<readonly FoundBackup[] | null> {
    try {
      return listBackups(await requireStationFolder(target, store.station.stationId));
    } catch (error) {
      // Also what went away while it was read; only that is no news.
      if (!(error instanceof TargetAway)) logger.error({ error }, 'the backups cannot be listed');
      return null;
    }
  }

  function requireTarget(): string {
    if (known.target !== null) return known.target;
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '还没有设备份位置，请先设。' });
  }

  function requireIdle(): void {
    if (making) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '正在备份，请等它做完。' });
  }

  async function previewOf(name: string): Promise<RestorePreview> {
    const folder = await requireStationFolder(requireTarget(), store.station.stationId);
    const manifest = readManifest(folder, name);
    if (!manifest) throw new ServiceError('NOT_FOUND', { detail: '没有这份备份，请刷新列表再选。' });
    staged = null;
    const { facts, missingFiles } = await stageRestore({ dataDir, folder, keys }, { name, manifest });
    staged = { name, manifest };
    const copy = join(stagingFolder(dataDir), 'center.db');
    const newer = lookInto(copy, keys.store, (other) =>
      lookInto(store.path, keys.store, (here) => newerActions(here, other)),
    );
    const { cases, actions, newestCase, newestActionAt } = facts;
    const { madeAt, program } = manifest;
    return {
      ...{ name, madeAt, program, cases, actions, newestCase, newestActionAt, newer, missingFiles },
      hasCity: parts.hasCity(),
    };
  }

  return {
    async view(caller) {
      requireRight(caller, 'backups.view');
      return view();
    },
    async setTarget(caller, wanted) {
      requireRight(caller, 'backups.setTarget');
      requireIdle();
      const target = wanted === null ? null : normalize(wanted);
      if (target !== null) {
        await requireUsableTarget(target, dataDir);
        await makeStationFolder(target, store.station.stationId);
      }
      try {
        note({ target, failure: null });
      } catch (error) {
        throw toWriteError(error);
      }
      return view();
    },
    async makeNow(caller) {
      requireRight(caller, 'backups.makeNow');
      requireIdle();
      await make(requireTarget());
      return view();
    },
    async preview(caller, name) {
      requireRight(caller, 'backups.preview');
      requireIdle();
      // What is looked at lies where a package would be brought in, and where another restore is decided on.
      const done = turn.take('查看一份备份');
      try {
        return await previewOf(name);
      } catch (error) {
        rmSync(stagingFolder(dataDir), { recursive: true, force: true });
        if (error instanceof ServiceError) throw error;
        logger.error({ error }, 'a backup could not be looked at');
        const detail = '这份备份打不开，或者没有通过检查，现有数据没有变动。请换一份备份再试。';
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail }, { cause: error });
      } finally {
        done();
      }
    },
    async restore(caller, name) {
      requireRight(caller, 'backups.restore');
      requireIdle();
      if (staged?.name !== name)
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '请先看这份备份里有什么，再恢复。' });
      const undecided = turn.take('恢复一份备份');
      try {
        const { madeAt } = staged.manifest;
        decideRestore(dataDir, { from: name, madeAt, decidedAt: now() });
      } catch (error) {
        undecided();
        throw toWriteError(error);
      }
      parts.restart();
    },
    async start() {
      const { hosted } = parts;
      if (hosted && hosted.target !== null) await takeHostedTarget(hosted.target);
      timer = setTimeout(look, hosted ? FIRST_LOOK_MS.hosted : FIRST_LOOK_MS.own);
      timer.unref();
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await running?.stop();
    },
  };
}
