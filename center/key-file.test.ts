import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeyFileError, readOrMakeKey } from './key-file.ts';
import { makeWholeFile, writeWholeFile } from './whole-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the key file', () => {
  test('is made once, 32 random bytes that only the owner can read', () => {
    const path = join(folder, 'deep', 'center.key');
    const key = readOrMakeKey(path, false);
    expect(key).toHaveLength(32);
    expect(new Set(key).size).toBeGreaterThan(8);
    expect(readOrMakeKey(path, true)).toEqual(key);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that others could read is closed to them', () => {
    const path = join(folder, 'center.key');
    readOrMakeKey(path, false);
    chmodSync(path, 0o644);
    readOrMakeKey(path, true);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that is gone while the store is there is never made anew: a new key would lock the data away', () => {
    const path = join(folder, 'center.key');
    expect(() => readOrMakeKey(path, true)).toThrow(KeyFileError);
    expect(() => readOrMakeKey(path, true)).toThrow(/数据没有动/);
  });

  test('that is damaged is refused and left as it is', () => {
    const path = join(folder, 'center.key');
    writeFileSync(path, 'short');
    expect(() => readOrMakeKey(path, true)).toThrow(/已损坏/);
    expect(readFileSync(path, 'utf8')).toBe('short');
  });

  test('that a first start left half written is made anew, while there is no store that it could open', () => {
    const path = join(folder, 'center.key');
    writeFileSync(path, '');
    const key = readOrMakeKey(path, false);
    expect(key).toHaveLength(32);
    expect(readOrMakeKey(path, true)).toEqual(key);
  });

  test('leaves no draft beside it', () => {
    readOrMakeKey(join(folder, 'center.key'), false);
    expect(readdirSync(folder)).toEqual(['center.key']);
  });
});

describe('a file that is written whole', () => {
  test('replaces the one before at once, and is for its owner alone', () => {
    const path = join(folder, 'lan.json');
    writeFileSync(path, 'old');
    writeWholeFile(path, '新的');
    expect(readFileSync(path, 'utf8')).toBe('新的');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('that must not be there yet never covers one that another process just made', () => {
    const path = join(folder, 'center.key');
    expect([makeWholeFile(path, 'first'), makeWholeFile(path, 'second')]).toEqual([true, false]);
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(readdirSync(folder)).toEqual(['center.key']);
  });

  test('that cannot be written leaves the one before and no draft', () => {
    const path = join(folder, 'taken');
    mkdirSync(path);
    expect(() => writeWholeFile(path, 'x')).toThrow();
    expect(readdirSync(folder)).toEqual(['taken']);
  });
});
