import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createElectronStandIn, type StandInMenu } from '../testing/electron-stand-in.ts';
import { createBackground, LINGER_MS } from './background.ts';

function setUp() {
  const standIn = createElectronStandIn(tmpdir());
  const done: string[] = [];
  const background = createBackground({
    electron: standIn.electron,
    icon: 'tray.png',
    origin: () => 'https://192.168.1.20:8443',
    openWindow: () => done.push('open'),
    quit: () => done.push('quit'),
  });
  const labels = () => (standIn.trays[0]!.menu as unknown as StandInMenu).template.map((item) => item.label);
  const click = (label: string) => {
    const item = (standIn.trays[0]!.menu as unknown as StandInMenu).template.find((entry) => entry.label === label);
    (item!.click as () => void)();
  };
  return { ...standIn, background, done, labels, click };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('closing the last window quits when no other desk is connected', () => {
  const { background, done, trays } = setUp();
  background.windowsClosed();
  expect(done).toEqual(['quit']);
  expect(trays).toEqual([]);
});

test('while other desks are connected the app stays in the tray and says so in Chinese', () => {
  const { background, done, trays, notifications, labels, click } = setUp();
  background.setDesks(2);
  background.windowsClosed();
  expect(done).toEqual([]);
  expect(trays[0]!.toolTip).toContain('2 个工作台');
  expect(notifications[0]!.options).toMatchObject({
    title: '枫桥工作台仍在运行',
    body: expect.stringContaining('2 个工作台'),
  });
  expect(labels()).toContain('本机地址：https://192.168.1.20:8443');
  background.setDesks(3);
  expect(labels()).toContain('已连接的其他工作台：3');
  click('打开窗口');
  background.windowOpened();
  expect(done).toEqual(['open']);
  expect(trays[0]!.destroyed).toBe(true);
});

test('after the last desk has left the app lingers, then quits; a desk that comes back keeps it', () => {
  const { background, done } = setUp();
  background.setDesks(1);
  background.windowsClosed();
  background.setDesks(0);
  vi.advanceTimersByTime(LINGER_MS - 1);
  background.setDesks(1);
  vi.advanceTimersByTime(LINGER_MS * 2);
  expect(done).toEqual([]);
  background.setDesks(0);
  vi.advanceTimersByTime(LINGER_MS);
  expect(done).toEqual(['quit']);
});

test('a window that is open does not end by itself when the last desk leaves', () => {
  const { background, done } = setUp();
  background.setDesks(1);
  background.windowsClosed();
  background.windowOpened();
  background.setDesks(0);
  vi.advanceTimersByTime(LINGER_MS * 2);
  expect(done).toEqual([]);
});

test('quitting from the tray asks first while desks are connected, and staying is the default', async () => {
  const { background, done, dialog } = setUp();
  background.setDesks(2);
  dialog.answers.push(0, 1);
  await background.askToQuit();
  expect(done).toEqual([]);
  expect(dialog.shown[0]).toMatchObject({ message: expect.stringContaining('2 个工作台'), defaultId: 0, cancelId: 0 });
  await background.askToQuit();
  expect(done).toEqual(['quit']);
  background.setDesks(0);
  await background.askToQuit();
  expect(dialog.shown).toHaveLength(2);
});
