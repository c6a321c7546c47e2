import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadDivisions, loadDocumentRenderer } from '../../center/resources.ts';
import { sampleSignInOf, seedSample } from '../../center/sample/sample.ts';
import { openTestStore, type TestStore } from '../../db/testing.ts';
import { roles } from '../../domain/access/roles.ts';
import { caseStatusIds } from '../../domain/cases/status.ts';
import { verifyChain } from '../../domain/log/chain.ts';
import { unreadableAt } from '../../domain/sync/readable.ts';
import { createAsides } from '../../services/asides.ts';
import type { Caller, Dependencies } from '../../services/dependencies.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { memoryFileBytes } from '../../services/files/testing.ts';
import { homeOf } from '../../services/home/home.ts';
import { readAction } from '../../services/log/append.ts';
import { rebuildProjections } from '../../services/log/rebuild.ts';
import { verifyPassword } from '../../services/sessions/password.ts';
import { createRulesCache } from '../../services/settings/rules.ts';
import { noPaperSigner } from '../../services/verification/port.ts';

const resources = join(import.meta.dirname, '..', '..', 'resources');
const divisions = loadDivisions(resources);
let store: TestStore;
let dependencies: Dependencies;

beforeAll(async () => {
  store = await openTestStore();
  dependencies = {
    store,
    environment: systemEnvironment,
    divisions,
    rules: createRulesCache(divisions),
    asides: createAsides(() => undefined),
    paperSigner: noPaperSigner,
    documents: loadDocumentRenderer(resources),
    fileBytes: memoryFileBytes(),
  };
  await seedSample(dependencies);
}, 60_000);
afterAll(() => store.remove());

const firstPage = { sort: { column: 'registeredAt', direction: 'asc' }, offset: 0, limit: 500 } as const;

async function caseTitled(title: string) {
  return store.read(async ({ ledger, cases }) => {
    const rows = await ledger.page({ filter: {}, ...firstPage, now: Date.now() });
    const row = rows.find((each) => each.title === title);
    const found = row ? await cases.find(row.caseId) : null;
    if (!found) throw new Error(`no case ${title}`);
    return found.state;
  });
}

test('there is somebody of each role, and all of them sign in with the password that is printed', async () => {
  const printed = await sampleSignInOf(store);
  const staff = await store.read(({ directory }) => directory.allStaff());
  expect(new Set(staff.flatMap((member) => member.roles))).toEqual(new Set(roles.map(({ id }) => id)));
  for (const { staffId, account } of staff) {
    const stored = await store.read(({ sessions }) => sessions.password(staffId));
    expect(await verifyPassword(stored?.hash ?? '', printed?.password ?? ''), account).toBe(true);
  }
});

test('the sample holds a case in every status, and no fact waits for review (LOG-9)', async () => {
  const rows = await store.read(({ ledger }) => ledger.page({ filter: {}, ...firstPage, now: Date.now() }));
  expect(rows.length).toBeGreaterThan(40);
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(caseStatusIds));
  const states = await store.read(async ({ cases }) =>
    Promise.all(rows.map(async ({ caseId }) => (await cases.find(caseId))?.state)),
  );
  expect(states.flatMap((state) => state?.reviews ?? [])).toEqual([]);
});

test('the rubbish in the stairwell ends the same evening by word of mouth, and stands in the archive', async () => {
  const state = await caseTitled('楼道遗撒垃圾');
  expect(state.status).toBe('archived');
  expect(state.agreement).toMatchObject({ form: 'oral', effectiveOn: state.receivedOn });
  expect(state.registration).toMatchObject({ mojType: '02', gbtCategory: '0203', source: 'code' });
  expect(state.documents.map(({ form }) => form)).toEqual([
    'slip',
    'acceptance-register',
    'rights-notice',
    'party-identity',
    'mediation-record',
    'oral-agreement-register',
  ]);
  expect(state.documents.every(({ copiesPrinted }) => copiesPrinted > 0)).toBe(true);
});

test('the inheritance is settled in writing as division and payment, signed, sealed and paid (art. 29)', async () => {
  const state = await caseTitled('房产继承分割');
  expect(state.status).toBe('archived');
  expect(state.agreement).toMatchObject({ form: 'written', effectiveOn: state.receivedOn });
  expect(state.agreement?.text.judicialConfirmation).toBe(true);
  expect(state.agreement?.text.terms.join('')).not.toContain('所有权');
  expect(state.agreement?.marks.map(({ kind }) => kind)).toEqual(['party', 'party', 'mediator', 'recorder', 'seal']);
  const agreement = state.documents.find(({ form }) => form === 'agreement');
  expect(agreement).toMatchObject({ copiesPrinted: 4, number: expect.stringMatching(/金水人调字第/) });
});

test('the court confirms the inheritance on the same day, at the center (民事诉讼法 205, 206)', async () => {
  const state = await caseTitled('房产继承分割');
  expect(state.confirmation).toMatchObject({
    stage: 'confirmed',
    filing: { filedOn: state.receivedOn, way: 'on_site' },
    ruling: { outcome: 'confirmed', ruledOn: state.receivedOn },
  });
  expect(state.documents.map(({ form }) => form)).toEqual(
    expect.arrayContaining(['mediation-proof', 'confirmation-application']),
  );
});

test('the log of the sample is one unbroken chain in the order of time (LOG-2, LOG-3)', async () => {
  const { links, head } = await store.read(async ({ log }) => {
    const links = [];
    for await (const link of log.all()) links.push(link);
    return { links, head: await log.head() };
  });
  expect(verifyChain(links, head, systemEnvironment.suite)).toBeNull();
  const times = links.map(({ header }) => header.deviceTime);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeLessThanOrEqual(Date.now());
});

test('the city can read every action of it (SYNC-3)', async () => {
  const unreadable: string[] = [];
  await store.read(async ({ log }) => {
    for await (const stored of log.all()) {
      const at = unreadableAt(readAction(stored));
      if (at !== null) unreadable.push(`${stored.header.type} ${at}`);
    }
  });
  expect(unreadable).toEqual([]);
});

test('rebuilding from the log gives the same rows (LOG-4)', async () => {
  const rows = () => store.read(({ ledger }) => ledger.page({ filter: {}, ...firstPage, now: 0 }));
  const before = await rows();
  await rebuildProjections(dependencies);
  expect(await rows()).toEqual(before);
});

test('the account that is shown finds work on its first page, and its password is the one printed', async () => {
  expect(await sampleSignInOf(store)).toEqual({ account: 'chengmin', password: 'fengqiao2026' });
  const caller = await store.read(async ({ directory }): Promise<Caller> => {
    const member = await directory.byAccount('chengmin');
    if (!member) throw new Error('no account');
    return { ...member, desk: '' };
  });
  const home = await homeOf(dependencies, caller);
  expect(home.counts.overdue).toBeGreaterThan(0);
  expect(home.counts.waiting).toBeGreaterThan(0);
  expect(home.mediating.length).toBeGreaterThan(0);
});

test('a store that was set up by hand prints no sample sign-in', async () => {
  const other = await openTestStore();
  try {
    expect(await sampleSignInOf(other)).toBeNull();
  } finally {
    await other.remove();
  }
});
