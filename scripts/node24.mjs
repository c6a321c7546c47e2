// Finds the project's own Node 24. The SQLite binding crashes the process on Node 20, so nothing native may load
// before this has answered. Plain JavaScript: it must run on whatever Node the machine has (20 or later).
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
export const REQUIRED_MAJOR = 24;

const majorOf = (version) => Number(version.replace(/^v/, '').split('.')[0]);

/** Path of a Node of the required major version, or an Error whose message says what to do. */
export function findNode24(root = projectRoot, running = process) {
  if (majorOf(running.versions.node) === REQUIRED_MAJOR) return running.execPath;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  for (const candidate of [
    join(root, 'node_modules', 'node', 'bin', binary),
    join(root, 'node_modules', '.bin', binary),
  ]) {
    if (existsSync(candidate)) return candidate;
  }
  throw new Error(
    `This project runs on its own Node ${REQUIRED_MAJOR}, which is missing (running: ${running.versions.node}). ` +
      'Its install step was skipped. Run "npm install" once more without --ignore-scripts.\n' +
      `项目自带的 Node ${REQUIRED_MAJOR} 没有装上。请重新运行 npm install（不要加 --ignore-scripts）。`,
  );
}
