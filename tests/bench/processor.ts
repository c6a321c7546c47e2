import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, on every machine that Node runs on. */
const MS_PER_TICK = 10;

interface Times {
  readonly parent: number;
  /** Of the process itself, in ms. */
  readonly own: number;
  /** Of children that have ended, in ms. */
  readonly ended: number;
}

/** What `/proc` says of a process; null where it is gone. */
function timesOf(pid: number): Times | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null; // it ended meanwhile: its parent counts it
  }
  // The name stands in brackets, and may have any sign in it.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, parent = 0] = fields;
  const [own = 0, ownSystem = 0, ended = 0, endedSystem = 0] = fields.slice(11, 15);
  return { parent, own: (own + ownSystem) * MS_PER_TICK, ended: (ended + endedSystem) * MS_PER_TICK };
}

/** Milliseconds of processor that a process has used so far, with all of its children. Linux only. */
export function processorOf(pid: number): number {
  const { own = 0, ended = 0 } = timesOf(pid) ?? {};
  let sum = own + ended;
  for (const name of readdirSync('/proc')) {
    const child = Number(name);
    if (Number.isNaN(child)) continue;
    if (timesOf(child)?.parent === pid) sum += processorOf(child);
  }
  return sum;
}

/** The process that began another one: of a connection's backend the server itself. */
export function parentOf(pid: number): number {
  return timesOf(pid)?.parent ?? 0;
}
