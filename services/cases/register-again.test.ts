import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { registerCase } from './register.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const newId = () => desk.environment.newId();
const stored = (caseId: string) => desk.store.read(({ cases }) => cases.find(caseId));
const stream = (caseId: string) => desk.store.read(({ log }) => log.stream('case', caseId));

async function draftOfClerk(): Promise<string> {
  const draftId = newId();
  const draft = {
    draftId,
    kind: 'registration',
    caseId: null,
    label: '',
    missing: '',
    content: {},
    savedAt: 1,
  } as const;
  await desk.store.write(({ drafts }) => drafts.saveDraft(desk.clerk.staffId, draft));
  return draftId;
}

test('another action id never begins a case a second time: the case stays as it is, a rebuild too (LOG-4, LOG-5)', async () => {
  const input = desk.newRegistration();
  await registerCase(desk, desk.clerk, { ...input, accept: true });
  const before = await stored(input.caseId);
  const again = registerCase(desk, desk.clerk, { ...input, actionId: newId() });
  await expect(again).rejects.toMatchObject({ code: 'ALREADY_DONE', message: expect.stringContaining('案号 金矛调') });
  expect(await stored(input.caseId)).toEqual(before);
  expect(await stream(input.caseId)).toHaveLength(2);
  await rebuildProjections(desk);
  expect(await stored(input.caseId)).toEqual(before);
});

test('an id that another case’s registration or another action bears is refused, and nothing is written', async () => {
  const first = desk.newRegistration();
  await registerCase(desk, desk.clerk, { ...first, accept: true });
  const accepted = (await stream(first.caseId))[1]?.header.id ?? '';
  const other = desk.newRegistration();
  for (const input of [
    { ...other, actionId: first.actionId },
    { ...first, actionId: accepted },
  ]) {
    await expect(registerCase(desk, desk.clerk, input)).rejects.toMatchObject({ code: 'ALREADY_DONE' });
  }
  expect(await stored(other.caseId)).toBeNull();
});

test('asked again because the answer was lost: it answers the same, and takes the draft away', async () => {
  const input = desk.newRegistration();
  const first = await registerCase(desk, desk.clerk, input);
  const draftId = await draftOfClerk();
  const second = await registerCase(desk, desk.clerk, { ...input, draftId });
  expect(second).toEqual(first);
  expect(second.keptEarlier).toBe(false);
  expect(await desk.store.read(({ drafts }) => drafts.draft(desk.clerk.staffId, draftId))).toBeNull();
});

test('asked again with 保存并受理: the case is accepted, once', async () => {
  const input = desk.newRegistration();
  await registerCase(desk, desk.clerk, input);
  const accepted = { status: 'accepted', revision: 2, keptEarlier: false };
  expect(await registerCase(desk, desk.clerk, { ...input, accept: true })).toMatchObject(accepted);
  expect(await registerCase(desk, desk.clerk, { ...input, accept: true })).toMatchObject(accepted);
  expect((await stored(input.caseId))?.state).toMatchObject({ status: 'accepted', revision: 2 });
  await rebuildProjections(desk);
  expect((await stored(input.caseId))?.state).toMatchObject({ status: 'accepted', revision: 2 });
});

test('asked again with other words, another day or another link: the answer says that the first save was kept', async () => {
  const linked = await desk.register();
  const input = desk.newRegistration();
  await registerCase(desk, desk.clerk, input);
  const title = `${input.registration.title}，另有一处`;
  for (const change of [
    { registration: { ...input.registration, title } },
    { receivedOn: '2026-11-22' },
    { linkedCaseIds: [linked.caseId] },
  ]) {
    expect(await registerCase(desk, desk.clerk, { ...input, ...change })).toMatchObject({ keptEarlier: true });
  }
  expect((await stored(input.caseId))?.state).toMatchObject({ revision: 1, linkedCaseIds: [] });
  expect((await stored(input.caseId))?.state.registration?.title).toBe(input.registration.title);
});

test('a link to a case that is not here is refused, and no number is taken', async () => {
  const before = await desk.register();
  const input = { ...desk.newRegistration(), linkedCaseIds: [newId()] };
  const refused = { code: 'NOT_FOUND', message: expect.stringContaining('没有要关联的案件') };
  await expect(registerCase(desk, desk.clerk, input)).rejects.toMatchObject(refused);
  const after = await desk.register();
  const counter = (number: string) => Number(number.match(/(\d+)$/)?.[1]);
  expect(counter(after.caseNumber)).toBe(counter(before.caseNumber) + 1);
});
