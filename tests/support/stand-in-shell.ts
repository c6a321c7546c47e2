import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { v7 as newId } from 'uuid';
import { vi } from 'vitest';
import type { ParentPort } from '../../center/shell-port.ts';
import type { ServiceToShell, ShellToService } from '../../contract/shell.ts';

/** The shell's end of the line to the service, and ports as Electron hands them over (MessagePortMain). */
export class StandInShell implements ParentPort {
  readonly said: ServiceToShell[] = [];
  readonly #messages = new EventEmitter();

  postMessage(message: ServiceToShell): void {
    this.said.push(structuredClone(message));
  }
  on(_event: 'message', listener: Parameters<ParentPort['on']>[1]): void {
    this.#messages.on('message', listener);
  }
  tell(message: ShellToService | { type: string }, port?: MessagePort): void {
    this.#messages.emit('message', { data: message, ports: port ? [asMessagePortMain(port)] : [] });
  }
  async document(windowId: number, documentId: string): Promise<ServiceToShell> {
    const requestId = newId();
    this.tell({ type: 'document', requestId, windowId, documentId });
    return vi.waitUntil(() => this.said.find((message) => 'requestId' in message && message.requestId === requestId), {
      timeout: 10_000,
    });
  }
}

/** Node's port has the methods of a browser's as well; Electron's has none of them, and its messages are events. */
function asMessagePortMain(port: MessagePort) {
  return {
    postMessage: (message: unknown) => port.postMessage(message),
    on: (event: 'message' | 'close', listener: (event: { data: unknown }) => void) =>
      event === 'message'
        ? port.on('message', (data) => listener({ data }))
        : port.on('close', () => listener({ data: undefined })),
    start: () => port.start(),
    close: () => port.close(),
  };
}
