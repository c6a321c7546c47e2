import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import * as z from 'zod';
import {
  type ConnectAnswer,
  type PrintOutcome,
  type PrintPdfRequest,
  printPdfRequest,
  type ServiceState,
  type ShellAnswer,
  type ShellHost,
} from '../../contract/shell.ts';
import { SHELL_CHANNELS, type ShellChannel } from '../../contract/shell-channels.ts';
import type { Log } from './log.ts';

interface Arguments {
  [SHELL_CHANNELS.host]: [];
  [SHELL_CHANNELS.connect]: [];
  [SHELL_CHANNELS.serviceState]: [];
  [SHELL_CHANNELS.restartService]: [];
  [SHELL_CHANNELS.printPdf]: [PrintPdfRequest];
  [SHELL_CHANNELS.openExternal]: [string];
}

/** Nothing reaches a handler that has not passed the schema of its channel. */
const ARGUMENTS: { readonly [C in ShellChannel]: z.ZodType<Arguments[C]> } = {
  [SHELL_CHANNELS.host]: z.tuple([]),
  [SHELL_CHANNELS.connect]: z.tuple([]),
  [SHELL_CHANNELS.serviceState]: z.tuple([]),
  [SHELL_CHANNELS.restartService]: z.tuple([]),
  [SHELL_CHANNELS.printPdf]: z.tuple([printPdfRequest]),
  [SHELL_CHANNELS.openExternal]: z.tuple([z.string().max(2_048)]),
};

interface Results {
  [SHELL_CHANNELS.host]: ShellHost;
  [SHELL_CHANNELS.connect]: ConnectAnswer;
  [SHELL_CHANNELS.serviceState]: ServiceState;
  [SHELL_CHANNELS.restartService]: null;
  [SHELL_CHANNELS.printPdf]: PrintOutcome;
  [SHELL_CHANNELS.openExternal]: null;
}

type Handler<C extends ShellChannel> = (
  event: IpcMainInvokeEvent,
  ...args: Arguments[C]
) => Results[C] | Promise<Results[C]>;

export type ShellHandlers = { [C in ShellChannel]: Handler<C> };

export interface IpcOptions {
  ipcMain: Pick<IpcMain, 'handle'>;
  isTrusted: (event: IpcMainInvokeEvent) => boolean;
  handlers: ShellHandlers;
  log: Log;
}

function handleChannel<C extends ShellChannel>(channel: C, options: IpcOptions): void {
  const schema = ARGUMENTS[channel];
  const handler = options.handlers[channel];
  options.ipcMain.handle(channel, async (event, ...raw: unknown[]): Promise<ShellAnswer<Results[C]>> => {
    if (!options.isTrusted(event)) {
      options.log(`call on ${channel} refused: sender is not our page`);
      return { ok: false, message: '调用被拒绝：不是本应用的页面' };
    }
    const args = schema.safeParse(raw);
    if (!args.success) {
      options.log(`call on ${channel} refused: bad arguments`);
      return { ok: false, message: '调用被拒绝：参数不正确' };
    }
    try {
      return { ok: true, value: await handler(event, ...args.data) };
    } catch (error) {
      options.log(`call on ${channel} failed: ${error instanceof Error ? error.message : String(error)}`);
      return { ok: false, message: error instanceof Error ? error.message : '操作没有完成，请再试一次' };
    }
  });
}

/** Registers every channel of the shell, each with its sender check and its schema check. */
export function registerIpc(options: IpcOptions): void {
  for (const channel of Object.values(SHELL_CHANNELS)) handleChannel(channel, options);
}
