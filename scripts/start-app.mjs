// What "npm start" does, on a Node that can run it.
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { startCityBeside } from './city-beside.mjs';
import { canRunElectron, hasScreen, openInBrowser } from './desktop.mjs';
import { downloadElectron, downloadFailedBefore, findElectron } from './electron-binary.mjs';
import { ensureInstalled } from './install.mjs';
import { findNode24, projectRoot } from './node24.mjs';
import { runService } from './service.mjs';
import { freePortFrom, parseStartOptions, serviceArguments, USAGE } from './start-options.mjs';

/** The Electron to open the app in, or undefined for the browser. With --desktop a missing one is an Error. */
async function chooseElectron({ desktop, open }) {
  if (!desktop) {
    if (!open || !hasScreen() || !canRunElectron()) return undefined;
    return findElectron() ?? (downloadFailedBefore() ? undefined : downloadElectron());
  }
  if (!canRunElectron()) {
    throw new Error(
      'Electron does not run as root; sign in as an ordinary user, or use "npm start" with the browser.\n' +
        '桌面外壳不能以 root 身份运行，请换普通用户，或用 npm start 在浏览器中打开。',
    );
  }
  const binary = findElectron() ?? (await downloadElectron());
  if (!binary)
    throw new Error('There is no Electron binary. "npm start" opens the browser. 没有桌面外壳，请用 npm start。');
  return binary;
}

function runInElectron(binary, service, city) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return runService(binary, [projectRoot, ...service], { cwd: projectRoot, env: { ...env, ...city } });
}

function runInBrowser(service, open, city) {
  const center = join(projectRoot, 'out', 'main', 'center.js');
  const args = ['--disable-warning=ExperimentalWarning', center, ...service];
  return runService(findNode24(), [...args, '--renderer', join(projectRoot, 'out', 'renderer')], {
    cwd: projectRoot,
    env: { ...process.env, ...city },
    onReady: ({ openUrl, origin }) => {
      if (open && hasScreen()) openInBrowser(openUrl ?? origin);
    },
  });
}

/** Starts the app and resolves, when it has ended, to the exit code. */
export async function start(args) {
  const options = parseStartOptions(args, process.env.INIT_CWD ?? process.cwd(), projectRoot);
  if (options.help) {
    console.log(USAGE);
    return 0;
  }
  await ensureInstalled();
  await ensureBuilt();
  const electron = await chooseElectron(options);
  const port = options.port ?? (await freePortFrom());
  const service = serviceArguments({ ...options, port });
  const city = options.city ? await startCityBeside(options) : undefined;
  try {
    if (electron) {
      const { code, ready } = await runInElectron(electron, service, city?.env);
      if (ready || code === 0 || options.desktop) return code;
      console.error('Electron did not start; opening the browser instead. 桌面外壳未能启动，改用浏览器打开。');
    }
    return (await runInBrowser(service, options.open, city?.env)).code;
  } finally {
    await city?.stop();
  }
}
