import { createCipheriv } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
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
  ['with a key', new Uint8Array(32).fill(3), 'standard'],
  ['with a key, in the suite of SM4', new Uint8Array(32).fill(3), 'sm'],
  ['without one', undefined, 'standard'],
] as const)('a folder of files %s', (_, key, suite) => {
  const opened = (): FileFolder => createFileFolder({ folder, suite: () => suite, ...(key ? { key } : {}) });
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

describe('files of several forms in one folder (docs/suites.md)', () => {
  const key = new Uint8Array(32).fill(7);
  const inSuite = (suite: SuiteId) => createFileFolder({ folder, key, suite: () => suite });
  const beginning = (path: string) => readFileSync(path).subarray(0, 14).toString('latin1').replaceAll('\0', '');

  test('a file from before files named their algorithm is read as it was written', async () => {
    const iv = Buffer.alloc(16, 255);
    const cipher = createCipheriv('aes-256-ctr', key, iv);
    mkdirSync(join(folder, hash.slice(0, 2)));
    writeFileSync(join(folder, hash.slice(0, 2), hash), Buffer.concat([iv, cipher.update(bytes)]));
    for (const suite of ['standard', 'sm'] as const)
      expect(Buffer.from((await inSuite(suite).read(hash)) ?? []).equals(bytes)).toBe(true);
  });

  test('parts of before go on as they began, whatever is written now', async () => {
    const iv = Buffer.alloc(16, 9);
    mkdirSync(join(folder, 'parts'));
    const cipher = createCipheriv('aes-256-ctr', key, iv);
    writeFileSync(join(folder, 'parts', hash), Buffer.concat([iv, cipher.update(bytes.subarray(0, 101))]));
    const files = inSuite('sm');
    expect(await files.partLength(hash)).toBe(101);
    await files.appendPart(hash, bytes.subarray(101));
    await files.finishParts(hash);
    expect(Buffer.from((await files.read(hash)) ?? []).equals(bytes)).toBe(true);
  });

  test('what is written names its algorithm, and is read in either suite', async () => {
    for (const [suite, name] of [
      ['standard', 'fq:aes-256-ctr'],
      ['sm', 'fq:sm4-gcm'],
    ] as const) {
      await inSuite(suite).keep(hash, bytes);
      expect(everything().map(beginning)).toEqual([name]);
      for (const other of ['standard', 'sm'] as const)
        expect(Buffer.from((await inSuite(other).read(hash)) ?? []).equals(bytes)).toBe(true);
      await inSuite(suite).remove(hash);
    }
  });

  test('a whole file that came in parts is sealed as one, and a changed one is not handed out', async () => {
    const files = inSuite('sm');
    for (let at = 0; at < bytes.byteLength; at += 77) await files.appendPart(hash, bytes.subarray(at, at + 77));
    expect(everything().map(beginning)).toEqual(['fq:sm4-ctr']);
    await files.finishParts(hash);
    const [path = ''] = everything();
    expect(beginning(path)).toBe('fq:sm4-gcm');
    const content = readFileSync(path);
    content.writeUInt8(content.readUInt8(content.byteLength - 1) ^ 1, content.byteLength - 1);
    writeFileSync(path, content);
    await expect(files.read(hash)).rejects.toThrow(WrongBytes);
  });
});
