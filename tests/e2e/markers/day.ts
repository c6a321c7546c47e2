import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Registration } from '../../../domain/cases/registration.ts';
import { testParties } from '../../../domain/cases/testing-facts.ts';
import { photoOf } from '../../../services/files/testing.ts';
import { type Api, connectApi, signedInApi } from '../../browser/api.ts';
import { testCenterFacts } from '../../support/center-facts.ts';
import { newRegistration } from '../../support/desk.ts';
import { KEEPER_PASSWORD, keeperApi } from '../../support/keepers.ts';

/** What is planted; each stands in no other words of the day. */
export const planted = {
  party: '欧阳标靖瑶',
  idNumber: '11010519491231002X',
  phone: '13912345678',
  address: '翠竹标巷十九号院',
  facts: '水管漏到标楼下泡了三张字画',
  note: '老李标说可以再谈一次',
  staff: '慕容标旭尧',
  staffPhone: '13787654321',
  password: 'Kettle and 3 marked cups',
  wrongPassword: 'Kettle of nobody at all',
  proxyPassword: 'gateway-secret-of-marks',
} as const;

export const ACCOUNT = 'murong';

export interface DayPlaces {
  /** The center as its desks see it. */
  readonly center: string;
  /** The city as the center sees it. */
  readonly city: string;
  readonly code: string;
  /** The scan folder, and where backups go: on another disk. */
  readonly scans: string;
  readonly backups: string;
}

/** What a day's work shows that no file and no address may have, beside what was planted. */
export type Secrets = Readonly<Record<string, string>>;

const bytesOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
const refused = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => Promise.reject(new Error('it was not refused')),
    () => undefined,
  );

function registration(): Registration {
  const [first, ...others] = testParties;
  if (first?.kind !== 'person') throw new Error('no person among the parties');
  const { party, idNumber, phone, address, facts } = planted;
  const planted_ = { name: party, documentNumber: idNumber, birthDate: '1949-12-31', phone, address };
  const { registration: plain } = newRegistration(randomUUID);
  return {
    ...plain,
    ...{ title: `${party}和邻居漏水纠纷`, facts },
    place: { ...plain.place, detail: address },
    parties: [{ ...first, ...planted_ }, ...others],
  };
}

/** Sets a center up and does a day's work in it and with the city, over HTTP as desks do, also what goes wrong. */
export async function workADay({ center, city, code, scans, backups }: DayPlaces): Promise<Secrets> {
  const { staff, staffPhone, password, wrongPassword } = planted;
  const administrator = { account: ACCOUNT, name: staff, phone: staffPhone, password };
  await connectApi(center).center.setUp({ ...testCenterFacts, administrator });
  await refused(signedInApi(center, ACCOUNT, wrongPassword));
  const api = await signedInApi(center, ACCOUNT, password);
  const me = await api.sessions.me();
  const security = await keeperApi(center, 'security', password);
  const roles = ['clerk', 'mediator', 'manager'] as const;
  await security.directory.setStaffRoles({ actionId: randomUUID(), staffId: me?.staffId ?? '', roles: [...roles] });
  const it = await keeperApi(center, 'it', password);
  await it.sync.enrol({ origin: city, code });
  const caseId = await aCase(api);
  await papersOf(api, caseId);
  await filesOf(api, it, caseId, scans);
  await whatGoesWrong(center, city, api, caseId);
  const recovery = await it.keys.recoverySheet();
  await it.keys.noteRecoveryPrinted();
  await it.backups.setTarget({ target: backups });
  await it.backups.makeNow();
  await until(async () => (await it.backups.view()).backups.length === 1);
  const { proxyPassword } = planted;
  const line = await lineOf(it);
  await it.sync.line.change({
    ...line,
    proxy: { address: 'http://127.0.0.1:9', user: 'gateway', password: proxyPassword },
  });
  await refusedOrNot(it.sync.line.check({ line: { ...line, proxy: null }, origin: city }));
  await it.sync.line.change({ ...line, proxy: null });
  await it.sync.now();
  await bytesOf(await it.sync.diagnosis());
  const cookie = await sessionOf(center, password);
  return { recovery: recovery.text, code, session: cookie, keeper: KEEPER_PASSWORD };
}

const PATIENCE_MS = 60_000;

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > PATIENCE_MS) throw new Error(`it did not become so: ${isSo}`);
    await setTimeout(100);
  }
}

const refusedOrNot = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);

async function lineOf(it: Api) {
  const { authorities, limitKib, periodMinutes } = await it.sync.line.settings();
  return { authorities, limitKib, periodMinutes };
}

/** The token of a session, as the cookie bears it. */
async function sessionOf(center: string, password: string): Promise<string> {
  const response = await fetch(`${center}/rpc/sessions/signIn`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf-token': 'orpc' },
    body: JSON.stringify({ json: { account: ACCOUNT, password, desk: '测试' } }),
  });
  const [, token] = /fengqiao_session=([^;]+)/.exec(response.headers.get('set-cookie') ?? '') ?? [];
  if (!token) throw new Error(`nobody was signed in: ${response.status}`);
  return token;
}

