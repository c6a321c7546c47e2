import { constants } from 'node:fs';
import { access, mkdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { ServiceError } from '../../contract/errors.ts';
import { isWithin } from '../paths.ts';
import { stationFolder } from './manifest.ts';

/** The place for backups is not there now: the disk is not plugged in, or the share is away. Told, and tried again. */
export class TargetAway extends Error {
  override readonly name = 'TargetAway';
}

function refused(text: string, cause?: unknown): ServiceError {
  return new ServiceError('INVALID_INPUT', { detail: text, fields: { target: text } }, { cause });
}

/** Whether a folder can take backups: refused here, in words for IT, and not at night. @throws ServiceError INVALID_INPUT */
export async function requireUsableTarget(folder: string, dataDir: string): Promise<void> {
  if (!isAbsolute(folder)) throw refused('请写完整路径，例如 E:\\备份 或 \\\\服务器\\备份');
  const found = await stat(folder).catch((error: unknown) => {
    throw refused('服务所在的电脑上没有这个文件夹。请插好磁盘、连好共享，建好文件夹，再填一次', error);
  });
  if (!found.isDirectory()) throw refused('这是一个文件，请填它所在的文件夹');
  const [real, data] = [await realpath(folder), await realpath(dataDir)];
  if (isWithin(real, data) || isWithin(data, real))
    throw refused('不能用程序自己的数据文件夹，也不能用包含它的文件夹：磁盘坏了，两份会一起坏');
  await access(real, constants.R_OK | constants.W_OK).catch((error: unknown) => {
    throw refused('这个文件夹不能读写，请给运行本程序的账户读写权限', error);
  });
}

/** Makes the station's folder at the target, when IT sets it. @throws ServiceError INVALID_INPUT */
export async function makeStationFolder(target: string, stationId: string): Promise<void> {
  try {
    await mkdir(stationFolder(target, stationId), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw refused('在这个文件夹里建不了子文件夹，请检查权限和剩余空间', error);
  }
}

/**
 * The station's folder. It is never made here: where a disk is not plugged in, its place may be an empty folder of this
 * disk, and backups would go where nobody looks for them.
 * @throws TargetAway
 */
export async function requireStationFolder(target: string, stationId: string): Promise<string> {
  const folder = stationFolder(target, stationId);
  const found = await stat(folder).catch(() => null);
  if (!found?.isDirectory()) throw new TargetAway(folder);
  return folder;
}

/** Whether both lie on one disk, as far as the system tells: two partitions of one disk look like two disks. */
export async function isSameDisk(one: string, other: string): Promise<boolean> {
  const [first, second] = [await stat(one).catch(() => null), await stat(other).catch(() => null)];
  return first !== null && second !== null && first.dev === second.dev;
}
