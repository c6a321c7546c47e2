// node scripts/run.mjs TOOL|FILE [ARG ...]: runs a tool of node_modules, or a script file, under Node 24.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findNode24, projectRoot, refuseOldNode } from './node24.mjs';

refuseOldNode();

const PACKAGE_OF = { tsc: 'typescript', biome: '@biomejs/biome' };

function entryOf(tool) {
  if (/\.(ts|mts|mjs|js)$/.test(tool)) return join(projectRoot, tool);
  const manifest = join(projectRoot, 'node_modules', PACKAGE_OF[tool] ?? tool, 'package.json');
  if (!existsSync(manifest)) {
    throw new Error(
      `${tool} is not installed; run "npm ci" (or "npm start", which does). 没有安装 ${tool}，请先运行 npm ci。`,
    );
  }
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[tool]);
}

const [tool, ...args] = process.argv.slice(2);
if (!tool) {
  console.error('usage: node scripts/run.mjs TOOL|FILE [ARG ...]');
  process.exit(2);
}
try {
  const child = spawn(findNode24(), ['--disable-warning=ExperimentalWarning', entryOf(tool), ...args], {
    stdio: 'inherit',
    cwd: projectRoot,
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
