import { existsSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ClosedToDesks } from '../../contract/center.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { MovedAway } from '../../contract/moving.ts';
import { toWriteError } from '../../db/errors.ts';
import { RecoveryKeyTypo } from '../../domain/keys/recovery-key.ts';
import { createRetiredRouter } from '../../services/api/retired-router.ts';
import { tellDesks } from '../closed.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { type LockedHosts, servedUntil } from '../locked.ts';
import type { CenterOptions } from '../options.ts';
import { type MovedFile, readMovedFile, removeMovedFile } from './moved-file.ts';
import { isPackage, markUsed, openPackage } from './package.ts';

/** Of a machine that its center has left; null where the center is here. A package that was cut off is forgotten. */
export function leftHere(dataDir: string): MovedFile | null {
  const moved = readMovedFile(dataDir);
  if (moved?.phase !== 'packing') return moved;
  removeMovedFile(dataDir);
  // Nothing in it can be opened: what makes it a package was not written.
  try {
    rmSync(moved.folder, { recursive: true, force: true });
  } catch {
    // The stick is away; half a package there is told from a whole one.
  }
  return null;
}

/** Serves the page that says where the center went, until somebody who has the word or the recovery key undoes it. */
export async function untilUndone(
  left: MovedFile,
  options: Pick<CenterOptions, 'data' | 'port' | 'renderer'>,
  hosts: LockedHosts,
): Promise<{ readonly port: number }> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { centerName, at, folder } = left;
  let away: MovedAway | null = { centerName, movedAt: at, folder, unfinished: isAbsent(folder) };

  async function undo(secret: string): Promise<{ readonly voided: boolean }> {
    await requireSecret(left, secret);
    const voided = voidPackage(folder, hosts.now());
    try {
      removeMovedFile(options.data);
    } catch (error) {
      throw toWriteError(error);
    }
    away = null;
    resolve();
    return { voided };
  }

  const router = createRetiredRouter({ ...hosts, moved: () => away, undo });
  const untold = await tellDesks(wordsFor(centerName), options, hosts);
  const served = await servedUntil(router, promise, options, { ...hosts, isOver: () => away === null });
  await untold();
  return served;
}

const wordsFor = (centerName: string): ClosedToDesks => ({
  title: `${centerName}已搬到新电脑`,
  advice: '原来的电脑已经停用。请问系统管理员新电脑的地址，在浏览器里打开它；账号和密码照旧。',
});

/** The package is there as it was made; where its folder is there without it, its last step failed. */
const isAbsent = (folder: string): boolean => existsSync(folder) && !isPackage(folder);

/** @throws ServiceError INVALID_INPUT saying what to look at again. */
async function requireSecret(left: MovedFile, secret: string): Promise<void> {
  const refuse = (detail: string) => new ServiceError('INVALID_INPUT', { detail, fields: { secret: detail } });
  let ring: KeyRing | null;
  try {
    ring = await openPackage(left, secret);
  } catch (error) {
    throw error instanceof RecoveryKeyTypo ? refuse(`${error.message}。`) : error;
  }
  if (!ring) throw refuse('抄得没有错，但不是这次搬家的口令，也不是本中心的恢复密钥。');
}

/** So that nobody brings it in after all. False where the stick is away: then whoever has it must not use it. */
function voidPackage(folder: string, at: number): boolean {
  if (!existsSync(folder)) return false;
  try {
    markUsed(folder, { at, by: `${hostname()}（已撤销）` });
    return true;
  } catch {
    // The stick is closed to writing, or went away: told to who undoes.
    return false;
  }
}
