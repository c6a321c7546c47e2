import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as newId } from 'uuid';
import { makeCodes } from '../../../city/make-codes.ts';
import type { Role } from '../../../domain/access/roles.ts';
import { testParties } from '../../../domain/cases/testing-facts.ts';
import { photoOf } from '../../../services/files/testing.ts';
import { type Api, takeOwnPassword } from '../../browser/api.ts';
import { DESK_PASSWORD, type HostedDesk } from '../../browser/desk-host.ts';
import { newRegistration } from '../../support/desk.ts';
import { openHosted, startHosting } from '../../support/hosting-process.ts';
import type { KnownCase } from '../access/center-world.ts';
import type { Planted } from './planted.ts';

/** Somebody who has an account at a desk. */
export interface DeskPerson {
  readonly account: string;
  readonly roles: readonly Role[];
  /** Of the session as it is now; null where signing in was refused. */
  cookie(): string | null;
  /** Signs in anew, once for all who wait for it. */
  again(): Promise<void>;
}

/** A desk that is asked everything, by people of its own who have no right to the cases of another. */
export interface DeskTarget {
  readonly name: 'hosted' | 'center';
  readonly origin: string;
  /** Before each of its paths. */
  readonly prefix: string;
  readonly people: readonly DeskPerson[];
  /** Whose session and account may be spoiled. */
  readonly guest: DeskPerson;
  /** Of its own records. */
  readonly known: readonly string[];
  /** Of somebody else's: none of its people is told of them. */
  readonly foreign: readonly KnownCase[];
  readonly foreignMarks: readonly string[];
  /** Of its own cases: nobody is told who has not signed in. */
  readonly ownMarks: readonly string[];
  /** Before the paths of another desk at the same address, whose cases are the foreign ones. */
  readonly beside: string | null;
  /** What whoever looks at it in a browser signs in with. */
  readonly looker: { readonly account: string; readonly password: string };
}

const OWN = 'Kettle and 3 cups';
// Of no street that residents of the other requests write from: what they submit is to come to the center.
const STREET = '410105014';

