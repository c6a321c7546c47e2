import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { asWindow } from '../testing/electron-stand-in.ts';
import { StandInWindow } from '../testing/stand-in-window.ts';
import {
  fitToDisplays,
  loadWindowState,
  MIN_HEIGHT,
  MIN_WIDTH,
  saveWindowState,
  trackWindowState,
  type WindowState,
} from './window-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'window-state-'));
afterAll(() => rmSync(folder, { recursive: true }));
const log = () => {};
const primary = { x: 0, y: 0, width: 1366, height: 728 };
const second = { x: 1366, y: -200, width: 1920, height: 1040 };
const state = (x: number, y: number, width = 1200, height = 700): WindowState => ({
  bounds: { x, y, width, height },
  maximized: false,
});

describe('the saved file', () => {
  test('comes back as it was saved', () => {
    const file = join(folder, 'deep', 'window.json');
    saveWindowState(file, { ...state(40, 50), maximized: true }, log);
    expect(loadWindowState(file, log)).toEqual({ ...state(40, 50), maximized: true });
  });

  test.each([
    '',
    '{',
    'null',
    '{"bounds":{"x":"1"}}',
    '{"bounds":{"x":1e9,"y":0,"width":1,"height":1},"maximized":false}',
    '\0\0',
  ])('that is broken (%j) is passed over, and made anew', (text) => {
    const file = join(folder, 'broken.json');
    writeFileSync(file, text);
    const lines: string[] = [];
    expect(loadWindowState(file, (line) => lines.push(line))).toBeUndefined();
    expect(lines).toHaveLength(1);
    saveWindowState(file, state(1, 2), log);
    expect(loadWindowState(file, log)).toEqual(state(1, 2));
  });

  test('that is not there is no error', () => {
    const lines: string[] = [];
    expect(loadWindowState(join(folder, 'none.json'), (line) => lines.push(line))).toBeUndefined();
    expect(lines).toEqual([]);
  });

  test('that cannot be written is logged and stops nothing', () => {
    writeFileSync(join(folder, 'a-file'), '');
    const lines: string[] = [];
    saveWindowState(join(folder, 'a-file', 'window.json'), state(1, 2), (line) => lines.push(line));
    expect(lines).toHaveLength(1);
  });
});

describe('the place to open at', () => {
  test('is the saved one while a display shows it', () => {
    expect(fitToDisplays(state(1500, -100), [primary, second])).toEqual({ x: 1500, y: -100, width: 1200, height: 700 });
  });

  test('is the middle of the first display when the second one is gone', () => {
    expect(fitToDisplays(state(1500, -100), [primary])).toEqual({ x: 83, y: 14, width: 1200, height: 700 });
  });

  test('is the designed size without a saved one, cut to a small display', () => {
    expect(fitToDisplays(undefined, [{ x: 0, y: 0, width: 1920, height: 1080 }])).toMatchObject({
      width: 1366,
      height: 768,
    });
    expect(fitToDisplays(undefined, [primary])).toEqual({ x: 0, y: 0, width: 1366, height: 728 });
  });

  test('always leaves the title bar where a mouse can catch it, and the page its room', () => {
    const number = fc.integer({ min: -5000, max: 5000 });
    const size = fc.integer({ min: 1, max: 5000 });
    fc.assert(
      fc.property(number, number, size, size, (x, y, width, height) => {
        const areas = [{ x: 0, y: 0, width: 1920, height: 1040 }, second];
        const bounds = fitToDisplays(state(x, y, width, height), areas);
        const caught = areas.some(
          (area) =>
            bounds.y >= area.y &&
            bounds.y < area.y + area.height &&
            bounds.x < area.x + area.width &&
            bounds.x + bounds.width > area.x,
        );
        return caught && bounds.width >= MIN_WIDTH && bounds.height >= MIN_HEIGHT;
      }),
    );
  });
});

test('moves are saved once they rest, and at closing at once; a minimised window is not', () => {
  vi.useFakeTimers();
  const window = new StandInWindow({ x: 10, y: 20, width: 1200, height: 700 });
  const saved: WindowState[] = [];
  trackWindowState(asWindow(window), (next) => saved.push(next));
  window.emit('move');
  window.emit('resize');
  expect(saved).toEqual([]);
  vi.advanceTimersByTime(500);
  expect(saved).toEqual([state(10, 20)]);
  window.minimized = true;
  window.emit('resize');
  vi.advanceTimersByTime(500);
  expect(saved).toHaveLength(1);
  window.minimized = false;
  window.maximized = true;
  window.close();
  expect(saved.at(-1)).toEqual({ ...state(10, 20), maximized: true });
  vi.advanceTimersByTime(5000);
  expect(saved).toHaveLength(2);
  vi.useRealTimers();
});
