import { describe, expect, test } from 'vitest';
import { SHELL_CHANNELS } from '../../contract/shell-channels.ts';
import { StandInIpcMain } from '../testing/electron-stand-in.ts';
import { StandInContents } from '../testing/stand-in-window.ts';
import { registerIpc, type ShellHandlers } from './ipc.ts';

const SHA = 'a'.repeat(64);

function setUp(trusted = true) {
  const ipcMain = new StandInIpcMain();
  const calls: unknown[][] = [];
  const lines: string[] = [];
  const handlers: ShellHandlers = {
    [SHELL_CHANNELS.host]: () => {
      throw new Error('窗口已经关闭');
    },
    [SHELL_CHANNELS.connect]: () => ({ connection: 1 }),
    [SHELL_CHANNELS.serviceState]: () => ({ status: 'starting', message: '' }),
    [SHELL_CHANNELS.restartService]: () => null,
    [SHELL_CHANNELS.printPdf]: async (_event, request) => {
      calls.push([request]);
      return { outcome: 'cancelled' };
    },
    [SHELL_CHANNELS.openExternal]: (_event, url) => {
      calls.push([url]);
      return null;
    },
  };
  registerIpc({ ipcMain, isTrusted: () => trusted, handlers, log: (line) => lines.push(line) });
  const contents = new StandInContents();
  const invoke = (channel: string, ...args: unknown[]) =>
    ipcMain.invoke(channel, contents, contents.mainFrame, ...args);
  return { ipcMain, invoke, calls, lines };
}

test('every channel of the contract has a handler, and there is no other', () => {
  expect([...setUp().ipcMain.channels.keys()].sort()).toEqual(Object.values(SHELL_CHANNELS).sort());
});

test('no channel answers a foreign sender', async () => {
  const { invoke, calls, lines } = setUp(false);
  for (const channel of Object.values(SHELL_CHANNELS)) {
    expect(await invoke(channel, { documentId: 'd', sha256: SHA })).toEqual({
      ok: false,
      message: '调用被拒绝：不是本应用的页面',
    });
  }
  expect(calls).toEqual([]);
  expect(lines).toHaveLength(Object.values(SHELL_CHANNELS).length);
});

describe('arguments', () => {
  test('that fit reach the handler, and nothing beside the schema does', async () => {
    const { invoke, calls } = setUp();
    const answer = await invoke(SHELL_CHANNELS.printPdf, { documentId: 'd', sha256: SHA, copies: 3, deviceName: 'x' });
    expect(answer).toEqual({ ok: true, value: { outcome: 'cancelled' } });
    expect(calls).toEqual([[{ documentId: 'd', sha256: SHA, copies: 3 }]]);
  });

  test.each([
    [SHELL_CHANNELS.printPdf, []],
    [SHELL_CHANNELS.printPdf, [{ documentId: 'd', sha256: 'abc', copies: 1 }]],
    [SHELL_CHANNELS.printPdf, [{ documentId: '', sha256: SHA, copies: 1 }]],
    [SHELL_CHANNELS.printPdf, [{ documentId: 'd', sha256: SHA }]],
    [SHELL_CHANNELS.printPdf, [{ documentId: 'd', sha256: SHA, copies: 0 }]],
    [SHELL_CHANNELS.printPdf, [{ documentId: 'd', sha256: SHA, copies: 100 }]],
    [SHELL_CHANNELS.printPdf, [{ documentId: 'd', sha256: SHA, copies: 1 }, 1]],
    [SHELL_CHANNELS.openExternal, [7]],
    [SHELL_CHANNELS.openExternal, ['x'.repeat(3000)]],
    [SHELL_CHANNELS.connect, ['extra']],
    [SHELL_CHANNELS.host, [null]],
  ] as const)('of %s that do not fit (%j) are refused', async (channel, args) => {
    const { invoke, calls } = setUp();
    expect(await invoke(channel, ...args)).toEqual({ ok: false, message: '调用被拒绝：参数不正确' });
    expect(calls).toEqual([]);
  });
});

test('what a handler throws reaches the page as its Chinese message, without a prefix', async () => {
  expect(await setUp().invoke(SHELL_CHANNELS.host)).toEqual({ ok: false, message: '窗口已经关闭' });
});
