import type { MessagePortMain, UtilityProcess } from 'electron';
import { type ServiceState, type ServiceToShell, type ShellToService, serviceToShell } from '../../contract/shell.ts';
import type { Log } from './log.ts';
import { decideRestart, RESTART_DELAYS_MS, STABLE_AFTER_MS } from './restart-policy.ts';

/** Milliseconds that a stopping service gets to close the store before it is ended by force. */
export const STOP_TIMEOUT_MS = 15_000;
/** Milliseconds to wait for a stored document. */
export const DOCUMENT_TIMEOUT_MS = 30_000;
const STDERR_TAIL_CHARS = 4_096;

export type StoredDocument = Omit<Extract<ServiceToShell, { type: 'document' }>, 'type' | 'requestId'>;

export interface ServiceProcessOptions {
  /** Starts the process once; called again after a crash. */
  fork: () => UtilityProcess;
  newRequestId: () => string;
  onState: (state: ServiceState) => void;
  /** Number of other desks signed in; 0 when the service stops or crashes. */
  onDesks: (count: number) => void;
  /** Asks the key store of the system for the service. */
  onKeyStore: (question: Extract<ServiceToShell, { type: 'keyStore' }>) => ShellToService;
  log: Log;
}

export interface ServiceProcess {
  start(): void;
  /** Starts again after `failed`; does nothing in any other state. */
  retry(): void;
  /** Asks the service to close the store, and ends it by force when it does not answer in time. */
  stop(): Promise<void>;
  state(): ServiceState;
  origin(): string | undefined;
  /** Resolves when ports are served. Rejects, in Chinese, when the service has failed or stopped. */
  whenReady(): Promise<void>;
  /** Hands a port of a window to the service. */
  connect(windowId: number, port: MessagePortMain): void;
  disconnect(windowId: number): void;
  /** Fetches a stored PDF as the person of that window. Rejects with the service's Chinese reason. */
  document(windowId: number, documentId: string): Promise<StoredDocument>;
}

interface Waiting<T> {
  resolve: (value: T) => void;
  reject: (error: Error) => void;
}

