import type { ParentPort } from './shell-port.ts';

export type Announcement =
  | {
      readonly type: 'ready';
      readonly origin: string;
      readonly openUrl: string;
      readonly sampleSignIn: { readonly account: string; readonly password: string } | null;
      /** Somebody must unlock the keys at that address first. */
      readonly locked?: true;
    }
  /** For a host that wakes it for its daily work alone: it has met the city, and a backup is not due. */
  | { readonly type: 'rested' }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };

/**
 * Tells whoever started this program how the start went: one JSON line on standard output for `npm start` and tests, a
 * message for the Electron shell.
 */
export function announce(announcement: Announcement, parent: ParentPort | null): void {
  process.stdout.write(`${JSON.stringify(announcement)}\n`);
  if (!parent) return;
  if (announcement.type === 'rested') return;
  if (announcement.type === 'ready') parent.postMessage({ type: 'ready', origin: announcement.origin });
  else parent.postMessage({ type: 'failed', message: announcement.message });
}
