import { RPCHandler } from '@orpc/server/message-port';
import type { Logger } from 'pino';
import { ServiceError } from '../contract/errors.ts';
import { type ServiceToShell, shellToService } from '../contract/shell.ts';
import type { CenterRouter } from './http.ts';

/** The port of a window, as Electron's utility process hands it over (MessagePortMain). */
interface WindowPort {
  postMessage(message: unknown, transfer?: unknown[]): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** The line to the shell: `process.parentPort` inside a utility process. */
export interface ParentPort {
  postMessage(message: ServiceToShell): void;
  on(event: 'message', listener: (event: { data: unknown; ports: WindowPort[] }) => void): unknown;
}

export interface StoredPdf {
  readonly sha256: string;
  readonly title: string;
  readonly bytes: Uint8Array;
}

export interface ShellPortParts {
  readonly parent: ParentPort;
  readonly router: CenterRouter;
  /** The stored PDF that this session may print. */
  readonly document: (token: string | null, documentId: string) => Promise<StoredPdf>;
  readonly stop: () => Promise<void>;
  readonly logger: Pick<Logger, 'error'>;
}

/** The parent port, when this program runs inside Electron's utility process; null under plain Node. */
export function findParentPort(): ParentPort | null {
  const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
  return parentPort ?? null;
}

/** Serves the windows of the Electron shell: each has a port of its own, and a session of its own. */
export function serveShell({ parent, router, document, stop, logger }: ShellPortParts): void {
  const handler = new RPCHandler(router);
  /** Session by window: a window that reloads stays signed in, a window that closes is signed out of its port. */
  const tokens = new Map<number, string>();
  const ports = new Map<number, WindowPort>();

  parent.on('message', ({ data, ports: [port] }) => {
    const message = shellToService.parse(data);
    switch (message.type) {
      case 'connect':
        if (port) connect(message.windowId, port);
        return;
      case 'disconnect':
        ports.get(message.windowId)?.close();
        ports.delete(message.windowId);
        tokens.delete(message.windowId);
        return;
      case 'document':
        void answerDocument(message);
        return;
      case 'keyStore':
        // Whoever asked listens for the answer itself.
        return;
      case 'stop':
        void stop();
        return;
    }
  });

  function connect(windowId: number, port: WindowPort): void {
    ports.get(windowId)?.close();
    ports.set(windowId, port);
    handler.upgrade(port, {
      context: {
        get token() {
          return tokens.get(windowId) ?? null;
        },
        keepToken: (token: string) => void tokens.set(windowId, token),
        dropToken: () => void tokens.delete(windowId),
      },
    });
    port.start();
  }

  async function answerDocument({
    requestId,
    windowId,
    documentId,
  }: {
    requestId: string;
    windowId: number;
    documentId: string;
  }): Promise<void> {
    try {
      const pdf = await document(tokens.get(windowId) ?? null, documentId);
      parent.postMessage({ type: 'document', requestId, ...pdf });
    } catch (error) {
      // The words of other errors are not made for people.
      const known = error instanceof ServiceError;
      if (!known) logger.error({ error }, 'document not fetched for the shell');
      const message = known ? error.message : '文书没有取到，没有打印。案件没有变动，请再试一次。';
      parent.postMessage({ type: 'documentRefused', requestId, message });
    }
  }
}
