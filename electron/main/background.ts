import type { Tray } from 'electron';
import type { ElectronApi } from './electron-api.ts';

/** Milliseconds that the app stays in the tray after the last other desk has left; a short break must not cut it off. */
export const LINGER_MS = 10 * 60_000;

export interface BackgroundOptions {
  electron: Pick<ElectronApi, 'Tray' | 'Menu' | 'Notification' | 'nativeImage' | 'dialog'>;
  icon: string;
  /** The address for other desks, while the service has one. */
  origin: () => string | undefined;
  openWindow: () => void;
  quit: () => void;
}

export interface Background {
  /** Number of other desks signed in at this center. */
  setDesks(count: number): void;
  /** The last window was closed: stays in the tray while other desks need the service, else quits. */
  windowsClosed(): void;
  windowOpened(): void;
  /** Quits, after asking when that would cut off other desks. */
  askToQuit(): Promise<void>;
}

/**
 * Keeps the center's service alive without a window. The desk that hosts the store may close its window at noon while
 * three colleagues work on it over the LAN.
 */
export function createBackground(options: BackgroundOptions): Background {
  const { electron } = options;
  let desks = 0;
  let tray: Tray | undefined;
  let linger: ReturnType<typeof setTimeout> | undefined;

  function refresh(): void {
    if (!tray) return;
    const origin = options.origin();
    tray.setToolTip(`枫桥工作台：${desks} 个工作台正在使用本机数据`);
    tray.setContextMenu(
      electron.Menu.buildFromTemplate([
        { label: '打开窗口', click: options.openWindow },
        { label: `已连接的其他工作台：${desks}`, enabled: false },
        ...(origin === undefined ? [] : [{ label: `本机地址：${origin}`, enabled: false }]),
        { type: 'separator' },
        { label: '退出', click: () => void askToQuit() },
      ]),
    );
  }

  async function askToQuit(): Promise<void> {
    if (desks > 0) {
      const { response } = await electron.dialog.showMessageBox({
        type: 'warning',
        title: '枫桥工作台',
        message: `还有 ${desks} 个工作台正在使用本机数据`,
        detail: '现在退出，他们的工作会中断；已保存的内容不会丢失。确定要退出吗？',
        buttons: ['继续运行', '仍要退出'],
        defaultId: 0,
        cancelId: 0,
        noLink: true,
      });
      if (response !== 1) return;
    }
    options.quit();
  }

  function removeTray(): void {
    clearTimeout(linger);
    tray?.destroy();
    tray = undefined;
  }

  return {
    askToQuit,
    setDesks(count) {
      desks = count;
      clearTimeout(linger);
      if (tray && desks === 0) linger = setTimeout(options.quit, LINGER_MS);
      refresh();
    },
    windowsClosed() {
      if (desks === 0) {
        options.quit();
        return;
      }
      tray ??= new electron.Tray(electron.nativeImage.createFromPath(options.icon));
      tray.on('click', options.openWindow);
      refresh();
      if (electron.Notification.isSupported()) {
        new electron.Notification({
          title: '枫桥工作台仍在运行',
          body: `还有 ${desks} 个工作台正在使用本机数据。窗口已关闭，可从任务栏图标重新打开或退出。`,
        }).show();
      }
    },
    windowOpened: removeTray,
  };
}
