import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../../../center/sample/random.ts';
import { projectRoot } from '../../browser/project.ts';
import type { DeskTemplate } from '../../support/desk.ts';
import { type Acknowledged, acknowledgedSchema, type Writing } from './acknowledged.ts';

/** Of each writer after it is ready: within it comes the kill. */
const MOST_LIFE_MS = 400;

const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** A folder in which a center begins as the template has it, with a place for backups beside it. */
export function freshFolder(template: DeskTemplate): string {
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-faults-'));
  writeFileSync(join(folder, 'center.db'), template.content);
  writeFileSync(join(folder, 'staff.json'), JSON.stringify(template.staff));
  for (const inside of ['disk', 'tmp']) mkdirSync(join(folder, inside));
  return folder;
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** Lets a writer work in a process of its own, kills it at a random moment, and tells what it was told until then. */
export async function killedWriter(
  folder: string,
  seed: number,
  writing: Writing,
  random: Random,
): Promise<readonly Acknowledged[]> {
  const program = join(import.meta.dirname, 'writer.ts');
  const args = ['--disable-warning=ExperimentalWarning', program, folder, String(seed), writing];
  // What a process that is killed leaves among the temporary files goes with the rest of the run.
  const env = { ...process.env, TMPDIR: join(folder, 'tmp') };
  const child = spawn(process.execPath, args, { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'] });
  living.add(child);
  child.once('exit', () => living.delete(child));
  const told: Acknowledged[] = [];
  let words = '';
  child.stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2_000);
  });
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    // The last line may be half of one: what was not said whole was not acknowledged.
    const said = acknowledgedSchema.safeParse(jsonOf(line));
    if (!said.success) return;
    told.push(said.data);
    if (said.data.kind === 'ready') resolve();
  });
  const read = once(lines, 'close');
  const ended = once(child, 'exit');
  await Promise.race([ready, ended]);
  await Promise.race([wait(random.int(0, MOST_LIFE_MS)), ended]);
  child.kill('SIGKILL');
  await ended;
  await read;
  if (child.signalCode !== 'SIGKILL')
    throw new Error(`the ${writing} writer of seed ${seed} ended by itself\n${words}`);
  return told;
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
