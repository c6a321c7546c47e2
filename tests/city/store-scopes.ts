import { beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../city/db/database.ts';
import { type CityStore, createCityStore } from '../../city/db/store.ts';
import { testFile, testId } from '../../domain/cases/testing-facts.ts';
import { initialSettings } from '../../domain/center/settings.ts';
import type { Reads, Store } from '../../services/ports.ts';
import { attached } from '../../services/testing/contract-files.ts';
import { actionIdOf, addCase, appendNext, orderErasure, testCase } from '../../services/testing/store-fixture.ts';

const station = { stationId: testId(9), incarnation: 1 };
const settings = initialSettings({
  name: '金水区综治中心',
  shortName: '金',
  areaCode: '410105',
  phone: '',
  address: '',
  committee: { name: '金水区人民调解委员会', shortName: '金水' },
});

/** Everything that a store has, as its ports tell it. */
async function told(reads: Reads): Promise<unknown> {
  const { log, cases, ledger, home, directory, sessions, drafts, files, filePlaces, imports, sync } = reads;
  const actions = [];
  for await (const { header } of log.all()) actions.push(header.id);
  const sort = { column: 'caseNumber', direction: 'asc' } as const;
  const caseId = testCase(1).state.id;
  return {
    actions,
    head: await log.head(),
    newest: await log.newestDeviceTime(),
    action: await log.find(actionIdOf(testCase(1))),
    stream: await log.hasStream('case', caseId),
    feed: await sync.feedOf('case', caseId),
    found: await cases.find(caseId),
    search: await cases.search('张某', 10),
    person: await cases.byPerson({ name: '张某', phone: '13800001203' }, 5),
    similar: await cases.similarOpen('410105001001', null, 5),
    open: await cases.openIds(),
    code: await cases.queryCodeExists(testCase(1).state.queryCode),
    count: await ledger.count(),
    page: (await ledger.page({ filter: { search: '张' }, sort, offset: 0, limit: 9, now: 0 })).length,
    ofMediator: (await ledger.totals({ mediatorId: testId(7) }, 0)).filtered,
    rows: await ledger.rows([caseId]),
    people: await ledger.people([caseId]),
    views: await ledger.views(testId(1)),
    news: [await home.news({ mediatorId: null, limit: 5 }), await home.news({ mediatorId: testId(7), limit: 5 })],
    load: await directory.openCasesByMediator(),
    staff: [await directory.allStaff(), await directory.lastAssigned(testId(1))],
    sessions: [await sessions.sessions(), await sessions.password(testId(1))],
    drafts: await drafts.list(testId(1), {}),
    file: await files.file('f'.repeat(64)),
    places: [await filePlaces.places([testFile(1).sha256]), await filePlaces.erasedFiles()],
    beside: await filePlaces.namedBeside([testFile(1).sha256], testId(1)),
    imports: [
      await imports.keepsRow(testId(300)),
      await imports.alreadyThere([
        { caseId, queryCode: testCase(1).state.queryCode, caseNumber: testCase(1).state.caseNumber },
      ]),
    ],
    settings: await reads.settings.settings(),
  };
}

async function fill(store: Store): Promise<void> {
  await store.write(async (writes) => {
    await addCase(writes, testCase(1, { state: { mediatorIds: [testId(7)], files: [attached(1)] } }));
    await addCase(writes, testCase(2));
    await appendNext(writes, { id: testId(400), streamId: testId(401), streamKind: 'import', type: 'import.chunk' });
    const row = { caseId: testId(300), payloadBytes: new Uint8Array([1]), salt: new Uint8Array([2]), index: 0 };
    await writes.imports.keepRows(testId(400), [row]);
    await writes.numbers.next('case', 2026);
    const member = {
      staffId: testId(1),
      account: 'li',
      name: '李',
      roles: ['clerk'] as const,
      phone: null,
      placeCode: null,
      unit: null,
      active: true,
      specialities: [],
      servedPlace: null,
    };
    await writes.directory.saveStaff(member);
    await writes.directory.noteAssigned(testId(1), [testId(7)]);
    await writes.sessions.saveSession({
      tokenHash: 't',
      staffId: testId(1),
      desk: '',
      seat: '',
      startedAt: 1,
      lastSeenAt: 1,
      owes: null,
    });
    await writes.sessions.savePassword(testId(1), { hash: 'hash', origin: 'own', setAt: 1, earlier: [] });
    const draft = {
      draftId: testId(5),
      kind: 'registration' as const,
      caseId: null,
      label: '',
      missing: '',
      savedAt: 1,
    };
    await writes.drafts.saveDraft(testId(1), { ...draft, content: {} });
    await writes.files.keep({ hash: 'f'.repeat(64), mediaType: 'text/plain', bytes: new Uint8Array([1]) });
    const view = { id: testId(6), name: '甲', filter: {}, columns: [] };
    await writes.ledger.saveView(testId(1), { ...view, sort: { column: 'dueAt', direction: 'asc' } });
    await writes.settings.saveSettings({ centerId: testId(1), revision: 1, settings });
  });
}

/** Takes away whatever ports can take away. */
async function empty(store: Store): Promise<void> {
  await store.write(async (writes) => {
    const actions: string[] = [];
    for await (const { header } of writes.log.all()) actions.push(header.id);
    const named = [...actions, actionIdOf(testCase(1)), testId(400)];
    await orderErasure(writes, testId(900), named, testId(300));
    await writes.log.erasePayloads(testId(900), named);
    await writes.imports.eraseRows(testId(900), testId(300));
    await writes.cases.clear();
    await writes.cases.remove(testCase(1).state.id);
    await writes.directory.clearStaff();
    await writes.sessions.removeSession('t');
    await writes.sessions.removeSessionsOf(testId(1));
    await writes.drafts.discardDraft(testId(1), testId(5));
    await writes.drafts.eraseDrafts(testCase(1).state.id);
    await writes.files.erase(['f'.repeat(64)]);
    await writes.filePlaces.noteHere(testFile(1).sha256, false);
    await writes.filePlaces.markErased([testFile(1).sha256]);
    await writes.filePlaces.forgetFile(testFile(1).sha256);
    await writes.ledger.removeView(testId(1), testId(6));
    await writes.settings.clearSettings();
  });
}

/** Feeds in one database; `open` opens the same migrated database again, where it can be opened twice. */
export function describeScopes(
  name: string,
  database: () => Database,
  another: (() => Promise<Database>) | null,
): void {
  describe(`feeds on ${name}`, () => {
    let city: CityStore;
    beforeAll(() => {
      city = createCityStore(database());
    });

    test('what one feed has is not seen, numbered or taken away by another (SYNC-2)', async () => {
      const mine = city.scope({ feed: '419901', station });
      const other = city.scope({ feed: '419902', station });
      const nothing = await other.read(told);
      await fill(mine);
      const all = await mine.read(told);
      expect(all).not.toEqual(nothing);
      expect(await other.read(told)).toEqual(nothing);
      await empty(other);
      expect(await mine.read(told)).toEqual(all);
      expect(await other.write(({ numbers }) => numbers.next('case', 2026))).toBe(1);
      expect(await mine.write(({ numbers }) => numbers.next('case', 2026))).toBe(2);
    });

    test('two centers of one feed each have their own settings', async () => {
      const [one, two] = [1, 2].map((n) => city.scope({ feed: '419903', station, centerId: testId(n) }));
      await one?.write((writes) => writes.settings.saveSettings({ centerId: testId(1), revision: 1, settings }));
      expect(await two?.read((reads) => reads.settings.settings())).toBeNull();
      const changed = { ...settings, phone: '0371-12345678' };
      await two?.write((writes) =>
        writes.settings.saveSettings({ centerId: testId(2), revision: 4, settings: changed }),
      );
      await two?.write((writes) =>
        writes.settings.saveSettings({ centerId: testId(2), revision: 5, settings: changed }),
      );
      expect(await one?.read((reads) => reads.settings.settings())).toMatchObject({ centerId: testId(1), revision: 1 });
      expect(await two?.read((reads) => reads.settings.settings())).toMatchObject({ revision: 5, settings: changed });
      await two?.write((writes) => writes.settings.clearSettings());
      expect(await one?.read((reads) => reads.settings.settings())).toMatchObject({ settings });
    });

    test('an id in capitals is refused: it would come back in small letters, and no hash would hold (LOG-2)', async () => {
      const store = city.scope({ feed: '419904', station });
      const capitals = store.write((writes) =>
        appendNext(writes, { id: '00000000-0000-7000-8000-00000000ABCD', streamId: testId(1) }),
      );
      await expect(capitals).rejects.toThrow('small letters');
    });

    // An embedded database is open once.
    if (!another) return;
    test('servers that write to one feed at once give each position and number once, in order (SYNC-2, SYNC-15)', async () => {
      const second = await another?.();
      if (!second) throw new Error('no second server');
      try {
        const feed = '419905';
        const numbers: number[] = [];
        const seen: (readonly number[])[] = [];
        let writing = true;
        const server = async (on: Database, n: number) => {
          const store = createCityStore(on).scope({ feed, station: { stationId: testId(n), incarnation: 1 } });
          for (let step = 0; step < 15; step += 1) {
            await store.write(async (writes) => {
              await appendNext(writes, { id: testId(n * 1000 + step), streamId: testId(n) });
              numbers.push(await writes.numbers.next('case', 2026));
            });
          }
        };
        const watch = async () => {
          while (writing) {
            const sql = 'SELECT position FROM action_headers WHERE feed = $1 ORDER BY position';
            seen.push((await second.query<{ position: number }>(sql, [feed])).map(({ position }) => position));
          }
        };
        const watching = watch();
        await Promise.all([server(database(), 1), server(second, 2)]);
        writing = false;
        await watching;
        const upTo = (length: number) => Array.from({ length }, (_, index) => index + 1);
        for (const positions of seen) expect(positions).toEqual(upTo(positions.length));
        expect(numbers.toSorted((left, right) => left - right)).toEqual(upTo(30));
      } finally {
        await second.close();
      }
    });
  });
}