async function aCase(api: Api): Promise<string> {
  const { caseId } = await api.cases.register({
    ...newRegistration(randomUUID),
    linkedCaseIds: [],
    registration: registration(),
  });
  const act = async (type: 'case.accepted' | 'case.noted', payload: object) => {
    const { state } = await api.cases.get({ caseId });
    const step = { actionId: randomUUID(), caseId, baseRevision: state.revision };
    await api.cases.act({ ...step, action: { type, payload } });
  };
  await act('case.accepted', {});
  await act('case.noted', { note: planted.note });
  await api.drafts.save({
    ...{ draftId: randomUUID(), kind: 'registration', caseId: null, label: planted.party, missing: planted.address },
    content: { facts: planted.facts },
  });
  await api.cases.search({ query: planted.party, limit: 10 });
  return caseId;
}

async function papersOf(api: Api, caseId: string): Promise<void> {
  const { state } = await api.cases.get({ caseId });
  await bytesOf(await api.documents.preview({ caseId, form: 'slip', subject: 0 }));
  const step = { actionId: randomUUID(), caseId, baseRevision: state.revision };
  const { documentId } = await api.documents.issue({ ...step, form: 'slip', subject: 0 });
  await bytesOf(await api.documents.file({ caseId, documentId }));
  await bytesOf(await api.documents.word({ caseId, form: 'acceptance-register', subject: 0 }));
  await bytesOf(await api.dossier.volume({ caseIds: [caseId] }));
  await bytesOf(await api.dossier.archive({ caseIds: [caseId] }));
  const { exportId } = await api.ledger.startExport({
    ...{ filter: {}, sort: { column: 'registeredAt', direction: 'desc' }, columns: ['caseNumber', 'title'] },
    inFull: { reason: '核对台账' },
  });
  await until(async () => (await api.ledger.exportProgress({ exportId })).state === 'ready');
  await bytesOf(await api.ledger.exportFile({ exportId }));
}

/** A photo from the desk, and a scan that somebody put into the folder under the party's name. */
async function filesOf(api: Api, it: Api, caseId: string, scans: string): Promise<void> {
  const stepOf = async () => {
    const { state } = await api.cases.get({ caseId });
    return { actionId: randomUUID(), caseId, baseRevision: state.revision, kind: 'other' } as const;
  };
  const photo = new File([new Uint8Array(photoOf(planted.facts))], `${planted.party}.jpg`, { type: 'image/jpeg' });
  await api.files.attach({ ...(await stepOf()), name: photo.name, file: photo });
  await it.settings.setScanFolder({ folder: scans });
  const name = `${planted.party}的身份证.jpg`;
  writeFileSync(join(scans, name), photoOf(planted.idNumber));
  await until(async () => (await api.files.scanned()).files.length === 1);
  await api.files.attachScanned({ ...(await stepOf()), name });
}

/** What people and programs send that is refused, or that nobody expects. */
async function whatGoesWrong(center: string, city: string, api: Api, caseId: string): Promise<void> {
  const wrong = registration();
  await refused(
    api.cases.register({
      ...newRegistration(randomUUID),
      linkedCaseIds: [],
      registration: {
        ...wrong,
        parties: wrong.parties.map((party) => ({ ...party, phone: `${planted.phone}${planted.facts}` })),
      },
    }),
  );
  await refused(
    api.cases.act({
      ...{ actionId: randomUUID(), caseId, baseRevision: 1 },
      action: { type: 'case.noted', payload: { note: planted.note } },
    }),
  );
  await refused(
    api.files.attach({
      ...{ actionId: randomUUID(), caseId, baseRevision: 1, kind: 'other', name: `${planted.party}.exe` },
      file: new File([planted.facts], `${planted.party}.exe`),
    }),
  );
  const session = await sessionOf(center, planted.password);
  const broken = `{"json": {"name": "${planted.party}", "phone": "${planted.phone}`;
  for (const url of [`${center}/rpc/cases/register`, `${city}/rpc/sync/push`, `${city}/api/sync/enrol`]) {
    const headers = {
      'content-type': 'application/json',
      'x-csrf-token': 'orpc',
      authorization: `Bearer ${planted.password}`,
      cookie: `fengqiao_session=${session}`,
    };
    const { ok } = await fetch(url, { method: 'POST', headers, body: broken });
    if (ok) throw new Error(`${url} took what is no JSON`);
  }
}

/** What is left in a folder for things that pass; the folder is made where it is missing. */
export function leftIn(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder);
}

/** Keys that the programs keep in files of their own, by what they are. */
export function keysIn(data: string): Secrets {
  const text = (name: string) => (existsSync(join(data, name)) ? readFileSync(join(data, name), 'utf8') : '');
  const [, stationKey = ''] = /-----BEGIN PRIVATE KEY-----\\n([\w+/=]{40,})/.exec(text('station.json')) ?? [];
  return stationKey === '' ? {} : { stationKey };
}
