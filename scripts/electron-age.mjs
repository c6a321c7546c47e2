// Whether the major of Electron that is packed still gets security fixes on the day it is packed. A warning: an older
// program on a desk is worse than none of its changes, and a computer may have a wrong date.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Of the three newest majors, one every eight weeks (electronjs.org/docs/latest/tutorial/electron-timelines). */
const SUPPORTED_WEEKS = 24;

/** How old a major is at an instant, in whole weeks, by the day of its release (`YYYY-MM-DD`). */
export function electronAge(released, at) {
  const weeks = Math.floor((at - Date.parse(released)) / WEEK_MS);
  return { weeks, isSupported: weeks < SUPPORTED_WEEKS };
}

/** What whoever packs is told; null where there is nothing to say. */
export function electronWarning({ major, released }, at) {
  const { weeks, isSupported } = electronAge(released, at);
  if (isSupported) return null;
  return [
    `Warning: Electron ${major} was released on ${released}, ${weeks} weeks ago: it gets no security fixes any more.`,
    `警告：Electron ${major} 发布于 ${released}，已经 ${weeks} 周，不再有安全更新。发布以前请升级 Electron，并改 electron/release.json。`,
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const release = JSON.parse(readFileSync(new URL('../electron/release.json', import.meta.url), 'utf8'));
  const warning = electronWarning(release, Date.now());
  if (warning) console.warn(warning);
}
