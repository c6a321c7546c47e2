import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endOfChinaDay } from '../../domain/deadlines/china-time.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { getSettings, importCalendar } from './settings.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const days = [
  ['01-01', '元旦'],
  ['01-04', '元旦'],
  ['02-06', '春节'],
  ['04-05', '清明节'],
  ['05-01', '劳动节'],
  ['06-09', '端午节'],
  ['09-15', '中秋节'],
  ['10-01', '国庆节'],
] as const;
const fileOf = (wanted: typeof days | readonly (typeof days)[number][]) => ({
  fileName: '2027.csv',
  text: ['日期,类型,名称', ...wanted.map(([day, name]) => `2027-${day},放假,${name}`)].join('\n'),
});
const take = (file: ReturnType<typeof fileOf>, caller = desk.it, actionId = desk.environment.newId()) =>
  importCalendar(desk, caller, { actionId, ...file });

/** A medical dispute accepted on 23 November 2026: its 30 working days end in 2027 (医疗纠纷预防和处理条例 38). */
async function caseIntoNextYear(): Promise<string> {
  const { caseId } = await desk.register({ mojType: '15' });
  await desk.act(desk.clerk, caseId, 'case.accepted');
  const triage = { route: 'industry_mediation', complexity: 'complex', urgent: false };
  await desk.act(desk.clerk, caseId, 'case.triaged', triage);
  const mediatorIds = [desk.mediator.staffId];
  await desk.act(desk.manager, caseId, 'case.assigned', { mediatorIds, chosenByParties: false });
  await desk.act(desk.mediator, caseId, 'case.signed_in');
  return caseId;
}

const deadlineOf = async (caseId: string) =>
  (await desk.store.read(({ cases }) => cases.find(caseId)))?.deadline ?? null;

describe('importing the holidays of a year', () => {
  test('an incomplete file is refused, names what is missing, and changes nothing', async () => {
    const before = await getSettings(desk);
    const partly = fileOf(days.filter(([, name]) => name !== '端午节' && name !== '中秋节'));
    await expect(take(partly)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { detail: expect.stringContaining('「2027.csv」没有导入。整个文件：没有端午节、中秋节的放假日') },
    });
    expect(await getSettings(desk)).toEqual(before);
  });

  test('is for IT alone', async () => {
    await expect(take(fileOf(days), desk.manager)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('a deadline that ends in that year stops being 暂定 and keeps the days off, at once and for every list', async () => {
    const caseId = await caseIntoNextYear();
    expect(await deadlineOf(caseId)).toMatchObject({ dueAt: endOfChinaDay('2027-01-04'), provisional: true });

    const taken = await take(fileOf(days));
    expect(taken).toMatchObject({ year: 2027, holidays: 8, workdays: 0 });
    const { knownYears, settings, revision } = await getSettings(desk);
    expect(knownYears).toContain(2027);
    expect(revision).toBe(taken.revision);
    expect(settings.calendars.map(({ year }) => year)).toEqual([2027]);
    // 1 and 4 January are off now.
    expect(await deadlineOf(caseId)).toMatchObject({ dueAt: endOfChinaDay('2027-01-06'), provisional: false });
  });

  test('a later file takes the place of the year’s earlier one, and the same import twice happens once', async () => {
    const actionId = desk.environment.newId();
    const fewer = fileOf(days.filter(([day]) => day !== '01-04'));
    const taken = await take(fewer, desk.it, actionId);
    expect(await take(fewer, desk.it, actionId)).toEqual(taken);
    const { settings, revision } = await getSettings(desk);
    expect(revision).toBe(taken.revision);
    expect(settings.calendars.map(({ holidays }) => holidays.length)).toEqual([7]);
  });
});
