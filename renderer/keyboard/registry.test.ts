import { describe, expect, test } from 'vitest';
import type { Press } from './combo.ts';
import { type ActionKey, KeyRegistry, type PressPlace } from './registry.ts';

const nowhere: PressPlace = { inTextField: false, onControl: false, listOpen: false };
const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  code: '',
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...held,
});
const key = (combo: string, label: string, more: Partial<ActionKey> = {}): ActionKey => ({
  combo,
  label,
  run: () => undefined,
  ...more,
});

describe('which action a key press means', () => {
  test('the screen goes before the frame, and gives the key back when it leaves', () => {
    const registry = new KeyRegistry();
    registry.add('frame', () => [key('F8', '打印系统')]);
    const leave = registry.add('screen', () => [key('F8', '打印这一页')]);
    expect(registry.find(press('F8'), nowhere)?.label).toBe('打印这一页');
    leave();
    expect(registry.find(press('F8'), nowhere)?.label).toBe('打印系统');
  });

  test('a dialog closes off the screen below, except keys that work everywhere', () => {
    const registry = new KeyRegistry();
    const dialog = { dialog: '盖章' };
    registry.add('frame', () => [key('Ctrl+/', '全部按键', { everywhere: true }), key('F2', '新登记')]);
    registry.add('screen', () => [key('Ctrl+Enter', '保存')]);
    registry.add(dialog, () => [key('Ctrl+Enter', '确认盖章')]);
    const close = registry.openDialog(dialog);
    expect(registry.find(press('Enter', { ctrlKey: true }), nowhere)?.label).toBe('确认盖章');
    expect(registry.find(press('F2'), nowhere)).toBeNull();
    expect(registry.find(press('/', { ctrlKey: true }), nowhere)?.label).toBe('全部按键');
    close();
    expect(registry.find(press('Enter', { ctrlKey: true }), nowhere)?.label).toBe('保存');
  });

  test('in a text field plain keys write, F keys, Esc and Ctrl keys act', () => {
    const registry = new KeyRegistry();
    registry.add('screen', () => [key('/', '搜'), key('1', '条款'), key('Esc', '返回'), key('Ctrl+S', '保存')]);
    const typing = { ...nowhere, inTextField: true };
    expect(registry.find(press('/'), typing)).toBeNull();
    expect(registry.find(press('1'), typing)).toBeNull();
    expect(registry.find(press('Escape'), typing)?.label).toBe('返回');
    expect(registry.find(press('s', { ctrlKey: true }), typing)?.label).toBe('保存');
    expect(registry.find(press('/'), nowhere)?.label).toBe('搜');
  });

  test('Esc closes an open list before it leaves the screen', () => {
    const registry = new KeyRegistry();
    registry.add('screen', () => [key('Esc', '返回')]);
    expect(registry.find(press('Escape'), { ...nowhere, inTextField: true, listOpen: true })).toBeNull();
  });

  test('Enter on a focused button presses that button, not the key of the screen', () => {
    const registry = new KeyRegistry();
    registry.add('screen', () => [key('Enter', '打开'), key('Ctrl+Enter', '受理')]);
    const onControl = { ...nowhere, onControl: true };
    expect(registry.find(press('Enter'), onControl)).toBeNull();
    expect(registry.find(press('Enter', { ctrlKey: true }), onControl)?.label).toBe('受理');
  });

  test('a key without an action is listed but never found', () => {
    const registry = new KeyRegistry();
    registry.add('screen', () => [{ combo: 'Enter', label: '下一项' }]);
    expect(registry.find(press('Enter'), nowhere)).toBeNull();
    expect(registry.list()).toEqual([{ title: '这一页', keys: [{ combo: 'Enter', label: '下一项' }] }]);
  });

  test('a wrong combination is refused when it is declared', () => {
    expect(() => new KeyRegistry().add('screen', () => [key('Strg+S', '保存')])).toThrow(RangeError);
  });
});

test('the list shows the dialog, then the screen, then the frame, each combination once', () => {
  const registry = new KeyRegistry();
  registry.add('frame', () => [key('F3', '搜全部')]);
  registry.add('screen', () => [key('Ctrl+S', '保存旧')]);
  registry.add('screen', () => [key('Ctrl+S', '保存'), key('Ctrl+/', '关', { unlisted: true })]);
  registry.openDialog({ dialog: '盖章' });
  expect(registry.list().map((group) => [group.title, group.keys.map((entry) => entry.label)])).toEqual([
    ['这一页', ['保存']],
    ['到处可用', ['搜全部']],
  ]);
});
