// What this computer can show: whether there is a screen to open a window on, and how to open the default browser.
import { spawn } from 'node:child_process';

/** Whether a window can be shown: not on CI, and on Linux only in a graphical session. */
export function hasScreen(environment = process.env, platform = process.platform) {
  if (environment.CI) return false;
  if (platform !== 'linux') return true;
  return Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/** Chromium refuses to run as root on Linux with its sandbox on, and the shell never runs without it. */
export function canRunElectron(platform = process.platform, uid = process.getuid?.()) {
  return !(platform === 'linux' && uid === 0);
}

/** The command that opens an address in the default browser. */
export function openerOf(url, platform = process.platform) {
  if (platform === 'darwin') return { file: 'open', args: [url] };
  if (platform === 'win32') return { file: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
  return { file: 'xdg-open', args: [url] };
}

/** Opens the address in the default browser; a computer without an opener still has the printed address. */
export function openInBrowser(url, platform = process.platform) {
  const { file, args } = openerOf(url, platform);
  const child = spawn(file, args, { stdio: 'ignore', detached: true });
  child.on('error', () =>
    console.error('No browser could be opened; use the address above. 未能打开浏览器，请手动访问上面的地址。'),
  );
  child.unref();
}
