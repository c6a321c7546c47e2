import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testId, testParties } from '../../domain/cases/testing-facts.ts';
import { partySchema } from '../../domain/parties/party.ts';
import type { CaseProjection } from '../cases/port.ts';
import type { Store } from '../ports.ts';
import { addCase, appendNext, type CaseChange, type StoreUnderTest, testCase } from './store-fixture.ts';

const deadline = { limitId: 'accept', name: '受理', startAt: 1, warnAt: 2, dueAt: 3, provisional: true };

function person(n: number, name: string, more: { documentNumber?: string; phone?: string } = {}) {
  const document = more.documentNumber === undefined ? {} : { documentKind: '111' as const };
  return partySchema.parse({ id: testId(500 + n), kind: 'person', role: 'applicant', name, ...document, ...more });
}

export function describeCases(openFreshStore: () => Promise<StoreUnderTest>): void {
  describe('cases', () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = await openFreshStore();
      store = under.store;
    });
    afterEach(() => under.dispose());

    async function add(...changes: readonly CaseChange[]): Promise<readonly CaseProjection[]> {
      const cases = changes.map((change, index) => testCase(index + 1, change));
      await store.write(async (writes) => {
        for (const each of cases) await addCase(writes, each);
      });
      return cases;
    }
    const numbersOf = (rows: readonly { caseNumber: string }[]) =>
      rows.map(({ caseNumber }) => Number(caseNumber.slice(9)));
    const search = async (query: string, limit = 20) => {
      await store.searchable();
      return numbersOf(await store.read(({ cases }) => cases.search(query, limit)));
    };

    test('a case comes back as it was saved, at first and after each change', async () => {
      const [saved] = await add({ deadline });
      const find = () => store.read(({ cases }) => cases.find(testCase(1).state.id));
      expect(await find()).toEqual(saved);
      const changed = testCase(1, {
        registration: { title: '换了事由', parties: [person(1, '曾某')] },
        state: {
          status: 'mediating',
          mediatorIds: [testId(7), testId(8)],
          flags: ['supervised', 'sensitive'],
          revision: 5,
        },
        place: { fullName: '别处' },
      });
      await store.write(({ cases }) => cases.save(changed));
      expect(await find()).toEqual(changed);
      expect(await store.read(({ ledger }) => ledger.count())).toBe(1);
      expect(await store.read(({ cases }) => cases.find(testId(3)))).toBeNull();
    });

    test('a case without an action in the log is not saved (LOG-1)', async () => {
      await expect(store.write(({ cases }) => cases.save(testCase(1)))).rejects.toThrow('LOG-1');
    });

    test('hints come in the order asked for; what is not there is left out', async () => {
      const [first, second] = await add({}, {});
      const ids = [second?.state.id ?? '', testId(3), first?.state.id ?? ''];
      expect(numbersOf(await store.read(({ cases }) => cases.hints(ids)))).toEqual([2, 1]);
    });

    test.each([
      ['one character', '龘', [2]],
      ['two characters across a name', '伟芳', [2]],
      ['a whole name', '欧阳伟芳', [2]],
      ['a character outside the basic plane', '𠮷', [3]],
      ['full-width letters', 'ＡＢＣ公司', [3]],
      ['the place', '省委社区', [3, 2, 1]],
      ['words of the facts', '水表', [1]],
      ['a demand', '赔礼', [2]],
      ['a case number', '〔2026〕2', [2]],
      ['initials of a name', 'oywf', [2]],
      ['the head of initials', 'oyw', [2]],
      ['initials in capitals', 'OYW', [2]],
      ['two words, both of which must be there', '欧阳 漏水', [2]],
      ['two words that no case has together', '欧阳 水表', []],
      ['characters in another order', '芳伟', []],
      ['the tail of initials', 'wf', []],
      ['two names run together', '欧阳伟芳李某', []],
      ['signs only', '"*()-', []],
      ['nothing', '   ', []],
      ['words of the query language as plain text', 'NOT 欧阳', []],
      ['a quote inside', '欧"阳', [2]],
    ])('search finds %s: %s', async (_what, query, found) => {
      await add(
        { registration: { facts: '为了水表争吵' } },
        {
          registration: {
            title: '漏水',
            facts: '龘',
            demands: ['赔礼'],
            parties: [person(1, '欧阳伟芳'), person(2, '李某')],
          },
        },
        { registration: { parties: [person(3, '𠮷某')], facts: 'abc公司' } },
      );
      expect(await search(query)).toEqual(found);
    });

    test('search gives the newest first, up to the limit', async () => {
      await add(...Array(9).fill({}));
      expect(await search('张某', 4)).toEqual([9, 8, 7, 6]);
    });

    test('search forgets what a correction took away', async () => {
      await add({ registration: { title: '旧事由' } });
      await store.write(({ cases }) => cases.save(testCase(1, { registration: { title: '新事由' } })));
      expect([await search('旧事由'), await search('新事由')]).toEqual([[], [1]]);
    });

    test('the same person is found by document first, else by name and telephone, newest first', async () => {
      const id = '410105197801010010';
      await add(
        { registration: { parties: [person(1, '王某', { documentNumber: id })] } },
        { registration: { parties: [person(2, '王某', { phone: '13800000001' })] } },
        { registration: { parties: [person(3, '王某某', { phone: '13800000001' })] } },
        { registration: { parties: [person(4, '王某', { documentNumber: id, phone: '13800000001' })] } },
      );
      const by = async (documentNumber: string | undefined, phone: string | undefined, limit = 10) => {
        const query = { name: '王某', ...(documentNumber && { documentNumber }), ...(phone && { phone }) };
        await store.searchable();
        const rows = await store.read(({ cases }) => cases.byPerson(query, limit));
        return rows.map((row) => `${row.by} ${numbersOf([row])}`);
      };
      expect(await by(id, '13800000001')).toEqual(['document 4', 'document 1', 'phone 2']);
      expect(await by(id, undefined)).toEqual(['document 4', 'document 1']);
      expect(await by(undefined, '13800000001')).toEqual(['phone 4', 'phone 2']);
      expect(await by(id, '13800000001', 1)).toEqual(['document 4']);
      expect(await by(undefined, undefined)).toEqual([]);
    });

    test('the 15 digits of an old card and the 18 of the new one are one person (GB 11643)', async () => {
      await add({ registration: { parties: [person(1, '王某', { documentNumber: '410105780101001' })] } });
      await store.searchable();
      const found = await store.read(({ cases }) =>
        cases.byPerson({ name: '', documentNumber: '41010519780101001x' }, 5),
      );
      expect(numbersOf(found)).toEqual([1]);
    });

    test('similar open cases: the village with what is known of its street only, or the whole street, the same kind first, newest first', async () => {
      await add(
        { registration: { gbtCategory: '0203' } },
        { registration: { gbtCategory: '0201' } },
        { state: { status: 'closed' } },
        { place: { code: '410105001002' } },
        { place: { code: '410105002001', streetCode: '410105002' } },
        { registration: { gbtCategory: '0203' } },
        { place: { code: '410105001' }, registration: { gbtCategory: '0301' } },
      );
      const similar = async (code: string, category: string | null, limit = 10) =>
        numbersOf(await store.read(({ cases }) => cases.similarOpen(code, category, limit)));
      expect(await similar('410105001001', '0201')).toEqual([2, 7, 6, 1]);
      expect(await similar('410105001001', null)).toEqual([7, 6, 2, 1]);
      expect(await similar('410105001', '0203')).toEqual([6, 4, 1, 7, 2]);
      expect(await similar('410105001', '0203', 1)).toEqual([6]);
    });

    test('query codes in use are known, also of closed cases', async () => {
      await add({ state: { status: 'archived' } });
      const exists = (code: string) => store.read(({ cases }) => cases.queryCodeExists(code));
      expect([await exists('AAAA-1001'), await exists('AAAA-1002')]).toEqual([true, false]);
    });

    test('open cases come in the order of registration', async () => {
      const cases = await add({}, { state: { status: 'refused' } }, { state: { status: 'follow_up' } }, {});
      const ids = cases.map(({ state }) => state.id);
      expect(await store.read((reads) => reads.cases.openIds())).toEqual([ids[0], ids[2], ids[3]]);
    });

    test('a last day may still move while a case is open, and while its confirmation may be asked for (民事诉讼法 205)', async () => {
      const due = { dueAt: 1_795_392_000_000, provisional: true };
      const closed = { state: { status: 'closed' } } as const;
      const cases = await add({}, closed, { ...closed, confirmationDue: due }, { confirmationDue: due });
      const ids = cases.map(({ state }) => state.id);
      expect(await store.read((reads) => reads.cases.timedIds())).toEqual([ids[0], ids[2], ids[3]]);
    });

    test('counters of numbers begin at 1, apart by series and year, and survive a rebuild (SYNC-15)', async () => {
      const next = (series: string, year: number) => store.write(({ numbers }) => numbers.next(series, year));
      expect([
        await next('case', 2026),
        await next('case', 2026),
        await next('agreement', 2026),
        await next('case', 2027),
      ]).toEqual([1, 2, 1, 1]);
      await store.write(({ cases }) => cases.clear());
      expect(await next('case', 2026)).toBe(3);
    });

    test('clearing and saving again gives the same rows in the same order, whatever order they are saved in (LOG-4)', async () => {
      const cases = await add(
        { deadline },
        { state: { mediatorIds: [testId(7)] } },
        { registration: { parties: testParties } },
      );
      await store.write((writes) => appendNext(writes, { id: testId(900), streamId: cases[0]?.state.id ?? '' }));
      const rows = async () => {
        await store.searchable();
        return store.read(async (reads) => ({
          page: await reads.ledger.page({
            filter: {},
            sort: { column: 'caseNumber', direction: 'desc' },
            offset: 0,
            limit: 10,
            now: 0,
          }),
          open: await reads.cases.openIds(),
          news: await reads.home.news({ mediatorId: testId(7), limit: 5 }),
          found: await reads.cases.search('张某', 10),
        }));
      };
      const before = await rows();
      await store.write(async (writes) => {
        await writes.cases.clear();
        expect(await writes.ledger.count()).toBe(0);
        expect(await writes.cases.search('张某', 10)).toEqual([]);
        for (const each of cases.toReversed()) await writes.cases.save(each);
      });
      expect(await rows()).toEqual(before);
      expect(before.page).toHaveLength(3);
    });
  });
}
