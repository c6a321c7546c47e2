import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Folder of the store. */
  dataDir: string;
  /** Folder of the shell's own files, when it differs from Electron's default. */
  userDataDir: string | undefined;
  /** Arguments for the center service. */
  serviceArgs: string[];
}

export interface StartPlaces {
  /** Electron's default folder for the user's data. */
  userData: string;
  cwd: string;
  /** Templates, fonts, code lists. */
  resources: string;
  /** The built page, which the service serves to other desks. */
  renderer: string;
}

/**
 * Reads `--data DIR`, `--port N`, `--empty`, `--sample`. The installed app starts an empty center; sample data come only
 * when asked for. Chromium's own switches, which arrive in the same list, are passed over.
 * @throws Error with a Chinese message for a bad port.
 */
export function readStartOptions(argv: readonly string[], places: StartPlaces): StartOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      empty: { type: 'boolean' },
      sample: { type: 'boolean' },
    },
    strict: false,
    allowPositionals: true,
  });
  const named = typeof values.data === 'string' && values.data !== '' ? resolve(places.cwd, values.data) : undefined;
  const dataDir = named ?? join(places.userData, 'center');
  const serviceArgs = ['--data', dataDir, '--resources', places.resources, '--renderer', places.renderer];
  // The window does not use the port: any free one will do, and none that is taken can stop the start.
  const port = String(values.port ?? '0');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw new Error(`端口号不正确：${port}（应为 0 到 65535）`);
  serviceArgs.push('--port', port);
  serviceArgs.push(values.sample === true && values.empty !== true ? '--sample' : '--empty');
  // Each store has an app of its own: the single-instance lock is taken per user data folder.
  return { dataDir, userDataDir: named === undefined ? undefined : join(named, 'shell'), serviceArgs };
}
