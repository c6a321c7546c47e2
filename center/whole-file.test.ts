import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeWholeFile, writeWholeFile } from './whole-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fengqiao-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

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