/** Signs in over HTTP, as a phone does; null where it is refused. */
async function cookieOf(base: string, account: string, password: string): Promise<string | null> {
  const answer = await fetch(`${base}/rpc/sessions/signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': 'orpc' },
    body: JSON.stringify({ json: { account, password, desk: '手机' } }),
  });
  await answer.text();
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  return answer.ok && cookies.length > 0 ? cookies.join('; ') : null;
}

async function personAt(base: string, account: string, password: string, roles: readonly Role[]): Promise<DeskPerson> {
  let cookie = await cookieOf(base, account, password);
  if (cookie === null) throw new Error(`${account} cannot sign in`);
  let turn: Promise<void> | null = null;
  return {
    account,
    roles,
    cookie: () => cookie,
    again() {
      turn ??= cookieOf(base, account, password).then((fresh) => {
        cookie = fresh;
        turn = null;
      });
      return turn;
    },
  };
}

/** A case with a paper and a file, whose marker stands in its words and in nothing that is ever sent again. */
async function plantCase(api: Api, marker: string): Promise<KnownCase> {
  const [first, second] = testParties;
  if (!first || !second) throw new Error('the case of the tests has two parties');
  const partyId = newId();
  const parties = [
    { ...first, id: partyId, name: marker },
    { ...second, id: newId() },
  ];
  const { caseId, revision } = await api.cases.register({
    ...newRegistration(newId, { title: `${marker}邻里纠纷`, facts: `${marker}的经过`, parties }),
    linkedCaseIds: [],
  });
  const step = { actionId: newId(), caseId, baseRevision: revision };
  await api.documents.issue({ ...step, form: 'slip', subject: 0 });
  const { state, timeline } = await api.cases.get({ caseId });
  const { fileId } = await api.files.attach({
    ...{ actionId: newId(), caseId, baseRevision: state.revision, kind: 'other', name: `${marker}.jpg` },
    file: new File([Buffer.from(photoOf('埋'))], `${marker}.jpg`, { type: 'image/jpeg' }),
  });
  const [document, begun] = [state.documents[0]?.id, timeline[0]?.actionId];
  if (document === undefined || begun === undefined) throw new Error('the planted case has no paper');
  return { caseId, documentId: document, fileId, partyId, actionId: begun, marker };
}

/** What a new account of a desk is for. */
const staff: readonly { readonly account: string; readonly role: Role; readonly place?: string }[] = [
  { account: 'fz.clerk', role: 'clerk' },
  { account: 'fz.mediator', role: 'mediator' },
  { account: 'fz.grid', role: 'grid_worker', place: STREET },
  { account: 'fz.guest', role: 'clerk' },
];

async function hire(base: string, first: string): Promise<readonly DeskPerson[]> {
  const it = await takeOwnPassword(base, 'sysadmin', first, OWN);
  const security = await takeOwnPassword(base, 'secadmin', first, OWN);
  await takeOwnPassword(base, 'auditor', first, OWN);
  const people = [
    await personAt(base, 'zhuren', OWN, ['manager']),
    await personAt(base, 'sysadmin', OWN, ['it']),
    await personAt(base, 'secadmin', OWN, ['security']),
    await personAt(base, 'auditor', OWN, ['auditor']),
  ];
  for (const { account, role, place = null } of staff) {
    const made = await it.directory.addStaff({
      actionId: newId(),
      account,
      name: '某人',
      phone: null,
      password: first,
    });
    const granted = { actionId: newId(), staffId: made.staffId, roles: [role], placeCode: place, unit: null };
    await security.directory.setStaffRoles(granted);
    await takeOwnPassword(base, account, first, OWN);
    people.push(await personAt(base, account, OWN, [role]));
  }
  return people;
}

/** Two organisations at one address on the city's machine, each a program of its own; people of the first send. */
export async function openHostedTarget(
  city: Parameters<typeof makeCodes>[0] & { readonly origin: string },
  divisions: Parameters<typeof makeCodes>[1],
): Promise<{ readonly target: DeskTarget; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-hosted-'));
  const seats = [
    { place: STREET, name: '街道综治中心' },
    { place: STREET, name: '街道调解队' },
  ];
  const codes = await makeCodes({ ...city, codes: seats }, divisions);
  const file = join(folder, 'codes.jsonl');
  writeFileSync(file, codes.map((code) => JSON.stringify({ type: 'code', ...code })).join('\n'));
  const opened = await openHosted(join(folder, 'desks'), file, city.origin);
  const hosting = await startHosting(join(folder, 'desks'));
  const stop = async () => {
    await hosting.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [own, other] = opened;
    if (!own || !other) throw new Error('the desks were not opened');
    const [base, next] = [`${hosting.origin}/d/${own.key}`, `${hosting.origin}/d/${other.key}`];
    const ownMarks = ['自家埋甲', '自家埋乙'];
    const foreignMarks = ['邻家埋甲', '邻家埋乙', '邻家埋丙'];
    const neighbour = await takeOwnPassword(next, 'zhuren', other.password, OWN);
    const manager = await takeOwnPassword(base, 'zhuren', own.password, OWN);
    const foreign: KnownCase[] = [];
    for (const mark of foreignMarks) foreign.push(await plantCase(neighbour, mark));
    const known: KnownCase[] = [];
    for (const mark of ownMarks) known.push(await plantCase(manager, mark));
    const everybody = await hire(base, own.password);
    const guest = everybody.find(({ account }) => account === 'fz.guest');
    if (!guest) throw new Error('there is no guest');
    return {
      stop,
      target: {
        ...{ name: 'hosted', origin: hosting.origin, prefix: `/d/${own.key}`, beside: `/d/${other.key}` },
        ...{ guest, people: everybody.filter((person) => person !== guest), foreign, foreignMarks, ownMarks },
        known: known.flatMap(({ caseId, documentId, fileId, partyId, actionId }) => [
          ...[caseId, documentId, fileId, partyId, actionId],
        ]),
        looker: { account: 'zhuren', password: OWN },
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The listener of a center with the desktop app, where residents' cases of its own district come to lie. */
export async function openCenterTarget(
  host: HostedDesk,
  own: readonly Planted[],
  others: readonly Planted[],
): Promise<DeskTarget> {
  const person = (account: string, roles: readonly Role[]) => personAt(host.origin, account, DESK_PASSWORD, roles);
  const people = [
    await person('chengmin', ['clerk']),
    await person('zhangwei', ['mediator']),
    await person('chenjing', ['manager']),
    await person('shenji', ['auditor']),
  ];
  return {
    ...{ name: 'center', origin: host.origin, prefix: '', beside: null, people },
    guest: await person('anquan', ['security']),
    known: own.map(({ caseId }) => caseId),
    foreign: others.map(({ caseId, marks: [marker = ''] }) => {
      return { caseId, documentId: newId(), fileId: newId(), partyId: newId(), actionId: newId(), marker };
    }),
    foreignMarks: others.flatMap(({ marks }) => marks),
    ownMarks: own.flatMap(({ marks }) => marks),
    looker: { account: 'chengmin', password: DESK_PASSWORD },
  };
}
