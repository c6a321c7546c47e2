import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileHashOf } from '../documents/pdf-file.ts';
import { WrongBytes } from './bytes.ts';
import { createFileFolder, type FileFolder } from './folder.ts';

const text = '张某在楼道里拍的照片。'.repeat(50);
const bytes = new Uint8Array(Buffer.from(text));
const hash = fileHashOf(bytes);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const everything = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));

describe.each([
  ['with a key', new Uint8Array(32).fill(3)],
  ['without one', undefined],
])('a folder of files %s', (_, key) => {
  const opened = (): FileFolder => createFileFolder({ folder, ...(key ? { key } : {}) });
  let files: FileFolder;
  beforeEach(() => {
    files = opened();
  });

  test('gives back what it keeps, after a restart too, and keeps equal bytes once (SYNC-8)', async () => {
    expect([await files.has(hash), await files.read(hash)]).toEqual([false, null]);
    await files.keep(hash, bytes);
    const [path = ''] = everything();
    const written = statSync(path).mtimeMs;
    await files.keep(hash, bytes);
    expect(everything()).toEqual([path]);
    expect(statSync(path).mtimeMs).toBe(written);
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(await opened().has(hash)).toBe(true);
    expect(Buffer.from((await opened().read(hash)) ?? []).equals(bytes)).toBe(true);
    expect(readFileSync(path).includes('楼道')).toBe(key === undefined);
    await files.remove(hash);
    await files.remove(hash);
    expect(everything()).toEqual([]);
  });

  test('refuses bytes under a hash that is not theirs, and leaves nothing', async () => {
    await expect(files.keep('a'.repeat(64), bytes)).rejects.toThrow(WrongBytes);
    await expect(files.keep('../../etc/passwd', bytes)).rejects.toThrow(RangeError);
    expect(everything()).toEqual([]);
  });

  test('a file that was torn on the disk is never handed out, and good bytes take its place again', async () => {
    await files.keep(hash, bytes);
    const [path = ''] = everything();
    writeFileSync(path, readFileSync(path).subarray(0, 200));
    await expect(files.read(hash)).rejects.toThrow(WrongBytes);
    expect(await files.has(hash)).toBe(false);
    await files.keep(hash, bytes);
    writeFileSync(path, 'x');
    // Kept again where the bad bytes still lie.
    await files.keep(hash, bytes);
    expect(Buffer.from((await files.read(hash)) ?? []).equals(bytes)).toBe(true);
  });

  test('parts are added where they stopped, across restarts, and are the file only once they are whole (SYNC-8)', async () => {
    const cuts = [0, 7, 16, 33, 700, bytes.byteLength];
    for (const [index, from] of cuts.slice(0, -1).entries()) {
      expect(await opened().partLength(hash)).toBe(from);
      await opened().appendPart(hash, bytes.subarray(from, cuts[index + 1]));
    }
    expect(await files.has(hash)).toBe(false);
    await opened().finishParts(hash);
    expect(Buffer.from((await files.read(hash)) ?? []).equals(bytes)).toBe(true);
    expect(await files.partLength(hash)).toBe(0);
  });

  test('parts that are not the file are dropped, and never take the place of good bytes', async () => {
    await files.keep(hash, bytes);
    await files.appendPart(hash, bytes.subarray(1));
    await expect(files.finishParts(hash)).rejects.toThrow(WrongBytes);
    expect(await files.partLength(hash)).toBe(0);
    expect(Buffer.from((await files.read(hash)) ?? []).equals(bytes)).toBe(true);
    await expect(files.finishParts(hash)).rejects.toThrow(WrongBytes);
    await files.appendPart(hash, bytes);
    await files.dropParts(hash);
    expect(await files.partLength(hash)).toBe(0);
  });
});
