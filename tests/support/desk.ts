import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Registered } from '../../contract/cases.ts';
import { closedStoreBytes, openTestStore, type TestStore, testKey } from '../../db/testing.ts';
import type { Role } from '../../domain/access/roles.ts';
import type { Registration } from '../../domain/cases/registration.ts';
import { testRegistration } from '../../domain/cases/testing-facts.ts';
import { buildDirectory } from '../../domain/directory/divisions.ts';
import type { SuiteId } from '../../domain/suites/suite-ids.ts';
import { createAsides, type Unwritten } from '../../services/asides.ts';
import { actOnCase } from '../../services/cases/act.ts';
import { type RegisterInput, registerCase } from '../../services/cases/register.ts';
import type { Caller, Dependencies } from '../../services/dependencies.ts';
import { registerStaff } from '../../services/directory/staff.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { createFileFolder, type FileFolder } from '../../services/files/folder.ts';
import { createRulesCache } from '../../services/settings/rules.ts';
import { setUpCenter } from '../../services/setup/set-up.ts';
import { suiteNamed } from '../../services/suites/suite.ts';
import { seenRevision } from '../../services/sync/revision.ts';
import { noPaperSigner } from '../../services/verification/port.ts';
import { testCenterFacts } from './center-facts.ts';
import { ownPasswords } from './own-passwords.ts';
import { documentRenderer } from './printed-forms.ts';

