import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LedgerFilter, LedgerSort } from '../../contract/ledger.ts';
import { confirmationStanding } from '../../domain/cases/deadline-facts.ts';
import { openStatuses } from '../../domain/cases/status.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import { endOfChinaDay, toChinaDate } from '../../domain/deadlines/china-time.ts';
import type { Store } from '../ports.ts';
import { columns, filters, HOUR, keyOf, mediators, now, passes, SIZE, sorts, spread } from './ledger-model.ts';
import { addCase, type StoreUnderTest } from './store-fixture.ts';

export function describeLedger(openFreshStore: () => Promise<StoreUnderTest>): void {
  describe('the ledger', () => {
    let cases = Array.from({ length: SIZE }, (_, index) => spread(index + 1));
    let stationId = '';
    const byId = new Map(cases.map((each) => [each.state.id, each]));
    let under: StoreUnderTest;
    let store: Store;
    beforeAll(async () => {
      under = await openFreshStore();
      store = under.store;
      await store.write(async (writes) => {
        // All but every seventh are this station's work (SYNC-6).
        stationId = (await writes.log.station()).stationId;
        cases = cases.map((each, n) => (n % 7 === 6 ? each : { ...each, state: { ...each.state, bornAt: stationId } }));
        for (const each of cases) await addCase(writes, each);
      });
      await store.searchable();
    });
    afterAll(() => under.dispose());

    const ids = async (filter: LedgerFilter, sort: LedgerSort, offset = 0, limit = 1_000) =>
      (await store.read(({ ledger }) => ledger.page({ filter, sort, offset, limit, now }))).map(({ caseId }) => caseId);
    const newest: LedgerSort = { column: 'caseNumber', direction: 'desc' };

    test('a filter passes exactly the cases that it describes, and counts them and their amounts', async () => {
      await fc.assert(
        fc.asyncProperty(filters, sorts, async (filter, sort) => {
          const wanted = cases.filter((each) => passes(each, filter));
          expect(new Set(await ids(filter, sort))).toEqual(new Set(wanted.map(({ state }) => state.id)));
          const totals = await store.read(({ ledger }) => ledger.totals(filter, now));
          const amountFen = wanted.reduce((sum, { state }) => sum + (state.registration?.amountFen ?? 0), 0);
          expect(totals).toEqual({ filtered: wanted.length, amountFen });
        }),
        { numRuns: 300 },
      );
    });

    test.each(columns.flatMap((column) => [[column, 'asc'] as const, [column, 'desc'] as const]))(
      'sorted by %s %s, empty values last, pages neither repeat nor skip',
      async (column, direction) => {
        const sort = { column, direction };
        const all = await ids({}, sort);
        const paged: string[] = [];
        for (let offset = 0; offset < SIZE; offset += 17) paged.push(...(await ids({}, sort, offset, 17)));
        expect(paged).toEqual(all);
        expect(new Set(all).size).toBe(SIZE);
        const keys = all.flatMap((id) => byId.get(id) ?? []).map((each) => keyOf(each, column));
        const filled = keys.filter((key) => key !== null);
        expect(keys.slice(0, filled.length)).toEqual(filled);
        const up = filled.toSorted((left, right) => (left < right ? -1 : left > right ? 1 : 0));
        expect(filled).toEqual(direction === 'asc' ? up : up.toReversed());
      },
    );

    test('a row shows what the case is', async () => {
      const wanted = cases.find(({ deadline, state }) => deadline && state.mediatorIds.length > 1);
      const search = wanted?.state.caseNumber ?? '';
      const rows = await store.read(({ ledger }) =>
        ledger.page({ filter: { search }, sort: newest, offset: 0, limit: 1_000, now }),
      );
      const row = rows.find(({ caseId }) => caseId === wanted?.state.id);
      expect(row).toMatchObject({
        caseNumber: wanted?.state.caseNumber,
        status: wanted?.state.status,
        partiesText: wanted?.partiesText,
        mediatorIds: wanted?.state.mediatorIds,
        amountFen: wanted?.state.registration?.amountFen,
        deadlineName: '期限',
        dueAt: wanted?.deadline?.dueAt,
        provisional: wanted?.deadline?.provisional,
        supervised: wanted?.state.flags.includes('supervised'),
      });
    });

    test('a row shows how the court’s confirmation stands, and until when it may be asked for (民事诉讼法 205)', async () => {
      const rows = await store.read(({ ledger }) =>
        ledger.page({ filter: {}, sort: newest, offset: 0, limit: 1_000, now }),
      );
      const shown = new Map(rows.map((row) => [row.caseId, row]));
      const stands = cases.map(({ state, confirmationDue }) => ({
        confirmationStanding: confirmationStanding(state),
        confirmationDueAt: confirmationDue?.dueAt ?? null,
        confirmationProvisional: confirmationDue?.provisional ?? false,
      }));
      expect(new Set(stands.map((each) => JSON.stringify(each))).size).toBeGreaterThan(10);
      expect(cases.map(({ state }) => shown.get(state.id))).toEqual(
        stands.map((each) => expect.objectContaining(each)),
      );
      const [one] = cases.filter(({ confirmationDue }) => confirmationDue?.provisional);
      const found = await store.read((reads) => reads.cases.find(one?.state.id ?? ''));
      expect(found?.confirmationDue).toEqual(one?.confirmationDue);
    });

    test('confirmations that may be asked for only a few days more: here, of one mediator, the first to end first', async () => {
      for (const mediatorId of [null, mediators[1] ?? '']) {
        const until = now + 100 * HOUR;
        const due = cases
          .filter(({ state }) => state.bornAt === stationId)
          .filter(({ state }) => mediatorId === null || state.mediatorIds.includes(mediatorId))
          .flatMap(({ confirmationDue }) => confirmationDue?.dueAt ?? [])
          .filter((at) => at >= now && at <= until)
          .toSorted((left, right) => left - right);
        expect(due.length).toBeGreaterThan(2);
        const query = { mediatorId, from: now, until };
        const asked = (limit: number) => store.read(({ home }) => home.confirmations({ ...query, limit }));
        expect((await asked(1_000)).map(({ confirmationDueAt }) => confirmationDueAt)).toEqual(due);
        expect((await asked(2)).map(({ confirmationDueAt }) => confirmationDueAt)).toEqual(due.slice(0, 2));
      }
    });

    test('errands that wait: of one mediator or all, also where another center has the case, the first to end first', async () => {
      for (const mediatorId of [null, mediators[1] ?? '']) {
        const waiting = cases
          .filter(
            ({ state, errandDueAt }) =>
              errandDueAt !== null && (mediatorId === null || state.mediatorIds.includes(mediatorId)),
          )
          .toSorted((one, other) => (one.errandDueAt ?? 0) - (other.errandDueAt ?? 0));
        expect(waiting.length).toBeGreaterThan(2);
        const asked = (limit: number) => store.read(({ home }) => home.errands({ mediatorId, limit }));
        expect(await asked(1_000)).toEqual(waiting.map(({ state }) => state.id));
        expect(await asked(2)).toEqual(waiting.slice(0, 2).map(({ state }) => state.id));
      }
    });

    test('what waits: here, by state and mediator, the closest deadline first, and how much of it presses', async () => {
      const endOfToday = endOfChinaDay(toChinaDate(now));
      for (const mediatorId of [null, mediators[0] ?? '']) {
        for (const statuses of [['registered', 'mediating'], openStatuses, ['closed', 'mediating'], []] as const) {
          const wanted = cases.filter(
            ({ state }) =>
              (statuses as readonly string[]).includes(state.status) &&
              state.bornAt === stationId &&
              (mediatorId === null || state.mediatorIds.includes(mediatorId)),
          );
          const due = wanted.map(({ deadline }) => deadline?.dueAt ?? null);
          const query = { statuses: [...statuses], mediatorId };
          const { rows, counts } = await store.read(async ({ home }) => ({
            rows: await home.work({ ...query, limit: 1_000 }),
            counts: await home.counts({ ...query, now, endOfToday }),
          }));
          const order = due.toSorted((left, right) => (left ?? Number.MAX_VALUE) - (right ?? Number.MAX_VALUE));
          expect(rows.map(({ dueAt }) => dueAt)).toEqual(order);
          const overdue = due.filter((each) => each !== null && each < now).length;
          const today = due.filter((each) => each !== null && each >= now && each <= endOfToday).length;
          expect(counts).toEqual({ overdue, today, waiting: due.length - overdue - today });
        }
      }
    });

    test('cases in hand are counted for each mediator', async () => {
      const wanted = new Map<string, number>();
      for (const { state } of cases) {
        if (!openStatuses.includes(state.status)) continue;
        for (const id of state.mediatorIds) wanted.set(id, (wanted.get(id) ?? 0) + 1);
      }
      expect(await store.read(({ directory }) => directory.openCasesByMediator())).toEqual(wanted);
    });

    test('news are the newest actions of cases, of one mediator where one is named', async () => {
      const all = await store.read(({ home }) => home.news({ mediatorId: null, limit: 5 }));
      expect(all.map(({ caseId }) => caseId)).toEqual(
        cases
          .slice(-5)
          .toReversed()
          .map(({ state }) => state.id),
      );
      const mediatorId = mediators[1] ?? '';
      const own = cases
        .filter(({ state }) => state.mediatorIds.includes(mediatorId))
        .slice(-4)
        .toReversed();
      const news = await store.read(({ home }) => home.news({ mediatorId, limit: 4 }));
      expect(news.map(({ caseId }) => caseId)).toEqual(own.map(({ state }) => state.id));
      expect(news[0]).toMatchObject({
        type: 'case.registered',
        actorId: testId(1),
        title: own[0]?.state.registration?.title,
      });
    });
  });
}
