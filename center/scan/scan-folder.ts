import { type FSWatcher, watch } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { ServiceError } from '../../contract/errors.ts';
import type { ScanFolderContent, ScannedFile } from '../../contract/files.ts';
import {
  ATTACHED_FOLDER,
  freeName,
  isFinished,
  isScanName,
  type ScanLook,
  SETTLED_MS,
  type SeenScan,
  seenScan,
} from '../../domain/files/scanned.ts';
import { requireSize } from '../../services/files/inspect.ts';
import { present } from '../../services/files/present.ts';
import type { ScannedFiles } from '../../services/files/scanned.ts';

/** The watcher says at once that something changed; folders on other machines often say nothing, and are looked at so often. */
const LOOK_EVERY_MS = 10_000;
/** A scanner writes in many steps: the first look waits for some of them. */
const AFTER_CHANGE_MS = 300;
/** More than anybody scans before somebody attaches it. */
const MOST_LISTED = 200;

const UNREADABLE = '扫描文件夹现在打不开，请联系管理员。案件和已附的材料不受影响。';
const NOT_PUT_AWAY = `已经附到案件里，但移不进“${ATTACHED_FOLDER}”文件夹。请联系管理员，不用再附。`;

export interface ScanFolderParts {
  readonly folder: string;
  readonly logger: Pick<Logger, 'error'>;
  /** In ms; of the machine, whatever a test does to the desk's clock. */
  readonly now?: () => number;
}

export interface ScanFolder extends ScannedFiles {
  /** Looks at once. */
  look(): Promise<void>;
  close(): void;
}

interface KnownFile extends SeenScan {
  readonly problem: string | null;
  readonly isAttached: boolean;
}

/** Watches a folder into which a scanner, or a phone's program, puts files. Nothing in it is ever deleted. */
export function createScanFolder({ folder, logger, now = () => performance.now() }: ScanFolderParts): ScanFolder {
  let known = new Map<string, KnownFile>();
  let problem: string | null = null;
  let watcher: FSWatcher | null = null;
  let timer: NodeJS.Timeout | undefined;
  /** When the next look is due, by the machine's own clock. */
  let lookAt = Number.POSITIVE_INFINITY;
  let looking: Promise<void> | null = null;
  let closed = false;
  /** Names that somebody attaches right now. */
  const taken = new Set<string>();

  /** What changed while it looked is looked at soon, whatever the look itself would have waited for. */
  function lookIn(ms: number): void {
    const at = performance.now() + ms;
    if (closed || at >= lookAt) return;
    lookAt = at;
    clearTimeout(timer);
    timer = setTimeout(() => {
      lookAt = Number.POSITIVE_INFINITY;
      void look();
    }, ms);
    timer.unref();
  }

  /** Begun anew where it ended, as with a folder that was away for a while. */
  function beginWatching(): void {
    if (watcher || closed) return;
    const end = (error: unknown) => {
      logger.error({ error }, 'the scan folder is not watched; it is looked at from time to time');
      watcher?.close();
      watcher = null;
    };
    try {
      watcher = watch(folder, { persistent: false }, () => lookIn(AFTER_CHANGE_MS));
      watcher.on('error', end);
    } catch (error) {
      end(error);
    }
  }

  async function found(): Promise<ReadonlyMap<string, ScanLook>> {
    const entries = await readdir(folder, { withFileTypes: true });
    const looks = new Map<string, ScanLook>();
    for (const entry of entries) {
      if (!entry.isFile() || !isScanName(entry.name)) continue;
      const stat = await present(lstat(join(folder, entry.name)));
      if (stat) looks.set(entry.name, { bytes: stat.size, modifiedAt: stat.mtimeMs });
    }
    return looks;
  }

  /** What was said of a file holds for the content that it had. */
  function knownAfter(looks: ReadonlyMap<string, ScanLook>): Map<string, KnownFile> {
    const files = [...looks].map(([name, look]): [string, KnownFile] => {
      const before = known.get(name);
      const seen = seenScan(before, look, now());
      const isSame = before?.since === seen.since;
      return [name, { ...seen, problem: isSame ? before.problem : null, isAttached: isSame && before.isAttached }];
    });
    return new Map(files);
  }

  async function lookOnce(): Promise<void> {
    try {
      known = knownAfter(await found());
      problem = null;
      beginWatching();
    } catch (error) {
      if (problem === null) logger.error({ error }, 'the scan folder cannot be read');
      problem = UNREADABLE;
      known = new Map();
      watcher?.close();
      watcher = null;
    }
    for (const [name, file] of known) if (file.isAttached) await putAway(name);
    const isWaiting = [...known.values()].some((file) => !isFinished(file, now()));
    lookIn(isWaiting ? SETTLED_MS : LOOK_EVERY_MS);
  }

  function look(): Promise<void> {
    looking ??= lookOnce().finally(() => {
      looking = null;
    });
    return looking;
  }

  function note(name: string, change: Partial<Pick<KnownFile, 'problem' | 'isAttached'>>): void {
    const file = known.get(name);
    if (file) known.set(name, { ...file, ...change });
  }

  async function putAway(name: string): Promise<void> {
    try {
      const away = join(folder, ATTACHED_FOLDER);
      await mkdir(away, { recursive: true });
      await rename(join(folder, name), join(away, freeName(name, new Set(await readdir(away)))));
      known.delete(name);
    } catch (error) {
      if (known.get(name)?.problem !== NOT_PUT_AWAY) logger.error({ error }, 'an attached scan cannot be put away');
      note(name, { isAttached: true, problem: NOT_PUT_AWAY });
    }
  }

  /** The bytes of a file that was listed and is as it was; null where it is gone. */
  async function bytesOf(name: string): Promise<Uint8Array | null> {
    const file = known.get(name);
    const path = join(folder, name);
    const stat = file ? await present(lstat(path)) : null;
    if (!file || !stat?.isFile() || file.isAttached) return null;
    // Also one that was listed and is being written anew: it is there, and may be attached in a moment.
    if (!isFinished(file, now()) || stat.size !== file.bytes || stat.mtimeMs !== file.modifiedAt) {
      lookIn(0);
      throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '这个文件还在写入，请过几秒再附。' });
    }
    requireSize(stat.size);
    return present(readFile(path));
  }

  void look();
  return {
    look,
    content(): ScanFolderContent {
      const files = [...known]
        .filter(([, file]) => isFinished(file, now()))
        .map(([name, { bytes, modifiedAt, problem: why, isAttached }]): ScannedFile => {
          return { name, bytes, modifiedAt, problem: why, isAttached };
        })
        .toSorted((one, other) => other.modifiedAt - one.modifiedAt || one.name.localeCompare(other.name));
      return { isSet: true, problem, files: files.slice(0, MOST_LISTED) };
    },
    async take(name, work) {
      if (taken.has(name)) {
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '别的窗口正在归入这个文件，请过几秒再看。' });
      }
      taken.add(name);
      try {
        const bytes = await bytesOf(name);
        if (bytes === null) return null;
        const result = await work(bytes);
        await putAway(name);
        return result;
      } catch (error) {
        const why = error instanceof ServiceError ? error.data.fields?.file : undefined;
        if (why !== undefined) note(name, { problem: why });
        throw error;
      } finally {
        taken.delete(name);
      }
    },
    close() {
      closed = true;
      clearTimeout(timer);
      watcher?.close();
      watcher = null;
    },
  };
}
