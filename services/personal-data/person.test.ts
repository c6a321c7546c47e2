import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonInput } from '../../contract/personal-data.ts';
import { testApplicant, testParties } from '../../domain/cases/testing-facts.ts';
import { partySchema } from '../../domain/parties/party.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { dependenciesFor } from '../access/restricted-store.ts';
import type { Caller } from '../dependencies.ts';
import { eraseCase } from '../testing/erase-case.ts';
import { exportPerson, findPerson, type PersonDependencies } from './person.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

/** What who calls may see, and all that was ever written. */
const as = (caller: Caller): PersonDependencies => ({ ...dependenciesFor(desk, caller), written: desk.store });
const find = (caller: Caller, input: PersonInput) => findPerson(as(caller), caller, input);
const take = (caller: Caller, input: PersonInput, confirmedCaseIds: readonly string[] = []) =>
  exportPerson(as(caller), caller, { ...input, confirmedCaseIds: [...confirmedCaseIds] });

const applicant = testApplicant.kind === 'person' ? testApplicant : null;
const documentNumber = applicant?.documentNumber ?? '';
const phone = applicant?.phone ?? '';
const asked = { documentNumber, name: '', phone: '', reason: '本人要求查阅、复制' };
const head = () => ({ staffId: desk.environment.newId(), roles: ['head'] as const, name: '高主任', desk: '办公室' });
const entries = () =>
  desk.store.read(({ audit }) =>
    audit.accessLines({ staffId: null, kind: null, from: null, to: null, caseNumber: '' }, null, 50),
  );

describe('the data of a person over all cases (个人信息保护法 45)', () => {
  test('is found by document number, or by name and telephone, with all that the record says', async () => {
    const [one, other] = [await desk.register(), await desk.register()];
    for (const by of [asked, { ...asked, documentNumber: '', name: '张某', phone }]) {
      const { cases: found } = await find(desk.manager, by);
      expect(found.map(({ caseId }) => caseId).toSorted()).toEqual([one.caseId, other.caseId].toSorted());
      expect(found[0]).toMatchObject({ standsAs: ['申请人'], mayCorrect: true });
      expect(found[0]?.facts).toContainEqual({ label: '证件号码', value: documentNumber });
    }
  });

  test('also where somebody acts for a party, and where only the text has the name', async () => {
    const agent = { name: '王律师', relation: 'lawyer', idNumber: null, phone: '13700001111', authority: 'general' };
    const [first, ...rest] = testParties;
    const acted = partySchema.parse({ ...first, agents: [agent] });
    const { caseId } = await desk.register({ parties: [acted, ...rest], facts: '王律师代张某来。' });
    const { cases: found } = await find(desk.manager, {
      ...asked,
      documentNumber: '',
      name: '王律师',
      phone: agent.phone,
    });
    expect(found).toMatchObject([{ caseId, by: 'phone', standsAs: ['张某的代理人'] }]);
    const { cases: others } = await find(desk.manager, {
      ...asked,
      documentNumber: '',
      name: '王律师',
      phone: '13900009999',
    });
    expect(others).toMatchObject([{ caseId, by: 'name', standsAs: [], facts: [] }]);
  });

  test('is masked for who does not work on the case, and told to nobody else', async () => {
    await desk.register();
    const [seen] = (await find(head(), asked)).cases;
    const number = seen?.facts.find(({ label }) => label === '证件号码')?.value;
    expect(number).toContain('*');
    for (const caller of [desk.clerk, desk.mediator, desk.it, desk.security, desk.auditor]) {
      await expect(find(caller, asked)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
      await expect(take(caller, asked)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    }
    await expect(take(head(), asked)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('a case that is open to named people is found by those alone', async () => {
    const { caseId } = await desk.register();
    const named = { kinds: ['minor'], viewerIds: [desk.manager.staffId] };
    await desk.act(desk.manager, caseId, 'case.flagged', { flag: 'sensitive', reason: '涉及未成年人', ...named });
    const other = head();
    expect(await find(other, asked)).toEqual({ cases: [], drafts: [] });
    expect((await find(desk.manager, asked)).cases).toHaveLength(1);
  });

  test('who looked, why and at which cases is noted, without a number of the person', async () => {
    const { caseNumber } = await desk.register();
    await find(desk.manager, asked);
    const [entry] = await entries();
    expect(entry).toMatchObject({
      kind: 'person',
      staffId: desk.manager.staffId,
      subject: `按证件号码查到 1 件：${caseNumber}`,
      reason: '本人要求查阅、复制',
    });
    await find(desk.manager, { ...asked, documentNumber: '410105199901010010' });
    expect((await entries())[0]?.subject).toBe('按证件号码查到 0 件');
  });

  test('the table for the person has their own record in full, and nothing of what others said', async () => {
    const { caseNumber } = await desk.register();
    const file = await take(desk.manager, asked);
    const text = await file.text();
    expect(text).toContain(`"${caseNumber}","申请人","证件号码","${documentNumber}"`);
    expect(text).not.toContain('李某');
    expect(text).toContain('只交给本人');
    expect((await entries())[0]).toMatchObject({ kind: 'export', reason: '本人要求查阅、复制' });
  });

  test('after an erasure nothing of it is found (个人信息保护法 47)', async () => {
    const { caseId } = await desk.register();
    await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '依法删除' });
    expect(await find(desk.manager, { ...asked, name: '张某', phone })).toEqual({ cases: [], drafts: [] });
  });
});
