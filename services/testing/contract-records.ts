import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { testId } from '../../domain/cases/testing-facts.ts';
import { initialSettings } from '../../domain/center/settings.ts';
import type { Store } from '../ports.ts';
import type { StoreUnderTest } from './store-fixture.ts';

const settings = initialSettings({
  name: '金水区综治中心',
  shortName: '金',
  areaCode: '410105',
  phone: '',
  address: '',
  committee: { name: '金水区人民调解委员会', shortName: '金水' },
});

function member(n: number, account: string) {
  return {
    staffId: testId(n),
    account,
    name: `第${n}人`,
    roles: ['clerk', 'mediator'] as const,
    phone: null,
    placeCode: '410105017',
    unit: null,
    active: true,
    specialities: ['02', '17'] as const,
    servedPlace: '410105017001',
  };
}

function draft(n: number, change = {}) {
  const content = { title: `写到一半 ${n}`, parties: [{ name: '张' }], empty: null };
  return {
    draftId: testId(n),
    kind: 'registration' as const,
    caseId: null,
    label: '张某',
    missing: '地点',
    savedAt: n,
    content,
    ...change,
  };
}

/** The small records: staff, sessions, drafts, files, views and settings. */
export function describeRecords(openFreshStore: () => Promise<StoreUnderTest>): void {
  describe('records', () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = await openFreshStore();
      store = under.store;
    });
    afterEach(() => under.dispose());

    test('staff are found by id and account, and an account belongs to one person', async () => {
      await store.write(async ({ directory }) => {
        await directory.saveStaff(member(2, 'li'));
        await directory.saveStaff(member(1, 'zhang'));
        await directory.saveStaff({ ...member(1, 'zhang'), active: false, phone: '1' });
      });
      const { byId, byAccount, none, all } = await store.read(async ({ directory }) => ({
        byId: await directory.staff(testId(1)),
        byAccount: await directory.byAccount('li'),
        none: await directory.byAccount('LI'),
        all: await directory.allStaff(),
      }));
      expect(byId).toEqual({ ...member(1, 'zhang'), active: false, phone: '1' });
      expect(byAccount).toEqual(member(2, 'li'));
      expect(none).toBeNull();
      expect(all).toHaveLength(2);
      await expect(store.write(({ directory }) => directory.saveStaff(member(3, 'li')))).rejects.toThrow();
      await store.write(({ directory }) => directory.clearStaff());
      expect(await store.read(({ directory }) => directory.allStaff())).toEqual([]);
    });

    test('whom a person assigned last is remembered for that person', async () => {
      await store.write(({ directory }) => directory.noteAssigned(testId(1), [testId(5)]));
      await store.write(({ directory }) => directory.noteAssigned(testId(1), [testId(6), testId(5)]));
      const last = (id: number) => store.read(({ directory }) => directory.lastAssigned(testId(id)));
      expect([await last(1), await last(2)]).toEqual([[testId(6), testId(5)], []]);
    });

    test('sessions and password hashes are kept, replaced and removed, one by one or of one person', async () => {
      const session = (n: number, staff: number) => {
        const tokenHash = String(n).repeat(64);
        return {
          tokenHash,
          staffId: testId(staff),
          desk: '1 号窗口',
          seat: 's',
          startedAt: n,
          lastSeenAt: n,
          owes: null,
        };
      };
      const password = (hash: string, earlier: readonly string[] = []) =>
        ({ hash, origin: 'own', setAt: 5, earlier }) as const;
      await store.write(async ({ sessions }) => {
        for (const [n, staff] of [
          [1, 1],
          [2, 1],
          [3, 2],
          [4, 2],
        ] as const)
          await sessions.saveSession(session(n, staff));
        await sessions.saveSession({ ...session(1, 1), lastSeenAt: 99, owes: 'first_password' });
        await sessions.savePassword(testId(1), password('old'));
        await sessions.savePassword(testId(1), password('new', ['old', 'older']));
        await sessions.removeSession(session(3, 2).tokenHash);
      });
      const reads = () =>
        store.read(async ({ sessions }) => ({
          one: await sessions.session(session(1, 1).tokenHash),
          all: (await sessions.sessions()).map(({ startedAt }) => startedAt),
          kept: await sessions.password(testId(1)),
          none: await sessions.password(testId(2)),
        }));
      expect(await reads()).toEqual({
        one: { ...session(1, 1), lastSeenAt: 99, owes: 'first_password' },
        all: [1, 2, 4],
        kept: password('new', ['old', 'older']),
        none: null,
      });
      await store.write(({ sessions }) => sessions.removeSessionsOf(testId(1)));
      expect(await reads()).toMatchObject({ one: null, all: [4] });
      await store.write(({ sessions }) => sessions.removeSessionsBefore(4));
      expect(await reads()).toMatchObject({ all: [4] });
      await store.write(({ sessions }) => sessions.removeSessionsBefore(5));
      expect(await reads()).toMatchObject({ all: [] });
    });

    test('wrong passwords, locks and the codes of a telephone are kept, replaced and forgotten', async () => {
      const failures = { count: 3, lastAt: 7, lockedUntil: null };
      const factor = { secret: 'AAAA', pending: null, lastStep: 58, recoveryHashes: ['x', 'y'] };
      await store.write(async ({ sessions }) => {
        await sessions.saveSignInFailures(testId(1), failures);
        await sessions.saveSignInFailures(testId(2), { ...failures, lockedUntil: 9 });
        await sessions.saveSecondFactor(testId(1), { ...factor, secret: null, pending: 'BBBB' });
        await sessions.saveSecondFactor(testId(2), { ...factor, secret: null });
        await sessions.saveSecondFactor(testId(2), factor);
      });
      const reads = () =>
        store.read(async ({ sessions }) => ({
          failures: [await sessions.signInFailures(testId(1)), await sessions.signInFailures(testId(3))],
          locks: await sessions.locks(),
          factors: [await sessions.secondFactor(testId(1)), await sessions.secondFactor(testId(2))],
          holders: await sessions.secondFactorHolders(),
        }));
      expect(await reads()).toEqual({
        failures: [failures, null],
        locks: [{ staffId: testId(2), lockedUntil: 9 }],
        factors: [{ ...factor, secret: null, pending: 'BBBB' }, factor],
        holders: [testId(2)],
      });
      await store.write(async ({ sessions }) => {
        await sessions.saveSignInFailures(testId(2), null);
        await sessions.saveSecondFactor(testId(2), null);
      });
      expect(await reads()).toMatchObject({ locks: [], holders: [] });
    });

    test('who looked at what is taken down (LOG-1)', async () => {
      const entry = { at: 1, staffId: testId(1), kind: 'case' as const, subject: testId(100) };
      await expect(store.write(({ sessions }) => sessions.noteAccess(entry))).resolves.toBeUndefined();
    });

    test('an erasure takes everybody’s drafts of a case, its registration’s among them, and no other (LOG-8)', async () => {
      const caseId = testId(100);
      await store.write(async ({ drafts }) => {
        await drafts.saveDraft(testId(1), draft(10, { kind: 'session', caseId }));
        await drafts.saveDraft(testId(2), draft(11, { content: { caseId, title: '还没登记' } }));
        await drafts.saveDraft(testId(2), draft(12, { kind: 'session', caseId: testId(101) }));
        await drafts.saveDraft(testId(2), draft(13, { content: null }));
        await drafts.eraseDrafts(caseId);
      });
      const left = await store.read(async ({ drafts }) => [
        ...(await drafts.list(testId(1), {})),
        ...(await drafts.list(testId(2), {})),
      ]);
      expect(left.map(({ draftId }) => draftId)).toEqual([testId(13), testId(12)]);
    });

    test('drafts belong to one person, newest first, and come back as the form wrote them', async () => {
      await store.write(async ({ drafts }) => {
        await drafts.saveDraft(testId(1), draft(10));
        await drafts.saveDraft(testId(1), draft(11, { kind: 'session', caseId: testId(100) }));
        await drafts.saveDraft(testId(2), draft(10, { label: '别人的' }));
        await drafts.saveDraft(testId(1), draft(10, { savedAt: 50, label: '改过' }));
      });
      const { mine, list, sessions, ofCase } = await store.read(async ({ drafts }) => ({
        mine: await drafts.draft(testId(1), testId(10)),
        list: await drafts.list(testId(1), {}),
        sessions: await drafts.list(testId(1), { kind: 'session' }),
        ofCase: await drafts.list(testId(1), { caseId: testId(101) }),
      }));
      expect(mine).toEqual(draft(10, { savedAt: 50, label: '改过' }));
      expect(list.map(({ savedAt }) => savedAt)).toEqual([50, 11]);
      expect(list.every((each) => !('content' in each))).toBe(true);
      expect(sessions.map(({ caseId }) => caseId)).toEqual([testId(100)]);
      expect(ofCase).toEqual([]);
      const discard = (staff: number) => store.write(({ drafts }) => drafts.discardDraft(testId(staff), testId(10)));
      expect([await discard(1), await discard(1)]).toEqual([true, false]);
      const others = await store.read(({ drafts }) => drafts.draft(testId(2), testId(10)));
      expect(others?.label).toBe('别人的');
    });

    test('a draft keeps half a character and anything else that JSON can say', async () => {
      const content = { text: '\ud83d', nul: '\u0000', deep: [[[1.5, true, null]]] };
      await store.write(({ drafts }) => drafts.saveDraft(testId(1), draft(1, { content })));
      expect((await store.read(({ drafts }) => drafts.draft(testId(1), testId(1))))?.content).toEqual(content);
    });

    test('a file is kept once by its hash, byte for byte, until an erasure (LOG-8)', async () => {
      const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 251);
      const hash = createHash('sha256').update(bytes).digest('hex');
      await store.write(({ files }) => files.keep({ hash, mediaType: 'application/pdf', bytes }));
      await store.write(({ files }) => files.keep({ hash, mediaType: 'application/pdf', bytes }));
      const file = () => store.read(({ files }) => files.file(hash));
      const kept = await file();
      const keptHash = createHash('sha256').update(kept?.bytes ?? new Uint8Array());
      expect([kept?.mediaType, keptHash.digest('hex')]).toEqual(['application/pdf', hash]);
      await store.write(({ files }) => files.erase([hash]));
      expect(await file()).toBeNull();
    });

    test('saved views belong to one person, in the order in which they were made', async () => {
      const view = (n: number, name: string) => {
        const sort = { column: 'dueAt', direction: 'asc' } as const;
        return {
          id: testId(n),
          name,
          filter: { statuses: ['closed' as const], search: '张' },
          sort,
          columns: ['status'],
        };
      };
      await store.write(async ({ ledger }) => {
        for (const [n, name] of [
          [5, '甲'],
          [3, '乙'],
          [4, '丙'],
        ] as const)
          await ledger.saveView(testId(1), view(n, name));
        await ledger.saveView(testId(1), view(5, '改名'));
        await ledger.saveView(testId(2), view(5, '别人的'));
      });
      const views = (staff: number) => store.read(({ ledger }) => ledger.views(testId(staff)));
      expect(await views(1)).toEqual([view(5, '改名'), view(3, '乙'), view(4, '丙')]);
      const remove = () => store.write(({ ledger }) => ledger.removeView(testId(1), testId(5)));
      expect([await remove(), await remove()]).toEqual([true, false]);
      expect((await views(2)).map(({ name }) => name)).toEqual(['别人的']);
    });

    test('settings are null until set up, then the newest', async () => {
      const read = () => store.read((reads) => reads.settings.settings());
      expect(await read()).toBeNull();
      const stored = { centerId: testId(1), revision: 1, settings };
      await store.write((writes) => writes.settings.saveSettings(stored));
      expect(await read()).toEqual(stored);
      const changed = { ...stored, revision: 2, settings: { ...settings, phone: '0371-12345678' } };
      await store.write((writes) => writes.settings.saveSettings(changed));
      expect(await read()).toEqual(changed);
      await store.write((writes) => writes.settings.clearSettings());
      expect(await read()).toBeNull();
    });
  });
}
