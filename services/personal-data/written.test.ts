import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonInput } from '../../contract/personal-data.ts';
import { testApplicant, testParties } from '../../domain/cases/testing-facts.ts';
import { partySchema } from '../../domain/parties/party.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { dependenciesFor } from '../access/restricted-store.ts';
import type { Caller } from '../dependencies.ts';
import { saveDraft } from '../drafts/drafts.ts';
import { attachFile } from '../files/attach.ts';
import { photoOf } from '../files/testing.ts';
import { eraseCase } from '../testing/erase-case.ts';
import { exportPerson, findPerson } from './person.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

/** In no record of a party. */
const sought = { documentNumber: '', name: '赵热心', phone: '13611112222', reason: '本人要求查阅、复制' };
const as = (caller: Caller) => ({ ...dependenciesFor(desk, caller), written: desk.store });
const find = (input: PersonInput = sought, caller = desk.manager) => findPerson(as(caller), caller, input);
const taken = async (confirmedCaseIds: string[] = [], input: PersonInput = sought) =>
  (await exportPerson(as(desk.manager), desk.manager, { ...input, confirmedCaseIds })).text();
const today = () => new Date(desk.environment.now() + 8 * 3_600_000).toISOString().slice(0, 10);

async function mediated(): Promise<string> {
  const { caseId } = await desk.register();
  const [mediatorId, recorderId] = [desk.mediator.staffId, desk.mediator.staffId];
  await desk.act(desk.clerk, caseId, 'case.accepted');
  await desk.act(desk.manager, caseId, 'case.triaged', {
    route: 'peoples_mediation',
    complexity: 'general',
    urgent: false,
  });
  await desk.act(desk.manager, caseId, 'case.assigned', { mediatorIds: [mediatorId], chosenByParties: false });
  await desk.act(desk.mediator, caseId, 'case.signed_in');
  const at = desk.environment.now();
  await desk.act(desk.mediator, caseId, 'mediation.started', { startedAt: at });
  await desk.act(desk.mediator, caseId, 'mediation.session_held', {
    ...{ heldOn: today(), startedAt: at, endedAt: at, place: '调解室 2', presentPartyIds: [], recorderId },
    ...{ mediatorIds: [mediatorId], openSession: true, rightsTold: true, record: '双方陈述。', result: '再议。' },
    helpers: [{ name: '赵热心', identity: '楼栋长', consented: true }],
  });
  return caseId;
}

async function attached(caseId: string, name: string): Promise<void> {
  const baseRevision = (await desk.store.read(({ cases }) => cases.find(caseId)))?.state.revision ?? 0;
  const input = { actionId: desk.environment.newId(), caseId, baseRevision, kind: 'scene' } as const;
  await attachFile(desk, desk.clerk, { ...input, name, bytes: photoOf(name) });
}

const draft = (caseId: string | null, content: unknown) =>
  saveDraft(desk, desk.clerk, {
    ...{ draftId: desk.environment.newId(), kind: caseId ? 'correction' : 'registration', caseId },
    ...{ label: '张某 与 李某', missing: '', content },
  });

