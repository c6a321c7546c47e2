// Finds the project's own Node 24. The SQLite binding crashes the process on Node 20, so nothing native may load
// before this has answered. Plain JavaScript without new syntax: a Node that is too old must get as far
// as the message that says so.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));
/** The Node that everything of ours runs under; it comes with the dependencies. */
export const REQUIRED_MAJOR = 24;
/** The oldest Node that can install the dependencies and start the scripts. */
export const OLDEST_MAJOR = 20;

const majorOf = (version) => Number(version.replace(/^v/, '').split('.')[0]);

/** What to tell somebody whose Node cannot run the scripts; undefined where it can. */
export function complaintAboutNode(version) {
  if (majorOf(version) >= OLDEST_MAJOR) return undefined;
  return (
    `Node.js ${OLDEST_MAJOR} or later is needed to start (this is ${version}). Get it from https://nodejs.org/\n` +
    `需要 Node.js ${OLDEST_MAJOR} 或更高版本（当前为 ${version}）。请到 https://nodejs.org/ 下载安装后重试。`
  );
}

/** Ends the process with that message, before anything that an old Node cannot read is imported. */
export function refuseOldNode(version = process.versions.node) {
  const complaint = complaintAboutNode(version);
  if (complaint === undefined) return;
  console.error(complaint);
  process.exit(1);
}

/** Path of a Node of the required major version, or an Error whose message says what to do. */
export function findNode24(root = projectRoot, running = process) {
  if (majorOf(running.versions.node) === REQUIRED_MAJOR) return running.execPath;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const candidate = join(root, 'node_modules', 'node', 'bin', binary);
  if (existsSync(candidate)) return candidate;
  throw new Error(
    `This project runs on its own Node ${REQUIRED_MAJOR}, which is missing (running: ${running.versions.node}). ` +
      'Its install step was skipped. Run "npm install" once more without --ignore-scripts.\n' +
      `项目自带的 Node ${REQUIRED_MAJOR} 没有装上。请重新运行 npm install（不要加 --ignore-scripts）。`,
  );
}
