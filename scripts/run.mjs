// node scripts/run.mjs TOOL|FILE.ts [ARG ...]: runs a tool of node_modules, or a TypeScript file, under Node 24.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findNode24, projectRoot } from './node24.mjs';

function entryOf(tool) {
  if (/\.(ts|mts|mjs|js)$/.test(tool)) return join(projectRoot, tool);
  const packageName = { tsc: 'typescript' }[tool] ?? tool;
  const manifest = join(projectRoot, 'node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[tool]);
}

const [tool, ...args] = process.argv.slice(2);
if (!tool) {
  console.error('usage: node scripts/run.mjs TOOL|FILE.ts [ARG ...]');
  process.exit(2);
}
try {
  const child = spawn(findNode24(), ['--disable-warning=ExperimentalWarning', entryOf(tool), ...args], {
    stdio: 'inherit',
    cwd: projectRoot,
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
