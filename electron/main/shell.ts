import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import type { ServiceState, ShellHost } from '../../contract/shell.ts';
import { SERVICE_PORT_CHANNEL, SERVICE_STATE_CHANNEL, SHELL_CHANNELS } from '../../contract/shell-channels.ts';
import { createBackground } from './background.ts';
import type { ElectronApi } from './electron-api.ts';
import { checkExternalLink } from './external-links.ts';
import { registerIpc } from './ipc.ts';
import { createKeyStore } from './key-store.ts';
import type { Log } from './log.ts';
import { bringToFront, openMainWindow } from './main-window.ts';
import { createPrinting, PRINT_ORIGIN, PRINT_PARTITION, PRINT_SCHEME_PRIVILEGES } from './printing.ts';
import { APP_ORIGIN, APP_SCHEME, APP_SCHEME_PRIVILEGES, createAppProtocol } from './protocol.ts';
import { confineContents, confineDownloads, denyPermissions, isTrustedSender } from './security.ts';
import { createServiceProcess } from './service-process.ts';
import { claimSingleInstance } from './single-instance.ts';

export interface ShellPlaces {
  /** The built center service. */
  service: string;
  serviceArgs: readonly string[];
  preload: string;
  /** Folder of the built page. */
  renderer: string;
  icon: string;
  trayIcon: string;
}

/**
 * Runs the desktop shell: windows, printing, the service's process. It holds no business rule (design: "What runs").
 * Resolves once the window is open; resolves without opening one when the app is running already.
 */
export async function startShell(electron: ElectronApi, places: ShellPlaces, log: Log): Promise<void> {
  const { app } = electron;
  let mainWindow: BrowserWindow | undefined;
  let connections = 0;

  electron.protocol.registerSchemesAsPrivileged([APP_SCHEME_PRIVILEGES, PRINT_SCHEME_PRIVILEGES]);
  if (!claimSingleInstance(app, () => openWindow())) return;

  const background = createBackground({
    electron,
    icon: places.trayIcon,
    origin: () => service.origin(),
    openWindow: () => openWindow(),
    quit: () => app.quit(),
  });
  const service = createServiceProcess({
    fork: () =>
      electron.utilityProcess.fork(places.service, [...places.serviceArgs], {
        serviceName: '枫桥工作台数据服务',
        stdio: ['ignore', 'inherit', 'pipe'],
      }),
    newRequestId: randomUUID,
    onState: (state) => serviceStateChanged(state),
    onDesks: (count) => background.setDesks(count),
    onKeyStore: createKeyStore(electron.safeStorage, process.platform, log),
    log,
  });
  const printing = createPrinting({
    electron,
    fetchDocument: (windowId, documentId) => service.document(windowId, documentId),
    newToken: randomUUID,
    log,
  });

  function serviceStateChanged(state: ServiceState): void {
    if (mainWindow && !mainWindow.isDestroyed()) mainWindow.webContents.send(SERVICE_STATE_CHANNEL, state);
    if (state.status === 'failed') {
      offerRetry(state.message).catch((error: unknown) => log(`dialog not shown: ${String(error)}`));
    }
  }

  async function offerRetry(detail: string): Promise<void> {
    const { response } = await electron.dialog.showMessageBox({
      type: 'error',
      title: '枫桥工作台',
      message: '本机服务没有运行',
      detail,
      buttons: ['重试', '退出'],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    });
    if (response === 0) service.retry();
    else app.quit();
  }

  function openWindow(): void {
    if (mainWindow && !mainWindow.isDestroyed()) {
      bringToFront(mainWindow);
      return;
    }
    const window = openMainWindow({
      electron,
      preload: places.preload,
      icon: places.icon,
      stateFile: join(app.getPath('userData'), 'window.json'),
      log,
    });
    const windowId = window.id;
    mainWindow = window;
    background.windowOpened();
    window.on('closed', () => {
      mainWindow = undefined;
      service.disconnect(windowId);
    });
  }

  function windowOf(event: IpcMainInvokeEvent): BrowserWindow {
    const window = electron.BrowserWindow.fromWebContents(event.sender);
    if (!window) throw new Error('窗口已经关闭');
    return window;
  }

  function hostInfo(): ShellHost {
    return {
      kind: 'electron',
      platform: process.platform,
      arch: process.arch,
      appVersion: app.getVersion(),
      electronVersion: process.versions.electron ?? '',
      chromeVersion: process.versions.chrome ?? '',
    };
  }

  async function connect(event: IpcMainInvokeEvent): Promise<{ connection: number }> {
    await service.whenReady();
    const frame = event.senderFrame;
    if (!frame || frame.isDestroyed()) throw new Error('窗口已经关闭');
    const { port1, port2 } = new electron.MessageChannelMain();
    connections += 1;
    service.connect(windowOf(event).id, port1);
    frame.postMessage(SERVICE_PORT_CHANNEL, { connection: connections }, [port2]);
    return { connection: connections };
  }

  app.on('web-contents-created', (_event, contents) =>
    confineContents(contents, { page: APP_ORIGIN, embedded: PRINT_ORIGIN }, log),
  );
  app.on('window-all-closed', () => background.windowsClosed());
  app.on('activate', () => openWindow());
  app.on('before-quit', (event) => {
    if (service.state().status === 'stopped') return;
    // Quitting waits for the store to be closed; the second round finds the service stopped.
    event.preventDefault();
    service.stop().then(
      () => app.quit(),
      (error: unknown) => log(`service not stopped: ${String(error)}`),
    );
  });

  await app.whenReady();
  electron.Menu.setApplicationMenu(null);
  for (const session of [electron.session.defaultSession, electron.session.fromPartition(PRINT_PARTITION)]) {
    denyPermissions(session);
    confineDownloads(session, APP_ORIGIN, log);
  }
  electron.session.defaultSession.protocol.handle(APP_SCHEME, createAppProtocol(places.renderer, log));
  printing.install();
  registerIpc({
    ipcMain: electron.ipcMain,
    isTrusted: (event) => isTrustedSender(event, APP_ORIGIN, (contentsId) => mainWindow?.webContents.id === contentsId),
    handlers: {
      [SHELL_CHANNELS.host]: hostInfo,
      [SHELL_CHANNELS.connect]: connect,
      [SHELL_CHANNELS.serviceState]: () => service.state(),
      [SHELL_CHANNELS.restartService]: () => {
        service.retry();
        return null;
      },
      [SHELL_CHANNELS.printPdf]: (event, request) => {
        const window = windowOf(event);
        return printing.print(window, window.id, request);
      },
      [SHELL_CHANNELS.openExternal]: async (_event, address) => {
        await electron.shell.openExternal(checkExternalLink(address));
        return null;
      },
    },
    log,
  });
  service.start();
  openWindow();
}
