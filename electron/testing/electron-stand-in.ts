import { EventEmitter } from 'node:events';
import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Dialog,
  IpcMain,
  IpcMainInvokeEvent,
  Menu,
  MenuItemConstructorOptions,
  MessageBoxOptions,
  MessageBoxReturnValue,
  MessagePortMain,
  NativeImage,
  Notification,
  NotificationConstructorOptions,
  SafeStorage,
  Screen,
  Session,
  Shell,
  Tray,
  UtilityProcess,
  WebContents,
} from 'electron';
import type { ElectronApi } from '../main/electron-api.ts';
import { StandInProtocol, StandInSession } from './stand-in-session.ts';
import {
  type StandInContents,
  type StandInFrame,
  StandInMessageChannel,
  type StandInPort,
  StandInWindow,
} from './stand-in-window.ts';

/*
 * A stand-in for Electron's main process, where its binary cannot be had. Every class implements a slice of the class in
 * electron.d.ts: when Electron changes or drops a call, this file does not compile; when the shell calls something that
 * the slice lacks, its test fails. The shell itself is compiled against the full typings.
 */

export class StandInChild extends EventEmitter implements Pick<UtilityProcess, 'kill' | 'postMessage'> {
  readonly received: { message: unknown; ports: unknown[] }[] = [];
  readonly stderr = new EventEmitter();
  killed = false;
  kill(): boolean {
    this.killed = true;
    queueMicrotask(() => this.emit('exit', 143));
    return true;
  }
  postMessage(message: unknown, transfer: MessagePortMain[] = []): void {
    this.received.push({ message, ports: transfer });
  }
}

type AppSlice = Pick<App, 'getPath' | 'getVersion' | 'quit' | 'requestSingleInstanceLock' | 'whenReady'>;

class StandInApp extends EventEmitter implements AppSlice {
  readonly userData: string;
  isFirstInstance = true;
  quitCalls = 0;
  constructor(userData: string) {
    super();
    this.userData = userData;
  }
  getPath(): string {
    return this.userData;
  }
  getVersion(): string {
    return '0.1.0';
  }
  requestSingleInstanceLock(): boolean {
    return this.isFirstInstance;
  }
  async whenReady(): Promise<void> {}
  /** As Electron does: asks first, and quits only when nothing objects. */
  quit(): void {
    this.quitCalls += 1;
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.emit('will-quit');
  }
}

export class StandInIpcMain extends EventEmitter implements Pick<IpcMain, 'handle'> {
  readonly channels = new Map<string, Parameters<IpcMain['handle']>[1]>();
  handle(channel: string, listener: Parameters<IpcMain['handle']>[1]): void {
    this.channels.set(channel, listener);
  }
  /** What a page would get that calls `channel` from `frame`. */
  async invoke(
    channel: string,
    contents: StandInContents,
    frame: StandInFrame | null,
    ...args: unknown[]
  ): Promise<unknown> {
    const listener = this.channels.get(channel);
    if (!listener) throw new Error(`No handler registered for '${channel}'`);
    const event = { sender: contents, senderFrame: frame };
    return await listener(event as unknown as IpcMainInvokeEvent, ...args);
  }
}

class StandInTray extends EventEmitter implements Pick<Tray, 'destroy' | 'setContextMenu' | 'setToolTip'> {
  menu: Menu | null = null;
  toolTip = '';
  destroyed = false;
  destroy(): void {
    this.destroyed = true;
  }
  setContextMenu(menu: Menu | null): void {
    this.menu = menu;
  }
  setToolTip(toolTip: string): void {
    this.toolTip = toolTip;
  }
}

class StandInNotification extends EventEmitter implements Pick<Notification, 'show'> {
  readonly options: NotificationConstructorOptions;
  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.options = options;
  }
  show(): void {}
}

export class StandInMenu {
  readonly template: MenuItemConstructorOptions[];
  constructor(template: MenuItemConstructorOptions[]) {
    this.template = template;
  }
}

/** A dialog whose answers the test gives, in order; an unanswered one stays open. */
class StandInDialog {
  readonly shown: MessageBoxOptions[] = [];
  readonly answers: number[] = [];
  readonly showMessageBox: Dialog['showMessageBox'] = (first, second?: MessageBoxOptions) => {
    this.shown.push(second ?? (first as MessageBoxOptions));
    const response = this.answers.shift();
    if (response === undefined) return new Promise<MessageBoxReturnValue>(() => {});
    return Promise.resolve({ response, checkboxChecked: false });
  };
}

