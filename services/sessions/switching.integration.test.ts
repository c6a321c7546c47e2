import { afterEach, beforeEach, expect, test } from 'vitest';
import { initialSignInSettings, type SignInSettings } from '../../domain/access/sign-in-settings.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { noting } from '../../tests/support/noting.ts';
import { createSessionService, type SessionService } from './sessions.ts';

const MINUTE = 60_000;
let desk: TestDesk;
let sessions: SessionService;
let noted: string[];
beforeEach(async () => {
  noted = [];
  const opened = await openTestDesk();
  desk = { ...opened, store: noting(opened.store, ({ kind, staffId }) => void noted.push(`${kind} ${staffId}`)) };
  sessions = createSessionService(desk);
});
afterEach(() => desk.store.remove());

const signIn = (account: string, here: string | null = null) =>
  sessions.signIn({ account, password: 'Long enough 1', desk: '3 号窗口' }, here);

async function change(signInSettings: Partial<SignInSettings>): Promise<void> {
  await desk.store.write(async (writes) => {
    const stored = await writes.settings.settings();
    if (!stored) throw new Error('no settings');
    const signIn = { ...initialSignInSettings, ...signInSettings };
    await writes.settings.saveSettings({ ...stored, settings: { ...stored.settings, signIn } });
  });
}

/** 程敏 has signed in, and 张卫 after her at the same desk. */
async function twoHere() {
  const clerk = await signIn('chengmin');
  const mediator = await signIn('zhangwei', clerk.token);
  return { clerk: clerk.token, mediator: mediator.token };
}

test('who has signed in at one desk changes places without a password, and it is noted', async () => {
  const { clerk, mediator } = await twoHere();
  expect(await sessions.peopleHere(mediator)).toMatchObject([
    { name: '程敏', current: false, free: true },
    { name: '张卫', current: true, free: true },
  ]);
  const back = await sessions.switchTo(mediator, desk.clerk.staffId);
  expect(back.signedIn.account).toBe('chengmin');
  expect(await sessions.callerOf(back.token)).toEqual(desk.clerk);
  expect(noted.at(-1)).toBe(`switched ${desk.clerk.staffId}`);
  // The token of before is worth nothing any more; the one who left may come back.
  expect(await sessions.callerOf(clerk)).toBeNull();
  expect((await sessions.switchTo(back.token, desk.mediator.staffId)).signedIn.account).toBe('zhangwei');
});

test('nobody takes the place of a person who has signed in elsewhere, or nowhere', async () => {
  const { token } = await signIn('chengmin');
  await signIn('zhangwei');
  for (const { staffId } of [desk.mediator, desk.manager]) {
    await expect(sessions.switchTo(token, staffId)).rejects.toMatchObject({ code: 'PASSWORD_NEEDED' });
  }
  expect(await sessions.peopleHere(token)).toHaveLength(1);
});

test('after ten minutes away the password is asked for again', async () => {
  const { mediator } = await twoHere();
  desk.clock.now += 10 * MINUTE;
  await sessions.touch(mediator);
  expect(await sessions.peopleHere(mediator)).toMatchObject([{ free: true }, { free: true }]);
  desk.clock.now += 1;
  expect(await sessions.peopleHere(mediator)).toMatchObject([{ name: '程敏', free: false }, { free: true }]);
  await expect(sessions.switchTo(mediator, desk.clerk.staffId)).rejects.toMatchObject({ code: 'PASSWORD_NEEDED' });
});

test('whoever leaves the place is away from then on, not from the last call before', async () => {
  const { mediator } = await twoHere();
  const { token } = await sessions.switchTo(mediator, desk.clerk.staffId);
  desk.clock.now += 9 * MINUTE;
  const back = await sessions.switchTo(token, desk.mediator.staffId);
  desk.clock.now += 9 * MINUTE;
  expect((await sessions.switchTo(back.token, desk.clerk.staffId)).signedIn.account).toBe('chengmin');
});

test('an administrator of the system always types the password', async () => {
  const admin = await signIn('admin');
  const { token } = await signIn('chengmin', admin.token);
  await expect(sessions.switchTo(token, desk.it.staffId)).rejects.toMatchObject({ code: 'PASSWORD_NEEDED' });
});

test('a center that does not want it asks for the password each time', async () => {
  await change({ switching: { allowed: false, idleMinutes: 10 } });
  const { mediator } = await twoHere();
  await expect(sessions.switchTo(mediator, desk.clerk.staffId)).rejects.toMatchObject({ code: 'PASSWORD_NEEDED' });
});

test('somebody who signs in twice at a desk is there once; who signs out is gone', async () => {
  const { mediator } = await twoHere();
  const again = await signIn('chengmin', mediator);
  expect(await sessions.peopleHere(again.token)).toHaveLength(2);
  await sessions.signOut(mediator);
  expect(await sessions.peopleHere(again.token)).toMatchObject([{ name: '程敏' }]);
});

test('a session that has ended lets nobody change places', async () => {
  const { mediator } = await twoHere();
  desk.clock.now += 31 * MINUTE;
  await expect(sessions.switchTo(mediator, desk.clerk.staffId)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
});
