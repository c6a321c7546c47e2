import { afterAll, beforeAll, expect, test } from 'vitest';
import { MAX_CHUNK_ROWS } from '../../domain/imports/import.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { changeSettings, getSettings } from '../settings/settings.ts';
import { importRows, oldCase, openedImport } from './testing.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const count = () => desk.store.read(({ ledger }) => ledger.count());
const logLength = async () => (await desk.store.read(({ log }) => log.head())).sequence;
const counterOf = (caseNumber: string) => Number(caseNumber.match(/\d+$/)?.[0]);

test('a chunk of more than 1,000 rows is refused, and nothing is written (LOG-7)', async () => {
  const opened = await openedImport(desk, MAX_CHUNK_ROWS + 1);
  const before = await logLength();
  const rows = Array.from({ length: MAX_CHUNK_ROWS + 1 }, (_, n) => oldCase(desk, n));
  await expect(opened.add(0, rows)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    data: { fields: { rows: '一批最多 1000 行' } },
  });
  expect(await logLength()).toBe(before);
});

test('a chunk of more than 256 KiB is refused, and nothing is written (LOG-7)', async () => {
  const opened = await openedImport(desk, 60);
  const before = await logLength();
  const row = (n: number) => {
    const old = oldCase(desk, n);
    return { ...old, registration: { ...old.registration, facts: '经过'.repeat(900) } };
  };
  const rows = Array.from({ length: 60 }, (_, n) => row(n));
  await expect(opened.add(0, rows)).rejects.toMatchObject({
    code: 'TOO_LARGE',
    message: expect.stringContaining('256 KB'),
  });
  expect(await logLength()).toBe(before);
  await opened.add(0, rows.slice(0, 30));
});

test('rows of one chunk that share an id or a query code are named', async () => {
  const opened = await openedImport(desk, 3);
  const first = oldCase(desk, 1);
  const rows = [first, oldCase(desk, 2, { caseId: first.caseId }), oldCase(desk, 3, { queryCode: first.queryCode })];
  await expect(opened.add(0, rows)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    data: {
      fields: {
        'rows.1.caseId': '案件编号与这一批第 1 行重复',
        'rows.2.queryCode': '查询码与这一批第 1 行重复',
      },
    },
  });
});

test('so are rows of two chunks, and those that share something with the ledger; nothing of the import shows', async () => {
  const here = await desk.register();
  const first = oldCase(desk, 10, { caseNumber: '金矛调〔2019〕10' });
  for (const [second, message] of [
    [oldCase(desk, 11, { caseId: first.caseId }), '案件 金矛调〔2019〕10 已经在台账里，或在这次导入里重复'],
    [oldCase(desk, 12, { queryCode: first.queryCode }), `查询码 ${first.queryCode} 与案件 金矛调〔2019〕10 重复`],
    [oldCase(desk, 13, { caseNumber: first.caseNumber }), '案号 金矛调〔2019〕10 已经用在'],
    [oldCase(desk, 14, { caseId: here.caseId }), `案件 ${here.caseNumber} 已经在台账里`],
    [oldCase(desk, 15, { queryCode: here.queryCode }), `与案件 ${here.caseNumber} 重复`],
    [oldCase(desk, 16, { caseNumber: here.caseNumber }), `案号 ${here.caseNumber} 已经用在台账里的案件上`],
  ] as const) {
    const opened = await openedImport(desk, 2);
    await opened.add(0, [first]);
    await opened.add(1, [second]);
    const before = await count();
    await expect(opened.commit()).rejects.toMatchObject({
      code: 'NOT_POSSIBLE_NOW',
      message: expect.stringContaining(message),
    });
    expect(await count()).toBe(before);
  }
  const twice = await openedImport(desk, 2);
  await twice.add(0, [first, oldCase(desk, 17, { caseNumber: first.caseNumber })]);
  await expect(twice.commit()).rejects.toThrow('案号 金矛调〔2019〕10 在这次导入里重复');
});

test('a number that came with an import is never given out again (SYNC-15)', async () => {
  const before = counterOf((await desk.register()).caseNumber);
  await importRows(desk, [
    oldCase(desk, 20, { caseNumber: `金矛调〔2026〕${before + 3}` }),
    oldCase(desk, 21, { caseNumber: `金矛调〔2026〕${before + 1}` }),
    oldCase(desk, 22, { caseNumber: `别处〔2026〕${before + 900}` }),
  ]);
  expect(counterOf((await desk.register()).caseNumber)).toBe(before + 4);
  await importRows(desk, [oldCase(desk, 23, { caseNumber: `金矛调〔2026〕${before + 2}` })]);
  expect(counterOf((await desk.register()).caseNumber), 'a gap filled later sets nothing back').toBe(before + 5);
});

test('numbers of an older ledger that this center would never give out may be there twice', async () => {
  const before = await count();
  await importRows(desk, [oldCase(desk, 30), oldCase(desk, 31, { caseNumber: '旧案〔2025〕30' })]);
  expect(await count()).toBe(before + 2);
});

test('an open case of an import follows new rules of time, though no action of its own is in the log', async () => {
  const old = oldCase(desk, 40, { status: 'registered', closeReason: null });
  await importRows(desk, [old]);
  const due = async () => (await desk.store.read(({ cases }) => cases.find(old.caseId)))?.deadline?.dueAt;
  const before = await due();
  const { settings, revision } = await getSettings(desk);
  const limits = settings.deadlines.limits.map((limit) => ({ ...limit, amount: limit.amount + 1 }));
  const deadlines = { ...settings.deadlines, limits };
  const change = { actionId: desk.environment.newId(), baseRevision: revision };
  await changeSettings(desk, desk.it, { ...change, settings: { ...settings, deadlines } });
  expect(before).toBeTypeOf('number');
  expect(await due()).toBeGreaterThan(before ?? 0);
});
