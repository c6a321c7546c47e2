// A city server on its embedded database beside the center, so that sync is seen working on first start.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findNode24, projectRoot } from './node24.mjs';
import { parseAnnouncement } from './service.mjs';
import { freePortFrom } from './start-options.mjs';

const FIRST_PORT = 5190;
/** The district of the sample center. */
const DISTRICT = '410105';
const LETTERS = '3479ACDEFHJKMNPRTUWXY';

/** A code that only this start knows: it lets the center in, and nobody else. */
export function freshCode() {
  const random = Array.from({ length: 16 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${DISTRICT}-${random}`;
}

/**
 * Starts the city. It ends with us, as its standard input does; where it does not come up, that is said and the center
 * goes on without it. Gives what the center needs to know of it, as environment variables, and a way to stop it.
 */
export async function startCityBeside({ data }) {
  const port = await freePortFrom(FIRST_PORT);
  const code = freshCode();
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(
    findNode24(),
    ['--disable-warning=ExperimentalWarning', 'city/main.ts', '--data', join(data, 'city'), '--port', String(port)],
    {
      cwd: projectRoot,
      env: { ...env, FENGQIAO_PARENT_PIPE: '1', FENGQIAO_CITY_CODE: code },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  child.stdin.on('error', () => undefined);
  const said = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line);
    if (said.length > 20) said.shift();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (parseAnnouncement(line)?.type !== 'ready') return;
    console.error(`市级服务也已启动，数据会同步到它 The city server runs beside it: http://127.0.0.1:${port}`);
  });
  child.on('error', (error) => said.push(error.message));
  const ended = new Promise((resolve) => {
    child.on('close', (exitCode) => {
      if (exitCode !== 0) {
        console.error(`市级服务没有启动，工作台照常使用 The city server did not start:\n${said.join('\n')}`);
      }
      resolve();
    });
  });
  return {
    env: { FENGQIAO_CITY_ORIGIN: `http://127.0.0.1:${port}`, FENGQIAO_CITY_CODE: code },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
