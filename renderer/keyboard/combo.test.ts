import { describe, expect, test } from 'vitest';
import { matchesCombo, type Press, parseCombo } from './combo.ts';

function press(key: string, code: string, held: Partial<Press> = {}): Press {
  return { key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held };
}

describe('a printed combination is what is matched', () => {
  test.each([
    ['Ctrl+Enter', press('Enter', 'Enter', { ctrlKey: true })],
    ['Alt+1', press('1', 'Digit1', { altKey: true })],
    ['F2', press('F2', 'F2')],
    ['Esc', press('Escape', 'Escape')],
    ['空格', press(' ', 'Space')],
    ['↑', press('ArrowUp', 'ArrowUp')],
    ['Alt+←', press('ArrowLeft', 'ArrowLeft', { altKey: true })],
    ['Ctrl+S', press('S', 'KeyS', { ctrlKey: true })],
  ])('%s', (text, event) => {
    expect(matchesCombo(parseCombo(text), event)).toBe(true);
  });

  test('Ctrl+/ is found although a Chinese input method relabels the key 、', () => {
    expect(matchesCombo(parseCombo('Ctrl+/'), press('、', 'Slash', { ctrlKey: true }))).toBe(true);
  });

  test('AltGr (Ctrl and Alt together) is neither Ctrl nor Alt', () => {
    const altGr = press('s', 'KeyS', { ctrlKey: true, altKey: true });
    expect(matchesCombo(parseCombo('Ctrl+S'), altGr)).toBe(false);
    expect(matchesCombo(parseCombo('Alt+S'), altGr)).toBe(false);
  });

  test('a modifier more is another key', () => {
    expect(matchesCombo(parseCombo('Ctrl+Enter'), press('Enter', 'Enter', { ctrlKey: true, shiftKey: true }))).toBe(
      false,
    );
    expect(matchesCombo(parseCombo('F2'), press('F2', 'F2', { metaKey: true }))).toBe(false);
  });
});

test.each(['Control+S', 'Ctrl+', 'F13', 'ctrl+s', '确定'])('%s names no key and is refused', (text) => {
  expect(() => parseCombo(text)).toThrow(RangeError);
});
