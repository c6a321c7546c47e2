import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ServiceError } from '../../contract/errors.ts';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { type FileBytes, type FileParts, WrongBytes } from './bytes.ts';
import { createFileCipher, PART_HEAD_BYTES } from './file-cipher.ts';
import { present } from './present.ts';

export interface FileFolderOptions {
  readonly folder: string;
  /** 32 bytes for files alone; with it no plain file lies on the disk, as nothing of the store does. */
  readonly key?: Uint8Array;
  /** In which suite is written now; the first unless told. */
  readonly suite?: () => SuiteId;
}

export type FileFolder = FileBytes & FileParts;

/** What a death left half written is swept away once nobody can be writing it any more. */
const LEFT_OVER_MS = 60 * 60_000;

/**
 * Keeps files in a folder: written under a passing name, brought to the disk, then renamed. With a key each file is
 * encrypted, in counter mode where parts are added where they stopped (`file-cipher.ts`); what tells good bytes from bad
 * ones is the hash that the log names.
 */
export function createFileFolder({ folder, key, suite = () => 'standard' }: FileFolderOptions): FileFolder {
  const cipher = key ? createFileCipher(key, suite) : null;
  const passing = join(folder, 'passing');
  const parts = join(folder, 'parts');
  const pathOf = (hash: string) => join(folder, checked(hash).slice(0, 2), hash);
  const partOf = (hash: string) => join(parts, checked(hash));
  let ready: Promise<void> | null = null;

  /** Null where the cipher itself can tell that it was changed. */
  const plain = (content: Uint8Array): Uint8Array | null => (cipher ? cipher.opened(content) : content);
  const isOf = (bytes: Uint8Array | null, hash: string): bytes is Uint8Array =>
    bytes !== null && hashOf(bytes) === hash;

  /** The head of a part that lies there; null where it has not got that far. */
  async function headIn(file: FileHandle): Promise<Uint8Array | null> {
    if (!cipher) return new Uint8Array(0);
    const beginning = new Uint8Array(PART_HEAD_BYTES);
    const { bytesRead } = await file.read(beginning, 0, PART_HEAD_BYTES, 0);
    const length = cipher.headBytes(beginning.subarray(0, bytesRead));
    return bytesRead < length ? null : beginning.subarray(0, length);
  }

  /** Of content, without its head. */
  async function partLength(hash: string): Promise<number> {
    const path = partOf(hash);
    const size = await sizeOf(path);
    if (size === null) return 0;
    const file = await open(path, 'r');
    try {
      const head = await headIn(file);
      return head === null ? 0 : size - head.byteLength;
    } finally {
      await file.close();
    }
  }

  async function prepare(): Promise<void> {
    await mkdir(passing, { recursive: true, mode: 0o700 });
    await mkdir(parts, { recursive: true, mode: 0o700 });
    for (const name of await readdir(passing)) {
      const path = join(passing, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
      if (Date.now() - mtimeMs > LEFT_OVER_MS) await rm(path, { force: true });
    }
  }

  function isReady(): Promise<void> {
    ready ??= prepare().catch((error: unknown) => {
      ready = null;
      throw error;
    });
    return ready;
  }

  async function publish(hash: string, content: Uint8Array): Promise<void> {
    const draft = join(passing, `${hash}-${process.pid}-${randomBytes(4).toString('hex')}`);
    try {
      await written(draft, 'wx', (file) => file.writeFile(content));
      await moveInto(draft, pathOf(hash));
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async function readWhole(hash: string): Promise<Uint8Array | null> {
    const content = await contentOf(pathOf(hash));
    if (content === null) return null;
    const bytes = plain(content);
    if (isOf(bytes, hash)) return bytes;
    // Put aside, so that good bytes can come again under the name.
    await rename(pathOf(hash), join(passing, `damaged-${hash}`));
    throw new WrongBytes(hash);
  }

  return {
    async has(hash) {
      return (await sizeOf(pathOf(hash))) !== null;
    },
    keep: (hash, bytes) =>
      toldInChinese(async () => {
        if (hashOf(bytes) !== checked(hash)) throw new WrongBytes(hash);
        await isReady();
        const before = await readWhole(hash).catch((error: unknown) => {
          if (error instanceof WrongBytes) return null;
          throw error;
        });
        if (before !== null) return;
        await publish(hash, cipher ? cipher.sealed(bytes) : bytes);
      }),
    async read(hash) {
      await isReady();
      return readWhole(hash);
    },
    async remove(hash) {
      await rm(pathOf(hash), { force: true });
      await rm(partOf(hash), { force: true });
    },

    partLength,
    appendPart: (hash, bytes) =>
      toldInChinese(async () => {
        await isReady();
        const path = partOf(hash);
        const there = await partLength(hash);
        if (there === 0) {
          const head = cipher?.newHead() ?? new Uint8Array(0);
          const content = cipher ? cipher.part(bytes, head, 0) : bytes;
          await written(path, 'w', (file) => file.writeFile(Buffer.concat([head, content])));
          return;
        }
        await written(path, 'r+', async (file) => {
          const head = (await headIn(file)) ?? new Uint8Array(0);
          const content = cipher ? cipher.part(bytes, head, there) : bytes;
          await file.write(content, 0, content.byteLength, head.byteLength + there);
        });
      }),
    finishParts: (hash) =>
      toldInChinese(async () => {
        const content = await contentOf(partOf(hash));
        const bytes = content === null ? null : plain(content);
        if (content === null || !isOf(bytes, hash)) {
          await rm(partOf(hash), { force: true });
          throw new WrongBytes(hash);
        }
        if (cipher && !cipher.isFinal(content)) {
          await publish(hash, cipher.sealed(bytes));
          await rm(partOf(hash), { force: true });
          return;
        }
        await moveInto(partOf(hash), pathOf(hash));
      }),
    async dropParts(hash) {
      await rm(partOf(hash), { force: true });
    },
  };
}

function checked(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new RangeError('not a SHA-256');
  return hash;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const contentOf = (path: string): Promise<Uint8Array | null> => present(readFile(path));
const sizeOf = async (path: string): Promise<number | null> => (await present(stat(path)))?.size ?? null;

/** Brought to the disk before it is closed. */
async function written(path: string, flags: string, write: (file: FileHandle) => Promise<unknown>): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await write(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A name is on the disk only once its folder is; Windows has no such call and needs none. */
async function moveInto(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
  if (process.platform === 'win32') return;
  const folder = await open(dirname(to), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** What stands in the way of writing, as people read it. */
async function toldInChinese<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'ENOSPC':
      case 'EDQUOT':
        throw new ServiceError(
          'DISK_FULL',
          { detail: '磁盘已满，这个文件没有保存。请清理磁盘后再附。' },
          { cause: error },
        );
      case 'EROFS':
      case 'EACCES':
      case 'EPERM': {
        const detail = '存放材料的文件夹不能写入，这个文件没有保存。请联系管理员。';
        throw new ServiceError('STORE_READ_ONLY', { detail }, { cause: error });
      }
      case 'EIO': {
        const detail = '写入磁盘时出错，这个文件没有保存。请联系管理员检查磁盘。';
        throw new ServiceError('STORE_READ_ONLY', { detail }, { cause: error });
      }
      default:
        throw error;
    }
  }
}
