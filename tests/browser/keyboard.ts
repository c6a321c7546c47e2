import type { CDPSession, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';

/** Types text: every ASCII character by its key, Chinese at once without composition events (see imeType). */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
}

/** Presses keys one after the other, in Playwright's names: press(page, 'Control+s', 'Enter'). */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function withDevtools<T>(page: Page, action: (session: CDPSession) => Promise<T>): Promise<T> {
  const session = await page.context().newCDPSession(page);
  try {
    return await action(session);
  } finally {
    await session.detach();
  }
}

/** The modifiers of the DevTools protocol. */
const ALT = 1;
const CTRL = 2;
const NAMED_KEYS: Readonly<Record<string, number>> = {
  Backspace: 8,
  Enter: 13,
  Escape: 27,
  ArrowUp: 38,
  ArrowDown: 40,
};

/** A key with at most one modifier, as the DevTools protocol wants it. */
function strokeOf(keys: string) {
  const [modifier, key = ''] = keys.includes('+') ? keys.split('+') : [undefined, keys];
  const modifiers = modifier === 'Alt' ? ALT : modifier === 'Control' ? CTRL : 0;
  const letter = key.toUpperCase();
  const named = NAMED_KEYS[key];
  const code = named ? key : `${/\d/.test(key) ? 'Digit' : 'Key'}${letter}`;
  const text = modifiers === 0 && !named ? { text: key } : {};
  return { modifiers, key, code, windowsVirtualKeyCode: named ?? letter.charCodeAt(0), ...text };
}

/**
 * Presses the keys while the page is busy, as a quick hand does on a slow machine: it gets all of them in one go, before
 * it has drawn what the first one changed. In Playwright's names: letters, digits, Enter, Escape, Backspace, up and down.
 */
export async function pressWhileBusy(page: Page, ...keys: readonly string[]): Promise<void> {
  await withDevtools(page, async (session) => {
    const busy = page.evaluate(() => {
      const end = performance.now() + 400;
      while (performance.now() < end);
    });
    const strokes = keys.map(strokeOf).flatMap((stroke) => {
      const { text, ...up } = { text: undefined, ...stroke };
      const down = text === undefined ? ('rawKeyDown' as const) : ('keyDown' as const);
      return [
        session.send('Input.dispatchKeyEvent', { type: down, ...stroke }),
        session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...up }),
      ];
    });
    await Promise.all([busy, ...strokes]);
  });
}

export interface ImeOptions {
  /** Keys pressed while the candidates are open; the page must not act on them. Default: Enter. */
  readonly during?: readonly { readonly code: string; readonly key: string; readonly ctrl?: boolean }[];
}

/**
 * Types `pinyin` in a Chinese input method, letter by letter, and commits `text`, with the real composition events.
 * While composing, an Enter goes by that belongs to the input method (keyCode 229): it must not move the focus.
 */
export async function imeType(page: Page, pinyin: string, text: string, options: ImeOptions = {}): Promise<void> {
  const during = options.during ?? [{ code: 'Enter', key: 'Enter' }];
  await withDevtools(page, async (session) => {
    for (let length = 1; length <= pinyin.length; length += 1) {
      await session.send('Input.imeSetComposition', {
        text: pinyin.slice(0, length),
        selectionStart: length,
        selectionEnd: length,
      });
    }
    for (const { code, key, ctrl = false } of during) {
      const pressed = { windowsVirtualKeyCode: 229, code, key, modifiers: ctrl ? CTRL : 0 };
      await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...pressed });
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...pressed });
    }
    await session.send('Input.insertText', { text });
  });
  // No hand is so quick that its next key falls into the tick in which the composition ended.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 0)));
}

/** The accessible name of what has the focus, as Chromium tells a screen reader; empty when nothing has it. */
export async function focusLabel(page: Page): Promise<string> {
  return withDevtools(page, async (session) => {
    const expression = `(() => { let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at === document.body ? null : at; })()`;
    const { result } = await session.send('Runtime.evaluate', { expression });
    if (result.objectId === undefined) return '';
    const { nodes } = await session.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId,
      fetchRelatives: false,
    });
    const name: unknown = nodes[0]?.name?.value;
    return typeof name === 'string' ? name.trim() : ''; // older Chromium keeps the space before the field
  });
}

const POINTER_EVENTS = ['mousedown', 'mouseup', 'mousemove', 'pointerdown', 'pointerup', 'touchstart', 'wheel'];

/** Fails if the mouse, a finger or a wheel was used on the page since forbidMouse(). */
export type AssertNoMouse = () => Promise<void>;

/**
 * From here on no mouse: its events reach nothing in the page, and the test fails, at its end at the latest.
 * Outside of a test (beforeAll) call the returned function yourself.
 */
export async function forbidMouse(page: Page): Promise<AssertNoMouse> {
  const seen: string[] = [];
  const assertNoMouse = async () => {
    // What the page has reported before this answer has arrived.
    if (!page.isClosed()) await page.evaluate(() => undefined);
    if (seen.length > 0) throw new Error(`The mouse was used where only the keyboard may be: ${seen.join(', ')}`);
  };
  await page.exposeFunction('reportMouse', (what: string) => {
    seen.push(what);
  });
  const guard = (events: readonly string[]) => {
    /** Chromium says by itself, soon after a page has opened, that its pointer rests in the corner. */
    const isBrowsersOwn = (raised: Event) =>
      raised instanceof MouseEvent &&
      raised.type === 'mousemove' &&
      [raised.clientX, raised.clientY, raised.movementX, raised.movementY].every((px) => px === 0);
    for (const event of events) {
      const refuse = (raised: Event) => {
        if (!raised.isTrusted || isBrowsersOwn(raised)) return;
        raised.preventDefault();
        raised.stopImmediatePropagation();
        const target = raised.target instanceof Element ? raised.target.tagName.toLowerCase() : 'document';
        (globalThis as unknown as { reportMouse(what: string): void }).reportMouse(`${event} on ${target}`);
      };
      globalThis.addEventListener(event, refuse, { capture: true, passive: false });
    }
  };
  await page.addInitScript(guard, POINTER_EVENTS);
  await page.evaluate(guard, POINTER_EVENTS);
  try {
    onTestFinished(assertNoMouse);
  } catch {
    // Not inside a test: the caller asserts.
  }
  return assertNoMouse;
}
