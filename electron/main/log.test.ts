import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLog } from './log.ts';

const folder = mkdtempSync(join(tmpdir(), 'shell-log-'));
const errors: string[] = [];
beforeEach(() => {
  errors.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors.push(String(text));
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

test('lines are dated, readable by their owner only, and the file stays small', () => {
  const file = join(folder, 'logs', 'shell.log');
  const log = createLog(file, () => new Date('2026-11-23T08:00:00Z'));
  log('service started');
  expect(readFileSync(file, 'utf8')).toBe('2026-11-23T08:00:00.000Z service started\n');
  expect(statSync(file).mode & 0o077).toBe(0);
  writeFileSync(file, 'x'.repeat(1024 * 1024 + 1));
  log('next');
  expect(readFileSync(file, 'utf8')).toBe('2026-11-23T08:00:00.000Z next\n');
  expect(statSync(`${file}.1`).size).toBe(1024 * 1024 + 1);
});

test('a log that cannot be written says so on standard error and stops nothing', () => {
  const blocked = join(folder);
  createLog(join(blocked, 'ok.log'))('x');
  createLog(join(blocked, 'ok.log', 'under-a-file.log'))('y');
  expect(errors.at(-1)).toContain('log file not written');
});