/** Keeps the center service running in a utility process (design: "What runs"). */
export function createServiceProcess(options: ServiceProcessOptions): ServiceProcess {
  let child: UtilityProcess | undefined;
  let state: ServiceState = { status: 'stopped', message: '本机服务没有运行' };
  let origin: string | undefined;
  let failure: string | undefined;
  let crashes = 0;
  let restarts = 0;
  let stderrTail = '';
  let stopping: { promise: Promise<void>; done: () => void } | undefined;
  let restartTimer: ReturnType<typeof setTimeout> | undefined;
  let stableTimer: ReturnType<typeof setTimeout> | undefined;
  const readyWaiters = new Set<Waiting<void>>();
  const documents = new Map<string, Waiting<StoredDocument>>();

  function setState(next: ServiceState): void {
    state = next;
    if (next.status === 'ready') for (const waiter of readyWaiters) waiter.resolve();
    if (next.status === 'failed' || next.status === 'stopped') {
      for (const waiter of readyWaiters) waiter.reject(new Error(next.message));
    }
    if (next.status !== 'starting' && next.status !== 'restarting') readyWaiters.clear();
    options.onState(next);
  }

  function post(message: ShellToService, ports: MessagePortMain[] = []): void {
    child?.postMessage(message, ports);
  }

  function rejectDocuments(message: string): void {
    for (const waiting of documents.values()) waiting.reject(new Error(message));
    documents.clear();
  }

  function launch(): void {
    failure = undefined;
    origin = undefined;
    stderrTail = '';
    const process = options.fork();
    child = process;
    process.stderr?.on('data', (chunk: Buffer | string) => {
      stderrTail = (stderrTail + String(chunk)).slice(-STDERR_TAIL_CHARS);
    });
    process.on('message', (message: unknown) => {
      if (child === process) receive(message);
    });
    process.on('exit', (code) => {
      if (child === process) exited(code);
    });
  }

  function receive(raw: unknown): void {
    const parsed = serviceToShell.safeParse(raw);
    if (!parsed.success) {
      options.log(
        `message of the service not understood: ${parsed.error.issues.map((i) => i.path.join('.')).join(' ')}`,
      );
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'ready':
        origin = message.origin;
        clearTimeout(stableTimer);
        stableTimer = setTimeout(() => {
          crashes = 0;
        }, STABLE_AFTER_MS);
        setState({
          status: 'ready',
          restarts,
          message:
            restarts === 0 ? '本机服务已就绪' : '本机服务已恢复，已保存的内容没有丢失。请核对刚才正在填写的内容。',
        });
        return;
      case 'failed':
        failure = message.message;
        return;
      case 'desks':
        options.onDesks(message.count);
        return;
      case 'document':
        settleDocument(message.requestId, (waiting) =>
          waiting.resolve({ sha256: message.sha256, title: message.title, bytes: message.bytes }),
        );
        return;
      case 'documentRefused':
        settleDocument(message.requestId, (waiting) => waiting.reject(new Error(message.message)));
        return;
      case 'keyStore':
        post(options.onKeyStore(message));
        return;
      default:
        message satisfies never;
    }
  }

  function settleDocument(requestId: string, settle: (waiting: Waiting<StoredDocument>) => void): void {
    const waiting = documents.get(requestId);
    documents.delete(requestId);
    if (waiting) settle(waiting);
  }

  function exited(code: number): void {
    child = undefined;
    clearTimeout(stableTimer);
    options.onDesks(0);
    rejectDocuments('本机服务中断，文书没有取到，也没有打印。请稍候再试。');
    if (stopping) {
      setState({ status: 'stopped', message: '本机服务已停止' });
      stopping.done();
      return;
    }
    if (failure !== undefined) {
      options.log(`service cannot start: ${failure}`);
      setState({ status: 'failed', message: failure });
      return;
    }
    crashes += 1;
    const decision = decideRestart(crashes);
    options.log(`service ended unexpectedly, code ${code}, crash ${crashes} in a row\n${stderrTail}`);
    if (!decision.restart) {
      setState({
        status: 'failed',
        message: `本机服务连续 ${RESTART_DELAYS_MS.length + 1} 次意外中断，已不再自动重启。已保存的内容都在本机，没有丢失。请点「重试」，仍不行请联系管理员。`,
      });
      return;
    }
    setState({
      status: 'restarting',
      attempt: decision.attempt,
      delayMs: decision.delayMs,
      message: `本机服务意外中断，正在重新启动（第 ${decision.attempt} 次）。已保存的内容没有丢失，请稍候。`,
    });
    restartTimer = setTimeout(() => {
      restarts += 1;
      launch();
    }, decision.delayMs);
  }

  function start(): void {
    if (child || state.status === 'restarting') return;
    setState({ status: 'starting', message: '正在打开本机数据，请稍候' });
    launch();
  }

  async function stop(): Promise<void> {
    if (stopping) return stopping.promise;
    clearTimeout(restartTimer);
    if (!child) {
      setState({ status: 'stopped', message: '本机服务已停止' });
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    stopping = { promise, done: resolve };
    const process = child;
    post({ type: 'stop' });
    const force = setTimeout(() => {
      options.log('service did not stop in time and is ended by force');
      process.kill();
    }, STOP_TIMEOUT_MS);
    await promise;
    clearTimeout(force);
    stopping = undefined;
  }

  return {
    start,
    stop,
    retry() {
      if (state.status !== 'failed') return;
      crashes = 0;
      start();
    },
    state: () => state,
    origin: () => origin,
    whenReady() {
      if (state.status === 'ready') return Promise.resolve();
      if (state.status === 'failed' || state.status === 'stopped') return Promise.reject(new Error(state.message));
      return new Promise((resolve, reject) => readyWaiters.add({ resolve, reject }));
    },
    connect(windowId, port) {
      if (state.status !== 'ready') throw new Error(state.message);
      post({ type: 'connect', windowId }, [port]);
    },
    disconnect(windowId) {
      if (state.status === 'ready') post({ type: 'disconnect', windowId });
    },
    document(windowId, documentId) {
      if (state.status !== 'ready') return Promise.reject(new Error(state.message));
      const requestId = options.newRequestId();
      return new Promise<StoredDocument>((resolve, reject) => {
        const timer = setTimeout(
          () => settleDocument(requestId, (waiting) => waiting.reject(new Error('取文书超时，没有打印。请再试一次。'))),
          DOCUMENT_TIMEOUT_MS,
        );
        documents.set(requestId, {
          resolve: (document) => {
            clearTimeout(timer);
            resolve(document);
          },
          reject: (error) => {
            clearTimeout(timer);
            reject(error);
          },
        });
        post({ type: 'document', requestId, windowId, documentId });
      });
    },
  };
}
