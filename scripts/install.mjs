// node scripts/install.mjs: installs the dependencies when they are missing or are not those of package-lock.json.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findNode24, projectRoot } from './node24.mjs';

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
};

/**
 * Why the dependencies must be installed (English, for the log), or undefined when they are those of the lockfile.
 * npm writes node_modules/.package-lock.json as the last step of a complete install, so an interrupted one shows.
 */
export function reasonToInstall(root = projectRoot) {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  if (!wanted)
    throw new Error(`package-lock.json is missing or damaged in ${root}\n缺少 package-lock.json 或文件已损坏。`);
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!installed) return 'the dependencies are not installed yet';
  for (const [path, { version, optional, integrity }] of Object.entries(wanted)) {
    if (path === '') continue;
    const found = installed[path];
    if (!found && optional) continue;
    if (found?.version !== version) return `${path.replace(/^.*node_modules\//, '')} ${version} is not installed`;
    if (integrity && found.integrity && found.integrity !== integrity) return `${path} differs from the lockfile`;
  }
  return undefined;
}

/** How to start npm: the very npm that runs us, else the one on the PATH (on Windows a script that needs a shell). */
export function npmCommand(args, environment = process.env, platform = process.platform) {
  const cli = environment.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) return { file: process.execPath, args: [cli, ...args], shell: false };
  return { file: platform === 'win32' ? 'npm.cmd' : 'npm', args, shell: platform === 'win32' };
}

/** Runs a command, its output on our standard error. Resolves to its exit code. */
function run(file, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: ['ignore', 2, 2], ...options });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

const hasNode24 = (root) => {
  try {
    return Boolean(findNode24(root));
  } catch {
    return false;
  }
};

/** Installs what is missing; an Error says what to do when that fails. Resolves to whether anything was installed. */
export async function ensureInstalled(root = projectRoot) {
  const reason = reasonToInstall(root);
  if (reason) {
    console.error(`Installing the dependencies (${reason}). 正在安装依赖，首次需要几分钟……`);
    const npm = npmCommand(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
    const code = await run(npm.file, npm.args, { cwd: root, shell: npm.shell });
    if (code !== 0) {
      throw new Error(
        'The dependencies could not be installed; the reason is above. Without a network, copy node_modules from a ' +
          'machine of the same kind.\n' +
          '依赖安装失败（原因见上）。请检查网络、代理或 npm 镜像设置后重试；没有网络时可从同类机器拷贝 node_modules。',
      );
    }
  }
  if (hasNode24(root)) return Boolean(reason);
  // Somebody's npm configuration skips install scripts: run the one that matters.
  console.error('Fetching Node 24. 正在获取项目自带的 Node 24……');
  const folder = join(root, 'node_modules', 'node');
  await run(process.execPath, ['installArchSpecificPackage.js'], { cwd: folder });
  findNode24(root);
  return true;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    const installed = await ensureInstalled();
    console.error(installed ? 'Dependencies installed.' : 'Dependencies are up to date.');
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
