import { existsSync, readFileSync } from 'node:fs';
import { access, constants, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import type { Logger } from 'pino';
import * as z from 'zod';
import { ServiceError } from '../../contract/errors.ts';
import type { ScanFolderSetting } from '../../contract/settings.ts';
import { toWriteError } from '../../db/errors.ts';
import { requireRight } from '../../services/access/rights.ts';
import type { ScanHost } from '../../services/api/scan-host.ts';
import { isWithin } from '../paths.ts';
import { writeWholeFile } from '../whole-file.ts';
import { createScanFolder, type ScanFolder } from './scan-folder.ts';

/** Of this machine, and so no setting of the center that travels: lies in the data folder, as the line's. */
const scanFileSchema = z.object({ folder: z.string().min(1).nullable() });

export interface ScanHostParts {
  readonly dataDir: string;
  readonly logger: Pick<Logger, 'error'>;
}

export interface RunningScanHost extends ScanHost {
  close(): void;
}

/** The scan folder of this machine, as IT set it, also after a restart. */
export function createScanHost({ dataDir, logger }: ScanHostParts): RunningScanHost {
  const path = join(dataDir, 'scan.json');
  let folder = readFolder(path, logger);
  let scans: ScanFolder | null = folder === null ? null : createScanFolder({ folder, logger });

  function setting(): ScanFolderSetting {
    const content = scans?.content();
    const waiting = content?.files.filter(({ isAttached }) => !isAttached).length ?? 0;
    return { folder, problem: content?.problem ?? null, waiting };
  }

  return {
    content: () => scans?.content() ?? { isSet: false, problem: null, files: [] },
    take: async (name, work) => (await scans?.take(name, work)) ?? null,
    async setting(caller) {
      requireRight(caller, 'settings.scanFolder');
      return setting();
    },
    async setFolder(caller, wanted) {
      requireRight(caller, 'settings.setScanFolder');
      const next = wanted === null ? null : normalize(wanted);
      if (next !== null) await requireUsable(next, dataDir);
      try {
        writeWholeFile(path, JSON.stringify({ folder: next }, null, 2));
      } catch (error) {
        throw toWriteError(error);
      }
      scans?.close();
      folder = next;
      scans = next === null ? null : createScanFolder({ folder: next, logger });
      await scans?.look();
      return setting();
    },
    close: () => scans?.close(),
  };
}

function readFolder(path: string, logger: ScanHostParts['logger']): string | null {
  if (!existsSync(path)) return null;
  try {
    return scanFileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).folder;
  } catch (error) {
    // The desk goes on without; IT sets it anew.
    logger.error({ error }, 'the setting of the scan folder cannot be read');
    return null;
  }
}

function refused(text: string, cause?: unknown): ServiceError {
  return new ServiceError('INVALID_INPUT', { detail: text, fields: { folder: text } }, { cause });
}

/** @throws ServiceError INVALID_INPUT in words for IT: a folder that is not there is noticed here, and not by a clerk. */
async function requireUsable(folder: string, dataDir: string): Promise<void> {
  if (!isAbsolute(folder)) throw refused('请写完整路径，例如 D:\\扫描 或 /home/desk/扫描');
  const found = await stat(folder).catch((error: unknown) => {
    throw refused('服务所在的电脑上没有这个文件夹，请先建好，或核对路径', error);
  });
  if (!found.isDirectory()) throw refused('这是一个文件，请填它所在的文件夹');
  const [real, data] = [await realpath(folder), await realpath(dataDir)];
  if (isWithin(real, data) || isWithin(data, real)) {
    throw refused('不能用程序自己的数据文件夹，也不能用包含它的文件夹，请另建一个');
  }
  await access(real, constants.R_OK | constants.W_OK).catch((error: unknown) => {
    throw refused('这个文件夹不能读写，请给运行本程序的账户读写权限', error);
  });
}
