import type { BrowserWindow } from 'electron';
import type { ElectronApi } from './electron-api.ts';
import type { Log } from './log.ts';
import { APP_START_URL } from './protocol.ts';
import {
  fitToDisplays,
  loadWindowState,
  MIN_HEIGHT,
  MIN_WIDTH,
  saveWindowState,
  trackWindowState,
} from './window-state.ts';

export interface MainWindowOptions {
  electron: Pick<ElectronApi, 'BrowserWindow' | 'dialog' | 'screen'>;
  preload: string;
  icon: string;
  stateFile: string;
  log: Log;
}

async function offerReload(window: BrowserWindow, options: MainWindowOptions, reason: string): Promise<void> {
  options.log(`page ended unexpectedly: ${reason}`);
  const { response } = await options.electron.dialog.showMessageBox(window, {
    type: 'error',
    title: '枫桥工作台',
    message: '页面意外中断',
    detail: '已保存的内容和自动保存的草稿都在，没有丢失。请重新打开页面继续。',
    buttons: ['重新打开', '关闭窗口'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  if (window.isDestroyed()) return;
  if (response === 0) await window.loadURL(APP_START_URL);
  else window.close();
}

/** Opens the window of the desk where it stood last time, with nothing of Node in its page. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { electron, log } = options;
  const saved = loadWindowState(options.stateFile, log);
  const primary = electron.screen.getPrimaryDisplay();
  const others = electron.screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const window = new electron.BrowserWindow({
    ...fitToDisplays(
      saved,
      [primary, ...others].map((display) => display.workArea),
    ),
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    title: '枫桥工作台',
    icon: options.icon,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  });
  trackWindowState(window, (state) => saveWindowState(options.stateFile, state, log));
  window.once('ready-to-show', () => {
    // To maximise shows the window, so it waits like showing does: nobody sees an empty one.
    if (saved?.maximized) window.maximize();
    window.show();
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    offerReload(window, options, reason).catch((error: unknown) => log(`page not opened again: ${String(error)}`));
  });
  window.loadURL(APP_START_URL).catch((error: unknown) => log(`page not opened: ${String(error)}`));
  return window;
}

/** Brings a window to the front, wherever it is. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
