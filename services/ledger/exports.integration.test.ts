import { describe, expect, it, vi } from 'vitest';
import { ServiceError } from '../../contract/errors.ts';
import type { Caller } from '../dependencies.ts';
import { clerk, exportsOf, query, rowOf, sheetOf, untilDone } from './testing.ts';

const other: Caller = { ...clerk, staffId: 'other' };

function refusalOf(run: () => unknown): ServiceError {
  try {
    run();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a long export beside the desks', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => rowOf(String(index + 1)));

  it('writes every row once, in the order given, by reads of a few hundred', async () => {
    const some = many.slice(0, 2_100);
    const { exports, sizes } = exportsOf(some);
    const sheet = await sheetOf(exports, { ...query, columns: ['caseNumber'] });
    const numbers = sheet.getColumn(1).values.slice(3);
    expect(numbers).toEqual(some.map(({ caseNumber }) => caseNumber));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1_000);
  });

  it('tells how far it is, and lets others work between the reads', async () => {
    const { exports } = exportsOf(many);
    const { exportId } = exports.start(clerk, query);
    const seen: number[] = [];
    for (;;) {
      const progress = exports.progress(clerk, exportId);
      if (progress.state !== 'running') break;
      if (progress.total > 0) {
        expect(progress.total).toBe(10_000);
        seen.push(progress.done);
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(new Set(seen).size).toBeGreaterThan(5);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    expect(exports.progress(clerk, exportId)).toEqual({
      state: 'ready',
      done: 10_000,
      total: 10_000,
      fileName: '案件台账-20261123-1605.xlsx',
    });
  });

  it('stops soon when it is cancelled, and keeps nothing', async () => {
    const { exports, sizes, reported } = exportsOf(many);
    const { exportId } = exports.start(clerk, query);
    while (sizes.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(exports.cancel(clerk, exportId)).toEqual({ state: 'cancelled' });
    const reads = sizes.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(sizes.length).toBeLessThanOrEqual(reads + 1);
    expect(exports.progress(clerk, exportId)).toEqual({ state: 'cancelled' });
    await expect(exports.file(clerk, exportId)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
    expect(reported).toEqual([]);
  });

  it('is stopped by the end of the service', async () => {
    const { exports, sizes } = exportsOf(many);
    exports.start(clerk, query);
    await exports.close();
    const reads = sizes.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sizes.length).toBe(reads);
  });
});

describe('whose export it is', () => {
  it('belongs to the one who started it; others do not even learn that it is there', async () => {
    const { exports } = exportsOf([rowOf('1')]);
    const { exportId } = exports.start(clerk, query);
    await untilDone(exports, exportId);
    for (const run of [() => exports.progress(other, exportId), () => exports.cancel(other, exportId)]) {
      expect(refusalOf(run).code).toBe('NOT_FOUND');
    }
    await expect(exports.file(other, exportId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(exports.progress(clerk, exportId).state).toBe('ready');
  });

  it('is noted when it is taken: who, which rows, which filter (LOG-1)', async () => {
    const { exports, noted } = exportsOf([rowOf('1')]);
    const { exportId } = exports.start(clerk, { ...query, filter: { search: '张' } });
    await untilDone(exports, exportId);
    expect(noted).toEqual([]);
    const file = await exports.file(clerk, exportId);
    expect(file).toMatchObject({ name: '案件台账-20261123-1605.xlsx' });
    expect(file.type).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(noted).toMatchObject([{ staffId: 'clerk', kind: 'export' }]);
    expect(JSON.parse(noted[0]?.subject ?? '')).toMatchObject({ rows: 1, filtered: ['search'] });
    expect(noted[0]?.subject, 'a name that was looked for could never be erased (LOG-8)').not.toContain('张');
  });

  it('with whole numbers is for the manager alone, and its reason is noted', async () => {
    const { exports, noted } = exportsOf([rowOf('1')]);
    const inFull = { ...query, inFull: { reason: '上级调阅' } };
    expect(refusalOf(() => exports.start(clerk, inFull)).code).toBe('NOT_ALLOWED');
    const manager: Caller = { ...clerk, roles: ['manager'] };
    const { exportId } = exports.start(manager, inFull);
    await untilDone(exports, exportId, manager);
    await exports.file(manager, exportId);
    expect(noted[0]).toMatchObject({ kind: 'export', reason: '上级调阅' });
    expect(JSON.parse(noted[0]?.subject ?? '')).toMatchObject({ inFull: true });
  });

  it('is not for IT, who reads no case', () => {
    expect(refusalOf(() => exportsOf([]).exports.start({ ...clerk, roles: ['it'] }, query)).code).toBe('NOT_ALLOWED');
  });

  it('refuses a third while two are running; others have their own two', async () => {
    const { promise, resolve } = Promise.withResolvers<readonly string[]>();
    const { exports } = exportsOf([], [], { order: () => promise });
    exports.start(clerk, query);
    exports.start(clerk, query);
    expect(refusalOf(() => exports.start(clerk, query))).toMatchObject({ code: 'NOT_POSSIBLE_NOW' });
    expect(exports.start(other, query).exportId).not.toBe('');
    resolve([]);
  });

  it('keeps at most two files of a person: the oldest makes room', async () => {
    const { exports } = exportsOf([rowOf('1')]);
    const ids: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const { exportId } = exports.start(clerk, query);
      await untilDone(exports, exportId);
      ids.push(exportId);
    }
    expect(refusalOf(() => exports.progress(clerk, ids[0] ?? '')).code).toBe('NOT_FOUND');
    expect(ids.slice(1).map((id) => exports.progress(clerk, id).state)).toEqual(['ready', 'ready']);
  });
});

describe('what goes wrong', () => {
  it('refuses a column that the ledger does not have', () => {
    const refusal = refusalOf(() =>
      exportsOf([]).exports.start(clerk, { ...query, columns: ['caseNumber', 'password'] }),
    );
    expect(refusal).toMatchObject({ code: 'INVALID_INPUT', data: { fields: { columns: '台账没有这些列：password' } } });
  });

  it.each([
    [new ServiceError('STORE_BUSY'), '数据库正忙，没有保存。请过几秒再试。'],
    [new TypeError('boom'), '导出没有完成，案件数据没有变动。请再试一次。'],
  ])('tells that it failed, in Chinese, and reports the cause', async (error, message) => {
    const { exports, reported } = exportsOf([rowOf('1')], [], { rows: () => Promise.reject(error) });
    const { exportId } = exports.start(clerk, query);
    expect(await untilDone(exports, exportId)).toEqual({ state: 'failed', message });
    expect(reported).toEqual([error]);
    await expect(exports.file(clerk, exportId)).rejects.toMatchObject({ code: 'NOT_POSSIBLE_NOW', cause: error });
  });
});

describe('how long a file waits in memory', () => {
  it('is dropped ten minutes after it was made, or one after it was taken', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { exports } = exportsOf([rowOf('1')]);
      const made = exports.start(clerk, query).exportId;
      const taken = exports.start(clerk, query).exportId;
      await vi.waitFor(() => expect(exports.progress(clerk, taken).state).toBe('ready'));
      await exports.file(clerk, taken);
      vi.advanceTimersByTime(61_000);
      expect(refusalOf(() => exports.progress(clerk, taken)).code).toBe('NOT_FOUND');
      expect(exports.progress(clerk, made).state).toBe('ready');
      vi.advanceTimersByTime(9 * 60_000);
      expect(refusalOf(() => exports.progress(clerk, made)).code).toBe('NOT_FOUND');
    } finally {
      vi.useRealTimers();
    }
  });
});
