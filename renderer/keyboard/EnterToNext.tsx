import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { useKeyboard } from './KeyboardProvider.tsx';
import { isMultiLine, moveFocus } from './next-field.ts';
import { useActionKeys } from './use-action-keys.ts';

interface EnterToNextProps {
  readonly children: ReactNode;
  /** After the last field; without it the focus goes to the main button of the action bar. */
  readonly onEnd?: () => void;
}

/**
 * Enter goes to the next field, Shift+Enter to the one before. While a list is open Enter takes the marked entry and
 * then goes on. In text of several lines Enter makes a line; Tab leaves it. Keys of an input method move nothing.
 */
export function EnterToNext({ children, onEnd }: EnterToNextProps) {
  const { composition } = useKeyboard();
  const container = useRef<HTMLFieldSetElement>(null);
  useActionKeys([
    { combo: 'Enter', label: '下一项' },
    { combo: 'Shift+Enter', label: '上一项' },
    { combo: 'Tab', label: '离开多行文字' },
  ]);

  const go = (from: Element, step: 1 | -1): void => {
    if (!container.current || moveFocus(container.current, from, step) || step === -1) return;
    if (onEnd) onEnd();
    else document.querySelector<HTMLElement>('[data-main-action]')?.focus();
  };

  const onKeyDownCapture = (event: KeyboardEvent<HTMLFieldSetElement>): void => {
    if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target;
    if (!(target instanceof HTMLElement) || !container.current?.contains(target)) return;
    if (composition.owns(event.nativeEvent)) {
      // The field must not take it either: antd's Select would pick an entry on it.
      event.stopPropagation();
      return;
    }
    if (isMultiLine(target) || target.closest('button, a[href]')) return;
    if (isListOpen(target)) return;
    event.preventDefault();
    event.stopPropagation();
    go(target, event.shiftKey ? -1 : 1);
  };

  /** The list has taken its marked entry by now; it closes when it loses the focus. */
  const onKeyDown = (event: KeyboardEvent<HTMLFieldSetElement>): void => {
    const target = event.target;
    if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!(target instanceof HTMLElement) || !container.current?.contains(target)) return;
    if (isListOpen(target) && hasMarkedEntry(target) && !takesSeveral(target)) go(target, 1);
  };

  return (
    <fieldset ref={container} onKeyDownCapture={onKeyDownCapture} onKeyDown={onKeyDown} style={{ display: 'contents' }}>
      {children}
    </fieldset>
  );
}

function isListOpen(field: HTMLElement): boolean {
  return field.getAttribute('aria-expanded') === 'true';
}

/** With nothing found the focus stays, so that the words can be changed. */
function hasMarkedEntry(field: HTMLElement): boolean {
  const marked = field.getAttribute('aria-activedescendant');
  return marked !== null && document.getElementById(marked) !== null;
}

function takesSeveral(field: HTMLElement): boolean {
  return field.closest('.ant-select-multiple') !== null;
}
