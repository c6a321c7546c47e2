import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { BrowserWindow, Rectangle } from 'electron';
import * as z from 'zod';
import type { Log } from './log.ts';

/** Device-independent pixels. The frame of the page needs 1024×640; it is designed for 1366×768. */
export const MIN_WIDTH = 1024;
export const MIN_HEIGHT = 640;
const DEFAULT_WIDTH = 1366;
const DEFAULT_HEIGHT = 768;
/** How much of the title bar must lie on some display, so that the window can be caught with the mouse. */
const MIN_VISIBLE = 100;
const SAVE_DELAY_MS = 500;

const coordinate = z.int().min(-100_000).max(100_000);
const windowStateSchema = z.object({
  bounds: z.object({
    x: coordinate,
    y: coordinate,
    width: z.int().positive().max(100_000),
    height: z.int().positive().max(100_000),
  }),
  maximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

/** What was saved, or undefined when there is nothing that can be used. A broken file is made anew at the next save. */
export function loadWindowState(file: string, log: Log): WindowState | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  try {
    return windowStateSchema.parse(JSON.parse(text));
  } catch {
    log('saved window position not readable, default used');
    return undefined;
  }
}

/** Written beside and renamed, so that a crash leaves the old or the new file, never half of one. */
export function saveWindowState(file: string, state: WindowState, log: Log): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.tmp`, `${JSON.stringify(state)}\n`);
    renameSync(`${file}.tmp`, file);
  } catch (error) {
    log(`window position not saved: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function overlap(startA: number, lengthA: number, startB: number, lengthB: number): number {
  return Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB);
}

/**
 * The bounds to open with. A saved place counts only while it can be seen and caught on a display that is there now
 * (a second screen may have been taken away since); otherwise the size is kept, and the first display centres it.
 */
export function fitToDisplays(saved: WindowState | undefined, workAreas: readonly Rectangle[]): Rectangle {
  const primary = workAreas[0] ?? { x: 0, y: 0, width: DEFAULT_WIDTH, height: DEFAULT_HEIGHT };
  const wanted = saved?.bounds;
  const sizeOn = (area: Rectangle) => ({
    width: Math.min(Math.max(wanted?.width ?? DEFAULT_WIDTH, MIN_WIDTH), area.width),
    height: Math.min(Math.max(wanted?.height ?? DEFAULT_HEIGHT, MIN_HEIGHT), area.height),
  });
  if (wanted) {
    const visible = workAreas.find(
      (area) =>
        overlap(wanted.x, sizeOn(area).width, area.x, area.width) >= MIN_VISIBLE &&
        wanted.y >= area.y &&
        wanted.y <= area.y + area.height - MIN_VISIBLE,
    );
    if (visible) return { x: wanted.x, y: wanted.y, ...sizeOn(visible) };
  }
  const { width, height } = sizeOn(primary);
  return {
    x: primary.x + Math.round((primary.width - width) / 2),
    y: primary.y + Math.round((primary.height - height) / 2),
    width,
    height,
  };
}

/** Saves where the window is, a moment after each change and when it closes. */
export function trackWindowState(window: BrowserWindow, save: (state: WindowState) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const saveNow = () => {
    clearTimeout(timer);
    timer = undefined;
    if (window.isDestroyed() || window.isMinimized()) return;
    // The normal bounds are the ones to come back to when a maximised window is made small again.
    const { x, y, width, height } = window.getNormalBounds();
    save({ bounds: { x, y, width, height }, maximized: window.isMaximized() });
  };
  const saveSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(saveNow, SAVE_DELAY_MS);
  };
  window.on('move', saveSoon);
  window.on('resize', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', saveNow);
}
