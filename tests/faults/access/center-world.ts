import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Role, roles } from '../../../domain/access/roles.ts';
import { partiesOf } from '../../../domain/cases/state.ts';
import { testParties } from '../../../domain/cases/testing-facts.ts';
import { registerStaff } from '../../../services/directory/staff.ts';
import { issueDocument, openDocument } from '../../../services/documents/documents.ts';
import { attachFile } from '../../../services/files/attach.ts';
import { seenRevision } from '../../../services/sync/revision.ts';
import { type Api, connectApi, signedInApi } from '../../browser/api.ts';
import { hostDesk } from '../../browser/desk-host.ts';
import type { TestDesk } from '../../support/desk.ts';
import { ownPasswords } from '../../support/own-passwords.ts';
import type { CasePlace, Person } from './never.ts';

const PASSWORD = 'Long enough 1';
const DEPARTMENT = '区住房和城乡建设局';

/** A case of the matrix with what a wrong-scope call names of it. */
export interface KnownCase {
  readonly caseId: string;
  readonly documentId: string;
  readonly fileId: string;
  readonly partyId: string;
  /** Of the action that began it. */
  readonly actionId: string;
  /** Stands in its words and nowhere else: an answer that has it tells of the case. */
  readonly marker: string;
}

export interface CenterWorld {
  readonly desk: TestDesk;
  readonly cases: Readonly<Record<CasePlace, KnownCase>>;
  /** What is the manager's own, and nobody else's. */
  readonly managers: {
    readonly draftId: string;
    readonly viewId: string;
    readonly exportId: string;
    /** Stands in draft and view. */
    readonly marker: string;
  };
  api(person: Person): Api;
  stop(): Promise<void>;
}

/** A running center over HTTP with an account of every role, and cases in and out of everybody's scope. */
export async function openCenterWorld(): Promise<CenterWorld> {
  const page = mkdtempSync(join(tmpdir(), 'fengqiao-no-page-'));
  writeFileSync(join(page, 'index.html'), '<!doctype html>');
  const host = await hostDesk({ rendererDir: page });
  const { desk } = host;
  const villages = desk.divisions.villages.filter(({ code }) => code.startsWith('410105'));
  const grid = villages[0]?.code ?? '';
  const elsewhere = villages.find(({ code }) => code.slice(0, 9) !== grid.slice(0, 9))?.code ?? '';
  const reach: Readonly<Partial<Record<Role, { placeCode?: string; unit?: string }>>> = {
    grid_worker: { placeCode: grid.slice(0, 9) },
    department_handler: { unit: DEPARTMENT },
    acceptance_street: { placeCode: grid.slice(0, 9) },
    acceptance_area: { placeCode: grid.slice(0, 6) },
    acceptance_city: { placeCode: grid.slice(0, 4) },
  };
  const apis = new Map<Person, Api>([['nobody', connectApi(host.origin)]]);
  const accounts: (readonly [Person, string])[] = [];
  for (const person of [...roles.map(({ id }) => id), 'no_role'] as const) {
    const account = `m.${person.replaceAll('_', '.')}`;
    await registerStaff(desk, desk.it, {
      ...{ actionId: desk.environment.newId(), account, name: `测试${person}`, phone: null, password: PASSWORD },
      roles: person === 'no_role' ? [] : [person],
      ...(person === 'no_role' ? {} : reach[person]),
    });
    accounts.push([person, account]);
  }
  await ownPasswords(desk.store);
  for (const [person, account] of accounts) apis.set(person, await signedInApi(host.origin, account, PASSWORD));
  const unknown = (marker: string): KnownCase => {
    const newId = desk.environment.newId;
    return { caseId: newId(), documentId: newId(), fileId: newId(), partyId: newId(), actionId: newId(), marker };
  };
  const cases: Readonly<Record<CasePlace, KnownCase>> = {
    of_the_grid: await knownCase(desk, '标记甲甲', grid),
    of_the_department: await knownCase(desk, '标记乙乙', elsewhere, DEPARTMENT),
    of_neither: await knownCase(desk, '标记丙丙', elsewhere),
    of_another_center: unknown('标记丁丁'),
    of_nobody: unknown('标记戊戊'),
  };
  const api = apis.get('manager');
  if (!api) throw new Error('there is no manager');
  return {
    desk,
    cases,
    managers: await ownThings(api, desk.environment.newId),
    api(person) {
      const api = apis.get(person);
      if (!api) throw new Error(`nobody is signed in as ${person}`);
      return api;
    },
    async stop() {
      await host.stop();
      rmSync(page, { recursive: true, force: true });
    },
  };
}

/** A draft, a saved view and a table that were made by one person. */
async function ownThings(api: Api, newId: () => string): Promise<CenterWorld['managers']> {
  const marker = '标记己己';
  const [draftId, viewId] = [newId(), newId()];
  await api.drafts.save({
    ...{ draftId, kind: 'registration', caseId: null, label: marker, missing: '', content: { facts: marker } },
  });
  const sort = { column: 'registeredAt', direction: 'desc' } as const;
  await api.ledger.saveView({ id: viewId, name: marker, filter: {}, sort, columns: ['title'] });
  const { exportId } = await api.ledger.startExport({ filter: {}, sort, columns: ['title'] });
  return { draftId, viewId, exportId, marker };
}

async function knownCase(desk: TestDesk, marker: string, code: string, to?: string): Promise<KnownCase> {
  const [first, ...others] = testParties;
  const { caseId } = await desk.register({
    place: { code, detail: `${marker}门外` },
    title: `${marker}邻里纠纷`,
    facts: `${marker}的经过`,
    ...(first ? { parties: [{ ...first, name: marker }, ...others] } : {}),
  });
  const revision = () =>
    desk.store.read(async (reads) => {
      const found = await reads.cases.find(caseId);
      return found ? seenRevision(reads, found.state) : 0;
    });
  if (to !== undefined) {
    await desk.act(desk.clerk, caseId, 'case.accepted');
    await desk.act(desk.clerk, caseId, 'case.transferred', { to, reason: '属于部门职责' });
  }
  const change = async () => ({ actionId: desk.environment.newId(), caseId, baseRevision: await revision() });
  const { documentId } = await issueDocument(desk, desk.clerk, { ...(await change()), form: 'slip', subject: 0 });
  const slip = await openDocument(desk, desk.clerk, { caseId, documentId });
  const { fileId } = await attachFile(desk, desk.clerk, {
    ...(await change()),
    kind: 'other',
    name: `${marker}.pdf`,
    bytes: new Uint8Array(await slip.arrayBuffer()),
  });
  const begun = await desk.store.read(async (reads) => {
    const found = await reads.cases.find(caseId);
    const parties = found ? partiesOf(found.state) : [];
    const action = (await reads.log.stream('case', caseId))[0]?.header.id;
    return { action, party: parties.find(({ name }) => name === marker)?.id };
  });
  if (!begun.party || !begun.action) throw new Error('the case has no party of that name');
  return { caseId, documentId, fileId, partyId: begun.party, actionId: begun.action, marker };
}
