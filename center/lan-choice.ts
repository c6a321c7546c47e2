import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { domainToASCII } from 'node:url';
import * as z from 'zod';
import { lanAddresses } from './certificate.ts';
import { writeWholeFile } from './whole-file.ts';

/** Whether other desks of the LAN are let in, and at which port; it outlives a restart. */
const lanSchema = z.object({ enabled: z.boolean(), port: z.int().min(1024).max(65_535) });
export type LanChoice = z.infer<typeof lanSchema>;

const DEFAULT_LAN: LanChoice = { enabled: false, port: 5443 };

const pathIn = (dataDir: string): string => join(dataDir, 'lan.json');

export function writeLanChoice(dataDir: string, choice: LanChoice): void {
  writeWholeFile(pathIn(dataDir), JSON.stringify(choice));
}

export function readLanChoice(dataDir: string): LanChoice {
  if (!existsSync(pathIn(dataDir))) return DEFAULT_LAN;
  const parsed = lanSchema.safeParse(safeJson(readFileSync(pathIn(dataDir), 'utf8')));
  // Off is the safe reading of a file that somebody broke.
  return parsed.success ? parsed.data : DEFAULT_LAN;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** By which other machines, and this one, may call the LAN listener; read anew, for a machine's addresses change. */
export const lanHosts = (): readonly string[] => ['localhost', '127.0.0.1', ...hostNames(), ...lanAddresses()];

/** Names by which other machines may know this one: its own, and the one that it announces on the LAN. */
function hostNames(): readonly string[] {
  const name = domainToASCII(hostname()).toLowerCase();
  const [short = ''] = name.split('.');
  return short === '' ? [] : [name, short, `${short}.local`];
}
