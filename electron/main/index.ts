import { join } from 'node:path';
import * as electron from 'electron';
import { createLog } from './log.ts';
import { followParentPipe } from './parent-pipe.ts';
import { startShell } from './shell.ts';
import { readStartOptions } from './start-options.ts';

const { app, dialog } = electron;
const built = join(import.meta.dirname, '..');
const resources = app.isPackaged ? join(process.resourcesPath, 'resources') : join(built, '..', 'resources');
const renderer = join(built, 'renderer');

followParentPipe(
  process.env,
  () => process.stdin,
  () => app.quit(),
);

try {
  const options = readStartOptions(process.argv.slice(app.isPackaged ? 1 : 2), {
    userData: app.getPath('userData'),
    cwd: process.cwd(),
    resources,
    renderer,
  });
  if (options.userDataDir !== undefined) app.setPath('userData', options.userDataDir);
  const log = createLog(join(app.getPath('userData'), 'logs', 'shell.log'));
  startShell(
    electron,
    {
      service: join(built, 'main', 'center.js'),
      serviceArgs: options.serviceArgs,
      preload: join(built, 'preload', 'index.cjs'),
      renderer,
      icon: join(resources, 'icons', 'icon.png'),
      trayIcon: join(resources, 'icons', 'tray.png'),
    },
    log,
  ).catch((error: unknown) => {
    log(`shell not started: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    dialog.showErrorBox('枫桥工作台没有启动', '启动时出错，数据没有改动。请重新启动；仍不行请联系管理员。');
    app.exit(1);
  });
} catch (error) {
  dialog.showErrorBox('枫桥工作台没有启动', error instanceof Error ? error.message : String(error));
  app.exit(2);
}
