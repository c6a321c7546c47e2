import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeyFileError, readOrMakeKey } from './key-file.ts';

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
});
