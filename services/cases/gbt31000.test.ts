import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { setStaffContact } from '../directory/staff.ts';
import { gbt31000Of } from './gbt31000.ts';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.store.remove());

async function fieldsOf(caseId: string): Promise<Readonly<Record<string, string>>> {
  const record = await gbt31000Of(desk, desk.clerk, caseId);
  return Object.fromEntries(record.map(({ key, value }) => [key, value]));
}

describe('the record of GB/T 31000 of a stored case', () => {
  test('has the 26 fields, with names, limits and telephone of the center', async () => {
    const { caseId } = await desk.register();
    expect(Object.keys(await fieldsOf(caseId))).toHaveLength(26);
    expect(await fieldsOf(caseId)).toMatchObject({ place: '410105', resolveBy: '', responsibleName: '', method: '' });

    await desk.act(desk.clerk, caseId, 'case.accepted');
    const triage = { route: 'peoples_mediation', complexity: 'general', urgent: false };
    await desk.act(desk.clerk, caseId, 'case.triaged', triage);
    const mediatorIds = [desk.mediator.staffId];
    await desk.act(desk.clerk, caseId, 'case.assigned', { mediatorIds, chosenByParties: false });
    const contact = { actionId: desk.environment.newId(), staffId: desk.mediator.staffId, phone: '13800001203' };
    await setStaffContact(desk, desk.it, contact);
    expect(await fieldsOf(caseId)).toMatchObject({
      method: '03',
      organisation: '郑州市金水区人民调解委员会',
      responsibleName: '张卫',
      responsiblePhone: '13800001203',
      resolveBy: expect.stringMatching(/^20261\d{3}$/),
    });
  });

  test('has the way of settling that was stated at the closing, and forgets it when the case is reopened', async () => {
    const { caseId } = await desk.register();
    await desk.act(desk.clerk, caseId, 'case.accepted');
    await desk.act(desk.clerk, caseId, 'case.transferred', { to: '区住建局', reason: '归口办理' });
    await desk.act(desk.manager, caseId, 'case.closed', { reason: 'transferred', method: '02' });
    expect(await fieldsOf(caseId)).toMatchObject({ method: '02', organisation: '区住建局' });
    await desk.act(desk.manager, caseId, 'case.reopened', { reason: '退回' });
    expect(await fieldsOf(caseId)).toMatchObject({ method: '' });
  });

  test('is for those who read cases, and of a case that is there', async () => {
    const { caseId } = await desk.register();
    await expect(gbt31000Of(desk, desk.it, caseId)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(gbt31000Of(desk, desk.clerk, desk.environment.newId())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
