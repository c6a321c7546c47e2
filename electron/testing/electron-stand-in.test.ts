import { expect, expectTypeOf, test } from 'vitest';
import type { ElectronApi } from '../main/electron-api.ts';
import { asContents, asWindow, createElectronStandIn } from './electron-stand-in.ts';
import { StandInWindow } from './stand-in-window.ts';

/** Calls that Electron does not have. They are compiled and never run: each line must be an error of the compiler. */
function madeUpCalls(electron: ElectronApi, window: StandInWindow): void {
  // @ts-expect-error: no such module
  electron.holograms.show();
  // @ts-expect-error: no such call of the app
  electron.app.quitGracefully();
  // @ts-expect-error: of a window
  asWindow(window).maximizeQuietly();
  // @ts-expect-error: of its contents
  asContents(window.webContents).printTwice();
  // @ts-expect-error: an option that printing does not know
  asContents(window.webContents).print({ paperSize: 'A4' });
  // @ts-expect-error: an argument of the wrong kind
  electron.utilityProcess.fork(42);
  // @ts-expect-error: an event that a window does not have
  asWindow(window).on('ready-to-print', () => undefined);
}

/** A stand-in that has a call which Electron lacks, or lacks one of its slice, must not compile either. */
class Incomplete implements Pick<ElectronApi['app'], 'quit'> {
  // @ts-expect-error: Electron's takes no argument
  quit(code: number): void {
    void code;
  }
}

test('what Electron does not have does not compile, and what the shell gets is typed as Electron, whole', () => {
  expect(madeUpCalls).toBeTypeOf('function');
  expect(Incomplete).toBeTypeOf('function');
  const { electron } = createElectronStandIn('/nowhere');
  expectTypeOf(electron.app).toEqualTypeOf<typeof import('electron').app>();
  expectTypeOf(electron.BrowserWindow).toEqualTypeOf<typeof import('electron').BrowserWindow>();
  expectTypeOf<keyof ElectronApi>().toExtend<keyof typeof import('electron')>();
  expect(new StandInWindow({ show: false }).visible).toBe(false);
});
