import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LedgerSort } from '../contract/ledger.ts';
import { testParties, testRegistration } from '../domain/cases/testing-facts.ts';
import { partySchema } from '../domain/parties/party.ts';
import { createExports } from '../services/ledger/exports.ts';
import { openTestDesk, type TestDesk } from '../tests/support/desk.ts';

let desk: TestDesk;
let caseIds: readonly string[];
beforeAll(async () => {
  desk = await openTestDesk();
  const unit = partySchema.parse({
    id: desk.environment.newId(),
    kind: 'unit',
    role: 'third_party',
    name: '某某物业公司',
    creditCode: '91410105MA45XXXX1Y',
    phone: '13800001299',
  });
  const ids: string[] = [];
  for (let index = 0; index < 12; index += 1) {
    const parties = index === 3 ? [...testParties, unit] : testParties;
    const registration = testRegistration({ parties, amountFen: index % 4 === 0 ? null : index * 1_000 });
    const { caseId } = await desk.register({ ...registration, place: desk.newRegistration().registration.place });
    ids.push(caseId);
    desk.clock.now += 60_000;
  }
  caseIds = ids;
});
afterAll(() => desk.store.remove());

const sorts: readonly LedgerSort[] = (
  ['caseNumber', 'status', 'parties', 'mojType', 'streetName', 'amountFen', 'registeredAt', 'dueAt'] as const
).flatMap((column) => [
  { column, direction: 'asc' },
  { column, direction: 'desc' },
]);

describe('what an export reads', () => {
  test.each(sorts)('in the order of the pages by $column $direction', async (sort) => {
    const { now } = desk.clock;
    const filter = { amountFromFen: 2_000 };
    const { pages, order } = await desk.store.read(async ({ ledger }) => ({
      pages: await ledger.page({ filter, sort, offset: 0, limit: 100, now }),
      order: await ledger.order({ filter, sort, now }),
    }));
    expect(order.length).toBeGreaterThan(5);
    expect(order).toEqual(pages.map(({ caseId }) => caseId));
  });

  test('rows come in the order asked for, as pages have them; a case that is gone is left out', async () => {
    const asked = [caseIds[5] ?? '', desk.environment.newId(), caseIds[1] ?? ''];
    const sort = { column: 'caseNumber', direction: 'asc' } as const;
    const { rows, page } = await desk.store.read(async ({ ledger }) => ({
      rows: await ledger.rows(asked),
      page: await ledger.page({ filter: {}, sort, offset: 0, limit: 100, now: desk.clock.now }),
    }));
    expect(rows).toEqual([page[5], page[1]]);
  });

  test('people are all parties of a case in its order, with whole document numbers and credit codes', async () => {
    const people = await desk.store.read(({ ledger }) => ledger.people([caseIds[3] ?? '', caseIds[0] ?? '']));
    const [first, second] = testParties;
    expect(people.map(({ caseId, role, name }) => [caseId, role, name])).toEqual([
      [caseIds[3], 'applicant', first?.name],
      [caseIds[3], 'respondent', second?.name],
      [caseIds[3], 'third_party', '某某物业公司'],
      [caseIds[0], 'applicant', first?.name],
      [caseIds[0], 'respondent', second?.name],
    ]);
    expect(people[0]).toMatchObject({ documentNumber: '410105197801010010', phone: '13800001203' });
    expect(people[1]?.documentNumber).toBeNull();
    expect(people[2]?.documentNumber).toBe('91410105MA45XXXX1Y');
  });
});

test('an export has the rows of its start, each once, whatever other desks register meanwhile', async () => {
  const sort = { column: 'registeredAt', direction: 'desc' } as const;
  const { now } = desk.clock;
  const wanted = await desk.store.read(({ ledger }) => ledger.page({ filter: {}, sort, offset: 0, limit: 100, now }));
  let reads = 0;
  const store: TestDesk['store'] = {
    ...desk.store,
    async read(work) {
      const result = await desk.store.read(work);
      reads += 1;
      if (reads === 1) await desk.register();
      return result;
    },
  };
  const exports = createExports({ ...desk, store });
  const { exportId } = exports.start(desk.clerk, { filter: {}, sort, columns: ['caseNumber'] });
  while (exports.progress(desk.clerk, exportId).state === 'running') await new Promise((go) => setTimeout(go, 2));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(await (await exports.file(desk.clerk, exportId)).arrayBuffer());
  const numbers = workbook.worksheets[0]?.getColumn(1).values.slice(3);
  expect(numbers).toEqual(wanted.map(({ caseNumber }) => caseNumber));
  expect(await desk.store.read(({ ledger }) => ledger.count())).toBe(wanted.length + 1);
  await exports.close();
});
