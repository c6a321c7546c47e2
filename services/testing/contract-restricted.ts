import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { viewersOf } from '../../domain/cases/restriction.ts';
import { caseStatusIds } from '../../domain/cases/status.ts';
import { testId } from '../../domain/cases/testing-facts.ts';
import type { CaseProjection } from '../cases/port.ts';
import type { Store } from '../ports.ts';
import { filters, HOUR, mediators, now, passes, sorts, spread } from './ledger-model.ts';
import { addCase, type StoreUnderTest } from './store-fixture.ts';

const COUNT = 60;
const viewers = [testId(70), testId(71), mediators[0] ?? testId(72)];

export function describeRestricted(openFreshStore: () => Promise<StoreUnderTest>): void {
  describe('cases that are open to named people only (未成年人保护法 103)', () => {
    let cases: readonly CaseProjection[] = [];
    let stationId = '';
    let under: StoreUnderTest;
    let store: Store;
    beforeAll(async () => {
      under = await openFreshStore();
      store = under.store;
      await store.write(async (writes) => {
        stationId = (await writes.log.station()).stationId;
        cases = Array.from({ length: COUNT }, (_, index) => restricted(spread(index + 1), index));
        for (const each of cases) await addCase(writes, each);
      });
      await store.searchable();
    });
    afterAll(() => under.dispose());

    /** Every third is restricted, to one, two or none of the viewers; some by a center that gave it to this one. */
    function restricted(projection: CaseProjection, index: number): CaseProjection {
      const state = { ...projection.state, bornAt: stationId };
      if (index % 3 !== 0) return { ...projection, state };
      const viewerIds = viewers.slice(0, 2).filter((_, n) => (index / 3) % (n + 2) === 0);
      const by = index % 15 === 0 ? testId(99) : stationId;
      const restriction = { kinds: ['minor' as const], viewerIds, setBy: testId(73), stationId: by };
      return { ...projection, state: { ...state, restriction } };
    }
    const sees = (viewer: string | undefined) => (each: CaseProjection) => {
      const named = viewersOf(each.state);
      return viewer === undefined || named === null || named.includes(viewer) || named.includes(stationId);
    };
    const idsOf = (found: readonly { readonly state: { readonly id: string } }[]) => found.map(({ state }) => state.id);
    const someone = fc.constantFrom(undefined, ...viewers, testId(74));

    test('are in a ledger, its order, its sums and its count for those alone', async () => {
      await fc.assert(
        fc.asyncProperty(filters, sorts, someone, async (filter, sort, viewer) => {
          const shown = cases.filter(sees(viewer));
          const wanted = shown.filter((each) => passes(each, filter));
          const found = await store.read(async ({ ledger }) => ({
            page: await ledger.page({ filter, sort, offset: 0, limit: 1_000, now, viewer }),
            order: await ledger.order({ filter, sort, now, viewer }),
            totals: await ledger.totals(filter, now, viewer),
            count: await ledger.count(viewer),
          }));
          expect(new Set(found.page.map(({ caseId }) => caseId))).toEqual(new Set(idsOf(wanted)));
          expect(found.order).toEqual(found.page.map(({ caseId }) => caseId));
          expect(found.totals.filtered).toBe(wanted.length);
          expect(found.count).toBe(shown.length);
        }),
        { numRuns: 100 },
      );
    });

    test('are found by search, by person, by place and by their ids for those alone', async () => {
      for (const viewer of [undefined, ...viewers, testId(74)]) {
        const shown = new Set(idsOf(cases.filter(sees(viewer))));
        const found = await store.read(async (reads) => ({
          all: await reads.cases.hints(idsOf(cases), viewer),
          searched: await reads.cases.search('金矛调', 1_000, viewer),
          person: await reads.cases.byPerson({ name: '', documentNumber: '410105197801010010' }, 1_000, viewer),
          similar: await reads.cases.similarOpen('410105016', null, 1_000, viewer),
          whole: await reads.cases.similarOpen('410105016', null, 1_000),
        }));
        const ids = (rows: readonly { readonly caseId: string }[]) => new Set(rows.map(({ caseId }) => caseId));
        expect(ids(found.all)).toEqual(shown);
        expect(ids(found.searched)).toEqual(shown);
        for (const { caseId } of found.person) expect(shown).toContain(caseId);
        expect(ids(found.similar)).toEqual(new Set([...ids(found.whole)].filter((id) => shown.has(id))));
      }
    });

    test('are on the workbench, in its figures and news for those alone', async () => {
      for (const viewer of [undefined, ...viewers, testId(74)]) {
        const shown = new Set(idsOf(cases.filter(sees(viewer))));
        const all = { statuses: caseStatusIds, mediatorId: null };
        const { work, counts, errands, confirmations, news } = await store.read(async ({ home }) => ({
          work: await home.work({ ...all, viewer, limit: 1_000 }),
          counts: await home.counts({ ...all, viewer, now, endOfToday: now + 24 * HOUR }),
          errands: await home.errands({ mediatorId: null, viewer, limit: 1_000 }),
          confirmations: await home.confirmations({ mediatorId: null, viewer, from: 0, until: 9e15, limit: 1_000 }),
          news: await home.news({ mediatorId: null, viewer, limit: 1_000 }),
        }));
        expect(new Set(work.map(({ caseId }) => caseId))).toEqual(shown);
        expect(counts.overdue + counts.today + counts.waiting).toBe(shown.size);
        const asked = cases.filter(({ errandDueAt }) => errandDueAt !== null);
        expect(new Set(errands)).toEqual(new Set(idsOf(asked.filter(sees(viewer)))));
        for (const { caseId } of confirmations) expect(shown).toContain(caseId);
        expect(new Set(news.map(({ caseId }) => caseId))).toEqual(shown);
      }
    });
  });
}
