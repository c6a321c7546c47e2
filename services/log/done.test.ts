import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { actOnCase } from '../cases/act.ts';
import { addStaff, setStaffActive, setStaffRoles } from '../directory/staff.ts';
import { commitImport, openImport } from '../imports/imports.ts';
import { changeSettings, getSettings, importCalendar } from '../settings/settings.ts';

let desk: TestDesk;
/** An action that is done already, on a case of its own. */
let used: { readonly caseId: string; readonly actionId: string };
beforeAll(async () => {
  desk = await openTestDesk();
  const { caseId } = await desk.register();
  used = { caseId, actionId: desk.environment.newId() };
  await actOnCase(desk, desk.clerk, { ...used, baseRevision: 1, action: note('第一笔') });
});
afterAll(() => desk.store.remove());

const note = (text: string) => ({ type: 'case.noted', payload: { note: text } });
const refused = { code: 'ALREADY_DONE', message: expect.stringContaining('这一次没有保存') };
const logLength = async () => (await desk.store.read(({ log }) => log.head())).sequence;

test('an action id of another case, or of another action, is no success: nothing typed is lost unsaid (LOG-2)', async () => {
  const { caseId } = await desk.register();
  const elsewhere = { ...used, caseId, baseRevision: 1, action: note('写给另一件') };
  await expect(actOnCase(desk, desk.clerk, elsewhere)).rejects.toMatchObject(refused);
  const otherwise = { ...used, baseRevision: 2, action: { type: 'case.accepted', payload: {} } };
  await expect(actOnCase(desk, desk.clerk, otherwise)).rejects.toMatchObject(refused);
});

test('the same action again answers with the case, whatever revision it names', async () => {
  const before = await logLength();
  const again = await actOnCase(desk, desk.clerk, { ...used, baseRevision: 1, action: note('第一笔') });
  expect(again.state.revision).toBe(2);
  expect(await logLength()).toBe(before);
});

test('staff, settings, calendars and imports refuse it as well, and write nothing', async () => {
  const { actionId } = used;
  const before = await logLength();
  const { settings, revision } = await getSettings(desk);
  const person = { account: 'xin', name: '新人', phone: null, password: 'Long enough 1' } as const;
  const { staffId } = desk.mediator;
  const importId = desk.environment.newId();
  const manifest = { source: '旧台账.xlsx', rows: 1, sha256: 'a'.repeat(64) };
  const holidays = { '01-01': '元旦', '02-06': '春节', '04-05': '清明节', '05-01': '劳动节', '06-09': '端午节' };
  const autumn = { '09-15': '中秋节', '10-01': '国庆节' };
  const days = Object.entries({ ...holidays, ...autumn }).map(([day, name]) => `2027-${day},放假,${name}`);
  const calendar = ['日期,类型,名称', ...days].join('\n');
  for (const attempt of [
    () => addStaff(desk, desk.it, { ...person, actionId }),
    () => setStaffActive(desk, desk.it, { actionId, staffId, active: false }),
    () => setStaffRoles(desk, desk.security, { actionId, staffId, roles: ['clerk'] }),
    () => changeSettings(desk, desk.it, { actionId, baseRevision: revision, settings }),
    () => importCalendar(desk, desk.it, { actionId, fileName: '2027.csv', text: calendar }),
    () => openImport(desk, desk.it, { actionId, importId, manifest }),
    () => commitImport(desk, desk.it, { actionId, importId }),
  ]) {
    await expect(attempt()).rejects.toMatchObject(refused);
  }
  expect(await logLength()).toBe(before);
});

test('an id that added somebody does not add somebody else', async () => {
  const person = { account: 'sun', name: '孙某', phone: null, password: 'Long enough 1' } as const;
  const actionId = desk.environment.newId();
  const first = await addStaff(desk, desk.it, { ...person, actionId });
  expect(await addStaff(desk, desk.it, { ...person, actionId })).toEqual(first);
  await expect(addStaff(desk, desk.it, { ...person, account: 'qian', actionId })).rejects.toMatchObject(refused);
});

test('an import is opened once', async () => {
  const importId = desk.environment.newId();
  const manifest = { source: '旧台账.xlsx', rows: 1, sha256: 'b'.repeat(64) };
  const opened = { actionId: desk.environment.newId(), importId, manifest };
  await openImport(desk, desk.it, opened);
  await openImport(desk, desk.it, opened);
  const again = openImport(desk, desk.it, { ...opened, actionId: desk.environment.newId() });
  await expect(again).rejects.toMatchObject({ code: 'ALREADY_DONE' });
});
