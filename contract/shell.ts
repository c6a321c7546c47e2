import * as z from 'zod';
import { SERVICE_PORT_MESSAGE } from './shell-channels.ts';

/** Hex SHA-256 of a stored file. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, '文件校验值应为 64 位十六进制数');
const id = z.string().min(1).max(128);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, '应为字节');

/**
 * What the Electron shell tells the center service, over `process.parentPort`.
 *
 * - `connect`: a window asks for the API; exactly one MessagePort comes with the message.
 * - `disconnect`: the window is gone; its port is closed.
 * - `document`: the window wants a stored PDF printed. The service answers with `document` or `documentRefused`, after
 *   checking that the person signed in over that window's port may read it.
 * - `keyStore`: the answer to the service's `keyStore`; `backend` is null where the system has no key store that protects
 *   anything, `bytes` is null where it refused.
 * - `stop`: finish what is running, close the store, exit with code 0.
 */
export const shellToService = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connect'), windowId: z.int().positive() }),
  z.object({ type: z.literal('disconnect'), windowId: z.int().positive() }),
  z.object({ type: z.literal('document'), requestId: id, windowId: z.int().positive(), documentId: id }),
  z.object({
    type: z.literal('keyStore'),
    requestId: id,
    backend: z.string().nullable(),
    bytes: bytes.nullable(),
  }),
  z.object({ type: z.literal('stop') }),
]);
export type KeyStoreAnswer = Extract<z.infer<typeof shellToService>, { type: 'keyStore' }>;
export type ShellToService = z.infer<typeof shellToService>;

/**
 * What the center service tells the shell.
 *
 * - `ready`: the store is open and ports are served; `origin` is the address for other desks, when they are allowed.
 * - `failed`: the service cannot start and a restart would not help (newer store, read-only folder, second process).
 *   The message is Chinese and says what is safe and what to do. The service exits afterwards.
 * - `desks`: how many other desks (browsers on the LAN) are signed in now.
 * - `document` / `documentRefused`: the answer to the shell's `document`.
 * - `keyStore`: asks which key store the system has, or has it seal or unseal a secret (docs/keys.md).
 */
export const serviceToShell = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), origin: z.url().optional() }),
  z.object({ type: z.literal('failed'), message: z.string().min(1) }),
  z.object({ type: z.literal('desks'), count: z.int().nonnegative() }),
  z.object({
    type: z.literal('document'),
    requestId: id,
    sha256,
    /** Shown as the title of the print window and as the name of the print job. */
    title: z.string().min(1).max(200),
    bytes,
  }),
  z.object({ type: z.literal('documentRefused'), requestId: id, message: z.string().min(1) }),
  z.object({
    type: z.literal('keyStore'),
    requestId: id,
    wanted: z.enum(['backend', 'seal', 'unseal']),
    bytes: bytes.optional(),
  }),
]);
export type ServiceToShell = z.infer<typeof serviceToShell>;

/** Where the page runs. */
export interface ShellHost {
  readonly kind: 'electron';
  readonly platform: string;
  readonly arch: string;
  readonly appVersion: string;
  readonly electronVersion: string;
  readonly chromeVersion: string;
}

/**
 * State of the center service as the shell sees it. Every `message` is Chinese and made for people.
 * After `restarting` comes `ready` again (connect anew) or `failed` (nothing more happens by itself).
 */
export type ServiceState =
  | { readonly status: 'starting'; readonly message: string }
  | { readonly status: 'ready'; readonly message: string; readonly restarts: number }
  | { readonly status: 'restarting'; readonly message: string; readonly attempt: number; readonly delayMs: number }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'stopped'; readonly message: string };

/** As many as the log can record of one print. */
const copies = z.int().min(1, '至少打印 1 份').max(99, '一次最多打印 99 份');

/** `sha256` is the hash of the file that the person has seen in the preview: that very file is printed, or none. */
export const printPdfRequest = z.object({ documentId: id, sha256, copies });
export type PrintPdfRequest = z.infer<typeof printPdfRequest>;

/** `printed` only once the system has taken the job; a cancelled dialog is no error. */
export type PrintOutcome =
  | { readonly outcome: 'printed'; readonly sha256: string }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'failed'; readonly message: string };

/** Names the port that follows as a window message. */
export interface ConnectAnswer {
  readonly connection: number;
}

/** The window message that carries the port (`event.ports[0]`). */
export const servicePortMessage = z.object({
  type: z.literal(SERVICE_PORT_MESSAGE),
  connection: z.int().positive(),
});
export type ServicePortMessage = z.infer<typeof servicePortMessage>;

/** How a call over a shell channel ends: Electron's own rejections carry English prefixes, so none is used. */
export type ShellAnswer<T> = { ok: true; value: T } | { ok: false; message: string };

/**
 * `window.fengqiaoShell`, there in the Electron window only. Every method rejects with an Error whose message is
 * Chinese.
 */
export interface ShellBridge {
  host(): Promise<ShellHost>;
  /** Asks for a port to the center service; it arrives as a window message. Use `connectToService`. */
  connect(): Promise<ConnectAnswer>;
  serviceState(): Promise<ServiceState>;
  /** Returns a function that ends the subscription. */
  onServiceState(listener: (state: ServiceState) => void): () => void;
  /** Tries once more after `failed`. */
  restartService(): Promise<void>;
  printPdf(request: PrintPdfRequest): Promise<PrintOutcome>;
  /** Opens an https address in the system's browser. Rejects for everything else. */
  openExternal(url: string): Promise<void>;
}

declare global {
  interface Window {
    readonly fengqiaoShell?: ShellBridge;
  }
}