describe('a person in what was written (个人信息保护法 45)', () => {
  test('is found among the people who were invited to help', async () => {
    const caseId = await mediated();
    const { cases } = await find();
    expect(cases).toMatchObject([{ caseId, by: 'name', standsAs: [], facts: [] }]);
    expect(cases[0]?.mentions).toEqual([`${today()} 邀请协助调解的人：赵热心（楼栋长）`]);
  });

  test('in notes, with the telephone as a sure finding, and in captions of files', async () => {
    const [noted, shown] = [await desk.register(), await desk.register()];
    await desk.register();
    await desk.act(desk.manager, noted.caseId, 'case.noted', { note: '赵热心来电 13611112222，愿意作证。' });
    await attached(shown.caseId, '赵热心拍的楼道.jpg');
    const found = new Map((await find()).cases.map(({ caseId, by, mentions }) => [caseId, { by, mentions }]));
    expect(found.size).toBe(2);
    expect(found.get(noted.caseId)).toMatchObject({ by: 'phone', mentions: [`${today()} 记一笔`] });
    expect(found.get(shown.caseId)?.mentions).toEqual([`${today()} 材料：赵热心拍的楼道.jpg`]);
  });

  test('by a document number in the text, also as an old card has it (GB 11643)', async () => {
    const { caseId } = await desk.register({ facts: '证人身份证 410105780101001。' });
    const by = { ...sought, name: '', phone: '', documentNumber: '410105197801010010' };
    const { cases } = await find(by);
    expect(cases.map((each) => each.by)).toEqual(['document']);
    expect(cases[0]).toMatchObject({ caseId, standsAs: ['申请人'] });
  });

  test('as an agent by the number alone, and where a correction has taken the record away since', async () => {
    const agent = {
      name: '赵热心',
      relation: 'lawyer',
      idNumber: '11010519491231002X',
      phone: null,
      authority: 'general',
    };
    const [first, ...rest] = testParties;
    const acted = partySchema.parse({ ...first, agents: [agent] });
    const { caseId } = await desk.register({ parties: [acted, ...rest] });
    const by = { ...sought, name: '', phone: '', documentNumber: '11010519491231002x' };
    expect((await find(by)).cases).toMatchObject([
      { caseId, by: 'document', standsAs: ['张某的代理人'], mentions: [] },
    ]);
    expect(await taken([], by)).toContain('"张某的代理人","证件号码","11010519491231002X"');
    const projection = await desk.store.read(({ cases }) => cases.find(caseId));
    const registration = { ...projection?.state.registration, parties: [testApplicant, ...rest] };
    await desk.act(desk.clerk, caseId, 'case.corrected', { registration, reason: '代理人换了' });
    const { cases } = await find(by);
    expect(cases).toMatchObject([{ caseId, by: 'document', standsAs: [] }]);
    expect(cases[0]?.mentions).toEqual([expect.stringContaining('登记里的当事人、代理人')]);
  });

  test('in the drafts of all desks, without what they say', async () => {
    await draft(null, { parties: [{ name: '赵热心', phone: '13611112222' }] });
    await draft(null, { facts: '赵热心说' });
    await draft(null, { facts: '别人' });
    const { cases, drafts } = await find();
    expect(cases).toEqual([]);
    expect(drafts.map(({ by, kind, caseNumber, staffName }) => [by, kind, caseNumber, staffName])).toEqual(
      expect.arrayContaining([
        ['phone', 'registration', null, desk.clerk.name],
        ['name', 'registration', null, desk.clerk.name],
      ]),
    );
    expect(drafts).toHaveLength(2);
    const text = await taken();
    expect(text.match(/没有办完的草稿/g)).toHaveLength(1);
    expect(text).not.toContain('李某');
  });

  test('the table has what only has the name where who takes it along has made sure of it', async () => {
    const caseId = await mediated();
    expect(await taken()).not.toContain('楼栋长');
    expect(await taken([desk.environment.newId()])).not.toContain('楼栋长');
    expect(await taken([caseId])).toContain(`"还写在","${today()} 邀请协助调解的人：赵热心（楼栋长）"`);
  });

  test('not in a case of named people, nor in a draft of one, for somebody else', async () => {
    const { caseId } = await desk.register({ facts: '赵热心看到了。' });
    await draft(caseId, { facts: '赵热心看到了，13611112222' });
    const named = { kinds: ['minor'], viewerIds: [desk.manager.staffId] };
    await desk.act(desk.manager, caseId, 'case.flagged', { flag: 'sensitive', reason: '涉及未成年人', ...named });
    const head = { staffId: desk.environment.newId(), roles: ['head'] as const, name: '高主任', desk: '办公室' };
    expect(await find(sought, head)).toEqual({ cases: [], drafts: [] });
    expect(await find()).toMatchObject({ cases: [{ caseId }], drafts: [{ by: 'phone' }] });
  });

  test('not after an erasure, in any of these places (LOG-8)', async () => {
    const { caseId } = await desk.register({ facts: '赵热心看到了。' });
    await desk.act(desk.manager, caseId, 'case.noted', { note: '赵热心来电 13611112222。' });
    await draft(caseId, { facts: '赵热心' });
    await attached(caseId, '赵热心拍的.jpg');
    expect(await find()).toMatchObject({ cases: [{ caseId }], drafts: [{}] });
    await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '依法删除' });
    expect(await find()).toEqual({ cases: [], drafts: [] });
  });

  test('what was looked through is noted with the number of drafts, without a word of the person', async () => {
    await draft(null, { facts: '赵热心说' });
    await find();
    const filter = { staffId: null, kind: null, from: null, to: null, caseNumber: '' };
    const [entry] = await desk.store.read(({ audit }) => audit.accessLines(filter, null, 1));
    expect(entry).toMatchObject({ kind: 'person', subject: '按姓名和手机查到 0 件，草稿 1 份' });
  });
});
