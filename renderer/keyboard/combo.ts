/**
 * Key combinations as they are printed on buttons: `Ctrl+Enter`, `Alt+1`, `F2`, `Esc`, `↑`, `空格`, `Ctrl+/`.
 * One text is both what people read and what is matched, so the two cannot differ.
 */
export interface Combo {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** `KeyboardEvent.key` in lower case. */
  readonly key: string;
  /** `KeyboardEvent.code` of keys that a Chinese input method may relabel (`Ctrl+/` arrives as `、`). */
  readonly code: string | null;
}

/** What is needed of a KeyboardEvent. */
export interface Press {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

const namedKeys: Readonly<Record<string, string>> = {
  Enter: 'enter',
  Esc: 'escape',
  Tab: 'tab',
  Delete: 'delete',
  空格: ' ',
  '↑': 'arrowup',
  '↓': 'arrowdown',
  '←': 'arrowleft',
  '→': 'arrowright',
  PageUp: 'pageup',
  PageDown: 'pagedown',
  Home: 'home',
  End: 'end',
};

const signCodes: Readonly<Record<string, string>> = { '/': 'Slash', ',': 'Comma', '.': 'Period', ';': 'Semicolon' };

const modifiers = ['Ctrl', 'Alt', 'Shift'];

/** @throws RangeError for a text that names no key; a mistake in a screen's declaration, found when it mounts. */
export function parseCombo(text: string): Combo {
  const parts = text.split('+');
  const name = parts.pop() ?? '';
  if (parts.some((part) => !modifiers.includes(part))) throw new RangeError(`unknown modifier in ${text}`);
  const base = { ctrl: parts.includes('Ctrl'), alt: parts.includes('Alt'), shift: parts.includes('Shift') };
  const named = namedKeys[name];
  if (named !== undefined) return { ...base, key: named, code: null };
  if (/^F([1-9]|1[0-2])$/.test(name)) return { ...base, key: name.toLowerCase(), code: null };
  if (/^[A-Z]$/.test(name)) return { ...base, key: name.toLowerCase(), code: `Key${name}` };
  if (/^[0-9]$/.test(name)) return { ...base, key: name, code: `Digit${name}` };
  const sign = signCodes[name];
  if (sign !== undefined) return { ...base, key: name, code: sign };
  throw new RangeError(`unknown key ${text}`);
}

export function matchesCombo(combo: Combo, press: Press): boolean {
  if (press.metaKey || press.ctrlKey !== combo.ctrl || press.altKey !== combo.alt || press.shiftKey !== combo.shift) {
    return false;
  }
  return press.key.toLowerCase() === combo.key || (combo.code !== null && press.code === combo.code);
}

/** A key that writes or moves inside a text field, and therefore belongs to the field while one has the focus. */
export function belongsToTextField(combo: Combo): boolean {
  return !combo.ctrl && !combo.alt && combo.key !== 'escape' && !/^f\d+$/.test(combo.key);
}