function resource(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../resources/divisions/${name}`, import.meta.url), 'utf8'));
}

const divisions = buildDirectory(resource('zhengzhou-2023.json'), resource('overrides.json'));

function firstVillage(): string {
  const village = divisions.villages.find(({ managingArea }) => managingArea.code === '410105');
  if (!village) throw new Error('no village in 金水区');
  return village.code;
}

/** A center with one person of each role, on a real store, with a clock that a test may move. */
export interface TestDesk extends Dependencies {
  readonly store: TestStore;
  readonly fileBytes: FileFolder;
  readonly clock: { now: number };
  /** In which suite is written from now on; an enrolment may change it. */
  readonly writing: { suite: SuiteId };
  /** What could not be written beside a call, as the process log would tell it. */
  readonly unwritten: readonly Unwritten[];
  readonly clerk: Caller;
  readonly mediator: Caller;
  readonly manager: Caller;
  readonly it: Caller;
  readonly security: Caller;
  readonly auditor: Caller;
  newRegistration(change?: Partial<Registration>): RegisterInput;
  register(change?: Partial<Registration>): Promise<Registered>;
  /** Does an action on the newest revision. */
  act(caller: Caller, caseId: string, type: string, payload?: unknown): ReturnType<typeof actOnCase>;
}

/** The roles that the staff of a test desk hold. */
const deskRoles = ['it', 'clerk', 'mediator', 'manager'] as const;
export type DeskRole = (typeof deskRoles)[number];

export function isDeskRole(role: Role): role is DeskRole {
  return deskRoles.some((each) => each === role);
}

/** One person of each role; the accounts are admin, anquan, shenji, chengmin, zhangwei and chenjing. */
type Staff = Pick<TestDesk, DeskRole | 'security' | 'auditor'>;

const PASSWORD = 'Long enough 1';

/** Monday 2026-11-23, 10:00 in China. */
const monday = Date.UTC(2026, 10, 23, 2, 0);

function dependenciesOn(store: TestStore) {
  const clock = { now: monday };
  const writing: TestDesk['writing'] = { suite: 'standard' };
  const unwritten: Unwritten[] = [];
  const dependencies: Dependencies & { readonly fileBytes: FileFolder } = {
    store,
    environment: {
      ...systemEnvironment,
      now: () => clock.now,
      get suite() {
        return suiteNamed(writing.suite).hash;
      },
    },
    divisions,
    rules: createRulesCache(divisions),
    asides: createAsides((entry) => void unwritten.push(entry)),
    paperSigner: noPaperSigner,
    documents: documentRenderer,
    fileBytes: createFileFolder({
      folder: join(dirname(store.path), 'files'),
      key: testKey,
      suite: () => writing.suite,
    }),
  };
  return { dependencies, clock, writing, unwritten };
}

/** Sets a center up, with an account for each role. */
async function makeStaff(dependencies: Dependencies, facts: Partial<typeof testCenterFacts> = {}): Promise<Staff> {
  await setUpCenter(dependencies, {
    ...testCenterFacts,
    ...facts,
    administrator: { account: 'chenjing', name: '陈静', password: PASSWORD },
    keepers: {
      it: { account: 'admin', name: '吴科' },
      security: { account: 'anquan', name: '郑安' },
      auditor: { account: 'shenji', name: '沈计' },
    },
  });
  const called = async (account: string, desk: string): Promise<Caller> => {
    const member = await dependencies.store.read(({ directory }) => directory.byAccount(account));
    if (!member) throw new Error(`no account ${account}`);
    const { staffId, roles, name, placeCode, unit } = member;
    return { staffId, roles, name, placeCode, unit, desk };
  };
  const it = await called('admin', '机房');

  async function staff(account: string, name: string, role: Role): Promise<Caller> {
    const actionId = dependencies.environment.newId();
    const input = { actionId, account, name, roles: [role], phone: null, password: PASSWORD };
    await registerStaff(dependencies, it, input);
    return called(account, '3 号窗口');
  }
  const made = {
    it,
    security: await called('anquan', '机房'),
    auditor: await called('shenji', '机房'),
    manager: await called('chenjing', '3 号窗口'),
    clerk: await staff('chengmin', '程敏', 'clerk'),
    mediator: await staff('zhangwei', '张卫', 'mediator'),
  };
  await ownPasswords(dependencies.store);
  return made;
}

let staffed: Promise<{ readonly content: Uint8Array; readonly staff: Staff }> | undefined;

/** Made once in a process and copied for each test: hashing four passwords takes longer than most of them. */
function staffedCenter() {
  const make = async () => {
    const store = await openTestStore();
    const staff = await makeStaff(dependenciesOn(store).dependencies);
    return { staff, content: await closedStoreBytes(store) };
  };
  staffed ??= make();
  return staffed;
}

/** For tests only. Every desk of a process begins with the same store: the same station, the same staff. */
export async function openTestDesk(): Promise<TestDesk> {
  const { content, staff } = await staffedCenter();
  const store = await openTestStore({ content });
  return deskOn(store, staff);
}

/** For tests of sync: a center that nobody else is, with a station, a chain and staff of its own. */
export async function openNewDesk(): Promise<TestDesk> {
  const store = await openTestStore();
  return deskOn(store, await makeStaff(dependenciesOn(store).dependencies));
}

/** A center that can be opened over and over as it was when its staff were made, or from a file that is there. */
export interface DeskTemplate {
  /** Of the closed store, with the key of every test store. */
  readonly content: Uint8Array;
  readonly staff: Staff;
  /** `through` stands between the services and their store. */
  open(path?: string, through?: (store: TestStore) => TestStore): Promise<TestDesk>;
}

/** `facts`: what this center is called, where several are told apart by it. */
export async function newDeskTemplate(facts: Partial<typeof testCenterFacts> = {}): Promise<DeskTemplate> {
  const store = await openTestStore();
  const staff = await makeStaff(dependenciesOn(store).dependencies, facts);
  const content = await closedStoreBytes(store);
  return {
    content,
    staff,
    async open(path, through = (opened) => opened) {
      return deskOn(through(await openTestStore(path === undefined ? { content } : { path })), staff);
    },
  };
}

/** A center whose store is there already, with the staff of the template that it began with: in another process, too. */
export async function openDeskAt(path: string, staff: DeskTemplate['staff']): Promise<TestDesk> {
  return deskOn(await openTestStore({ path }), staff);
}

/** What a clerk has typed in to register a case, valid whatever the day. */
export function newRegistration(newId: () => string, change: Partial<Registration> = {}): RegisterInput {
  const place = { code: firstVillage(), detail: '3 号楼' };
  const registration = testRegistration({ place, ...change });
  return {
    actionId: newId(),
    caseId: newId(),
    registration,
    accept: false,
    receivedOn: '2026-11-23',
    linkedCaseIds: [],
  };
}

function deskOn(store: TestStore, staff: Staff): TestDesk {
  const { dependencies, clock, writing, unwritten } = dependenciesOn(store);

  return {
    ...dependencies,
    store,
    clock,
    writing,
    unwritten,
    ...staff,
    newRegistration: (change) => newRegistration(dependencies.environment.newId, change),
    register: (change) =>
      registerCase(dependencies, staff.clerk, newRegistration(dependencies.environment.newId, change)),
    async act(caller, caseId, type, payload = {}) {
      const baseRevision = await store.read(async (reads) => {
        const found = await reads.cases.find(caseId);
        return found ? seenRevision(reads, found.state) : 0;
      });
      const actionId = dependencies.environment.newId();
      return actOnCase(dependencies, caller, { actionId, caseId, baseRevision, action: { type, payload } });
    },
  };
}
