import { ORPCError } from '@orpc/client';
import { expect, test, vi } from 'vitest';
import type { ExportProgress } from '../../contract/ledger.ts';
import { createExportJob, type ExportParts } from './export-job.ts';

const query = { filter: {}, sort: { column: 'dueAt', direction: 'asc' }, columns: ['caseNumber'] } as const;
const file = new File(['x'], '案件台账-20261123-1605.xlsx');

function world(steps: readonly ExportProgress[], change: Partial<ExportParts> = {}) {
  const left = [...steps];
  const parts = {
    start: vi.fn(async () => ({ exportId: 'e' })),
    progress: vi.fn(async () => left.shift() ?? { state: 'cancelled' as const }),
    cancel: vi.fn(async () => undefined),
    file: vi.fn(async () => file),
    save: vi.fn(),
    wait: vi.fn(async () => undefined),
    ...change,
  };
  return { parts, use: createExportJob(parts) };
}

test('an export shows how far it is, and is saved when it is ready', async () => {
  const { parts, use } = world([
    { state: 'running', done: 250, total: 500 },
    { state: 'ready', done: 500, total: 500, fileName: file.name },
  ]);
  const seen: unknown[] = [];
  use.subscribe(({ job }) => seen.push(job));
  await use.getState().start(query);
  expect(parts.save).toHaveBeenCalledExactlyOnceWith(file);
  expect(seen).toContainEqual({ state: 'running', done: 250, total: 500 });
  expect(use.getState().job).toEqual({ state: 'saved', fileName: file.name, rows: 500 });
  use.getState().dismiss();
  expect(use.getState().job).toEqual({ state: 'none' });
});

test('cancelled: the center stops, and nothing is saved', async () => {
  const { parts, use } = world([{ state: 'running', done: 1, total: 500 }], {
    wait: async () => use.getState().cancel(),
  });
  await use.getState().start(query);
  expect(parts.cancel).toHaveBeenCalledWith('e');
  expect(parts.save).not.toHaveBeenCalled();
  expect(use.getState().job).toEqual({ state: 'none' });
});

test('a second start while one runs does nothing', async () => {
  const { parts, use } = world([{ state: 'ready', done: 1, total: 1, fileName: file.name }]);
  await Promise.all([use.getState().start(query), use.getState().start(query)]);
  expect(parts.start).toHaveBeenCalledTimes(1);
});

test('a failure says what happened, in the words of the center or of the error table', async () => {
  const failed = world([{ state: 'failed', message: '磁盘已满' }]);
  await failed.use.getState().start(query);
  expect(failed.use.getState().job).toEqual({ state: 'failed', error: '磁盘已满' });

  const refused = world([], { start: () => Promise.reject(new ORPCError('NOT_POSSIBLE_NOW')) });
  await refused.use.getState().start(query);
  expect(refused.use.getState().job).toMatchObject({ state: 'failed', error: { code: 'NOT_POSSIBLE_NOW' } });
});
