import { EventEmitter } from 'node:events';
import type {
  BrowserWindow,
  BrowserWindowConstructorOptions,
  MessagePortMain,
  Rectangle,
  WebContents,
  WebContentsPrintOptions,
  WebFrameMain,
  WindowOpenHandlerResponse,
} from 'electron';

export class StandInPort extends EventEmitter implements Pick<MessagePortMain, 'close' | 'postMessage' | 'start'> {
  closed = false;
  close(): void {
    this.closed = true;
  }
  postMessage(): void {}
  start(): void {}
}

export class StandInMessageChannel {
  port1 = new StandInPort();
  port2 = new StandInPort();
}

export class StandInFrame implements Pick<WebFrameMain, 'url' | 'isDestroyed' | 'postMessage'> {
  url: string;
  parent: StandInFrame | null;
  destroyed = false;
  readonly posted: { channel: string; message: unknown; ports: unknown[] }[] = [];
  constructor(url: string, parent: StandInFrame | null = null) {
    this.url = url;
    this.parent = parent;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  postMessage(channel: string, message: unknown, transfer: MessagePortMain[] = []): void {
    this.posted.push({ channel, message, ports: transfer });
  }
}

let nextContentsId = 1;

export class StandInContents
  extends EventEmitter
  implements Pick<WebContents, 'id' | 'print' | 'send' | 'setWindowOpenHandler'>
{
  readonly id = nextContentsId++;
  readonly mainFrame = new StandInFrame('about:blank');
  readonly sent: { channel: string; args: unknown[] }[] = [];
  readonly prints: {
    options: WebContentsPrintOptions | undefined;
    done: (success: boolean, failureReason: string) => void;
  }[] = [];
  openHandler:
    | ((details: Parameters<Parameters<WebContents['setWindowOpenHandler']>[0]>[0]) => WindowOpenHandlerResponse)
    | undefined;
  send(channel: string, ...args: unknown[]): void {
    this.sent.push({ channel, args });
  }
  setWindowOpenHandler(handler: Parameters<WebContents['setWindowOpenHandler']>[0]): void {
    this.openHandler = handler;
  }
  print(options?: WebContentsPrintOptions, done: (success: boolean, failureReason: string) => void = () => {}): void {
    this.prints.push({ options, done });
  }
}

type WindowSlice = Pick<
  BrowserWindow,
  | 'close'
  | 'destroy'
  | 'focus'
  | 'getNormalBounds'
  | 'isDestroyed'
  | 'isMaximized'
  | 'isMinimized'
  | 'loadURL'
  | 'maximize'
  | 'restore'
  | 'show'
>;

let nextWindowId = 1;

export class StandInWindow extends EventEmitter implements WindowSlice {
  readonly id = nextWindowId++;
  readonly webContents = new StandInContents();
  readonly options: BrowserWindowConstructorOptions;
  readonly loaded: string[] = [];
  bounds: Rectangle;
  visible: boolean;
  maximized = false;
  minimized = false;
  focused = false;
  destroyed = false;
  loadError: Error | undefined;
  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    this.visible = options.show ?? true;
    this.bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    if (this.loadError) throw this.loadError;
    this.webContents.mainFrame.url = url;
  }
  close(): void {
    this.emit('close', { preventDefault() {} });
    this.destroy();
  }
  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.webContents.mainFrame.destroyed = true;
    this.webContents.emit('destroyed');
    this.emit('closed');
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  isMaximized(): boolean {
    return this.maximized;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  getNormalBounds(): Rectangle {
    return this.bounds;
  }
  /** As Electron does: a hidden window is shown. */
  maximize(): void {
    this.maximized = true;
    this.visible = true;
  }
  restore(): void {
    this.minimized = false;
  }
  show(): void {
    this.visible = true;
  }
  focus(): void {
    this.focused = true;
  }
}