/** A whole stand-in Electron and what it has recorded. */
export function createElectronStandIn(userData: string) {
  const app = new StandInApp(userData);
  const windows: StandInWindow[] = [];
  const trays: StandInTray[] = [];
  const notifications: StandInNotification[] = [];
  const children: { child: StandInChild; modulePath: string; args: string[] }[] = [];
  const channels: StandInMessageChannel[] = [];
  const opened: string[] = [];
  const partitions = new Map<string, StandInSession>();
  const defaultSession = new StandInSession();
  const protocol = new StandInProtocol();
  const ipcMain = new StandInIpcMain();
  const dialog = new StandInDialog();
  const displays = [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } }];

  class Window extends StandInWindow {
    constructor(options?: BrowserWindowConstructorOptions) {
      super(options);
      windows.push(this);
      app.emit('web-contents-created', {}, this.webContents);
    }
    override destroy(): void {
      if (this.destroyed) return;
      super.destroy();
      if (windows.every((window) => window.destroyed)) app.emit('window-all-closed');
    }
    static fromWebContents(contents: unknown): StandInWindow | null {
      return windows.find((window) => window.webContents === contents) ?? null;
    }
  }
  class RecordedTray extends StandInTray {
    constructor() {
      super();
      trays.push(this);
    }
  }
  class RecordedNotification extends StandInNotification {
    static isSupported(): boolean {
      return true;
    }
    override show(): void {
      notifications.push(this);
    }
  }
  class RecordedChannel extends StandInMessageChannel {
    constructor() {
      super();
      channels.push(this);
    }
  }
  const shell: Pick<Shell, 'openExternal'> = {
    openExternal: async (url) => {
      opened.push(url);
    },
  };
  const screen = {
    getPrimaryDisplay: () => displays[0],
    getAllDisplays: () => displays,
  } satisfies Record<keyof Pick<Screen, 'getPrimaryDisplay' | 'getAllDisplays'>, unknown>;
  const members = {
    app,
    BrowserWindow: Window,
    dialog,
    ipcMain,
    Menu: {
      buildFromTemplate: (template: MenuItemConstructorOptions[]) => new StandInMenu(template),
      setApplicationMenu: () => {},
    } satisfies Record<keyof Pick<typeof Menu, 'buildFromTemplate' | 'setApplicationMenu'>, unknown>,
    MessageChannelMain: RecordedChannel,
    nativeImage: { createFromPath: (path: string) => ({ path }) satisfies Partial<NativeImage> & { path: string } },
    Notification: RecordedNotification,
    protocol,
    safeStorage: {
      isEncryptionAvailable: () => true,
      getSelectedStorageBackend: () => 'gnome_libsecret',
      encryptString: (text: string) => Buffer.from(`sealed ${text}`),
      decryptString: (sealed: Buffer) => {
        if (!sealed.toString().startsWith('sealed ')) throw new Error('Error while decrypting the ciphertext');
        return sealed.toString().slice('sealed '.length);
      },
    } satisfies Partial<Record<keyof SafeStorage, unknown>>,
    screen,
    session: {
      defaultSession,
      fromPartition: (partition: string) => {
        const session = partitions.get(partition) ?? new StandInSession();
        partitions.set(partition, session);
        return session;
      },
    },
    shell,
    Tray: RecordedTray,
    utilityProcess: {
      fork: (modulePath: string, args: string[] = []) => {
        const child = new StandInChild();
        children.push({ child, modulePath, args });
        return child;
      },
    },
  } satisfies Record<keyof ElectronApi, unknown>;

  return {
    /** The one place where the slices pass for the whole. */
    electron: members as unknown as ElectronApi,
    app,
    windows,
    trays,
    notifications,
    children,
    channels,
    opened,
    partitions,
    defaultSession,
    protocol,
    ipcMain,
    dialog,
    displays,
  };
}

/** Passes a slice for the whole class, as the shell's modules want it. */
export const asWindow = (window: StandInWindow): BrowserWindow => window as unknown as BrowserWindow;
export const asContents = (contents: StandInContents): WebContents => contents as unknown as WebContents;
export const asSession = (session: StandInSession): Session => session as unknown as Session;
export const asChild = (child: StandInChild): UtilityProcess => child as unknown as UtilityProcess;
export const asPort = (port: StandInPort): MessagePortMain => port as unknown as MessagePortMain;
