import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { normalize } from 'node:path';
import type { Logger } from 'pino';
import { ServiceError } from '../../contract/errors.ts';
import type { MovePreview } from '../../contract/moving.ts';
import { MOVE_WORD_BYTES, RecoveryKeyTypo, recoveryKeyText, signsOf } from '../../domain/keys/recovery-key.ts';
import { requireRight } from '../../services/access/rights.ts';
import type { MovingHost } from '../../services/api/moving-host.ts';
import { backupFailureWords } from '../backups/failure-words.ts';
import { stagingFolder } from '../backups/restore.ts';
import { BackupRefused } from '../backups/run-apart.ts';
import { requireUsableTarget } from '../backups/target.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { MachineTurn, MachineWork } from '../machine-turn.ts';
import { bringIn } from './bring-in.ts';
import { PackageUnfinished, type PackParts, packMove } from './pack.ts';
import { type FoundPackage, findPackage, markUsed, openPackage } from './package.ts';

export interface MovingHostParts extends Omit<PackParts, 'machine' | 'centerName'> {
  readonly centerName: () => Promise<string>;
  readonly now: () => number;
  readonly logger: Pick<Logger, 'error' | 'info'>;
  /** @throws ServiceError ALREADY_SET_UP, or why nothing may be brought in here now. */
  readonly requireFresh: () => Promise<void>;
  /** Ends the center and begins it anew; after the answer to the call has gone out. */
  readonly restart: () => void;
  /** Shared with the backups of this center. */
  readonly turn: MachineTurn;
}

const refused = (field: string, detail: string, cause?: unknown): ServiceError =>
  new ServiceError('INVALID_INPUT', { detail, fields: { [field]: detail } }, { cause });

/** Packs this center for another PC, or brings one in where nothing was done yet. */
export function createMovingHost(parts: MovingHostParts): MovingHost {
  const { dataDir, logger, now } = parts;
  let offered: string | null = null;

  /** Nothing else is done to this machine meanwhile; nor afterwards, where the center begins anew. */
  async function alone(what: MachineWork, work: (end: { restart: () => void }) => Promise<void>): Promise<void> {
    const done = parts.turn.take(what);
    let isOver = false;
    try {
      await work({
        restart() {
          isOver = true;
          parts.restart();
        },
      });
    } finally {
      if (!isOver) done();
    }
  }

  async function pack(target: string, word: string, restart: () => void): Promise<void> {
    await requireUsableTarget(target, dataDir);
    const centerName = await parts.centerName();
    try {
      await packMove({ ...parts, machine: hostname(), centerName }, { target, word, at: now() });
    } catch (error) {
      logger.error({ error }, 'no package was made');
      if (error instanceof PackageUnfinished) {
        // It stands still already: only an undo by a person may have it go on.
        restart();
        const detail = '搬家包的最后一步没有写成，这台已经停用。请按停用页上的步骤撤销，再重新做一个搬家包。';
        throw new ServiceError('NOT_POSSIBLE_NOW', { detail }, { cause: error });
      }
      const words = error instanceof BackupRefused ? error.message : backupFailureWords(error);
      const detail = `搬家包没有做成，这台照常使用，什么都没有少。${words}`;
      throw new ServiceError('NOT_POSSIBLE_NOW', { detail }, { cause: error });
    }
    offered = null;
    logger.info({ target }, 'the center was packed; this machine stands still');
    restart();
  }

  async function found(folder: string): Promise<FoundPackage> {
    await parts.requireFresh();
    let at: FoundPackage | null = null;
    try {
      at = findPackage(normalize(folder));
    } catch (error) {
      throw refused('folder', '这个文件夹读不了，请检查 U 盘或者共享', error);
    }
    if (at) return at;
    throw refused('folder', '这里没有完整的搬家包。请填旧电脑上做搬家包时用的文件夹，例如 E:\\');
  }

  return {
    async word(caller) {
      requireRight(caller, 'moving.word');
      offered = recoveryKeyText(new Uint8Array(randomBytes(MOVE_WORD_BYTES)));
      return offered;
    },
    async pack(caller, { target, lastGroup }) {
      requireRight(caller, 'moving.pack');
      const word = offered;
      if (word === null) throw new ServiceError('NOT_POSSIBLE_NOW', { detail: '请重新打开这个窗口，抄下新的口令。' });
      if (signsOf(lastGroup) !== signsOf(word.split('-').at(-1) ?? ''))
        throw refused('lastGroup', '和口令的最后一组不一样，请核对抄下的口令');
      await alone('做搬家包', ({ restart }) => pack(normalize(target), word, restart));
    },
    look: async (folder) => previewOf(await found(folder)),
    async bringIn({ folder, secret }) {
      await alone('从旧电脑搬来', async ({ restart }) => {
        const at = await found(folder);
        if (at.used) throw refused('folder', `这个搬家包已经在“${at.used.by}”上用过了。请在旧电脑上撤销，重新做一个`);
        const keys = await opened(at, secret);
        try {
          await bringIn({ dataDir, now }, at, keys);
        } catch (error) {
          rmSync(stagingFolder(dataDir), { recursive: true, force: true });
          logger.error({ error }, 'a package could not be brought in');
          const detail = '搬家包没有通过检查，这台什么都没有动。请在旧电脑上撤销，换一只 U 盘重新做一个。';
          throw new ServiceError('NOT_POSSIBLE_NOW', { detail }, { cause: error });
        }
        try {
          markUsed(at.folder, { at: now(), by: hostname() });
        } catch (error) {
          // The stick may be closed to writing. Then nobody is told that it was used; the city still lets in one (SYNC-14).
          logger.error({ error }, 'the package could not be marked as used');
        }
        restart();
      });
    },
  };
}

/** @throws ServiceError INVALID_INPUT saying what to look at again. */
async function opened(at: FoundPackage, secret: string): Promise<KeyRing> {
  let ring: KeyRing | null;
  try {
    ring = await openPackage(at.content, secret);
  } catch (error) {
    if (error instanceof RecoveryKeyTypo) throw refused('secret', `${error.message}。`, error);
    throw error;
  }
  if (ring) return ring;
  throw refused('secret', '抄得没有错，但不是这个搬家包的口令，也不是本中心的恢复密钥。请核对日期和中心名称。');
}

function previewOf({ content, backup: { manifest }, used }: FoundPackage): MovePreview {
  const { centerName, from, madeAt, waiting } = content;
  const { cases, actions, newestCase, newestActionAt, program, files } = manifest;
  return {
    ...{ centerName, from, madeAt, waiting, cases, actions, newestCase, newestActionAt, program, used },
    ...{ files: files.count, missingFiles: files.missing },
  };
}
