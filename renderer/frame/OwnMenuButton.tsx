import type { KeyOutlined } from '@ant-design/icons';
import { type FocusEvent, type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { useKeyboard } from '../keyboard/KeyboardProvider.tsx';
import './own-menu.css';

export interface MenuEntry {
  readonly key: string;
  readonly icon: typeof KeyOutlined;
  readonly label: string;
  readonly run: () => void;
}

interface OwnMenuButtonProps {
  readonly entries: readonly MenuEntry[];
  /** What stands on the button. */
  readonly children: ReactNode;
}

/** Where an arrow leads in a list that goes round; null for another key. */
function stepTo(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/**
 * A button with a menu below it. Which entry is meant is where the focus is, and the focus moves within the key's own
 * event: the next key, however quick, finds it there. (A menu that moves it a frame later took the first entry.)
 */
export function OwnMenuButton({ entries, children }: OwnMenuButtonProps) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const { composition } = useKeyboard();
  const menuId = useId();

  useLayoutEffect(() => {
    if (open) list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [open]);

  const leave = (): void => {
    setOpen(false);
    opener.current?.focus();
  };

  const choose = (entry: MenuEntry | undefined): void => {
    if (!entry) return;
    // The focus returns here when what is opened closes.
    leave();
    entry.run();
  };

  const onMenuKey = (event: KeyboardEvent): void => {
    if (composition.owns(event.nativeEvent) || event.ctrlKey || event.altKey) return;
    const lines = list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [];
    const at = [...lines].findIndex((line) => line.matches(':focus'));
    const to = stepTo(event.key, at, lines.length);
    if (to !== null) lines[to]?.focus();
    else if (event.key === 'Escape') leave();
    // A key that is held down chooses nothing. Nor does Enter press what has the focus after the choice.
    else if (event.key === 'Enter' || event.key === ' ') choose(event.repeat ? undefined : entries[at]);
    else if (event.key === 'Tab') {
      leave();
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onOpenerKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || !['Enter', ' ', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) setOpen(true);
  };

  const onBlur = ({ relatedTarget }: FocusEvent): void => {
    if (!place.current?.contains(relatedTarget)) setOpen(false);
  };

  return (
    <div ref={place} className="own-menu-place">
      <button
        ref={opener}
        type="button"
        className="header-person"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        onClick={() => (open ? leave() : setOpen(true))}
        onKeyDown={onOpenerKey}
        onBlur={onBlur}
      >
        {children}
      </button>
      {open ? (
        <div
          ref={list}
          id={menuId}
          role="menu"
          aria-label="本人"
          tabIndex={-1}
          className="own-menu"
          onKeyDown={onMenuKey}
          onBlur={onBlur}
        >
          {entries.map((entry) => (
            <button
              key={entry.key}
              type="button"
              role="menuitem"
              tabIndex={-1}
              className="own-menu-line"
              onMouseMove={({ currentTarget }) => currentTarget.focus()}
              onClick={() => choose(entry)}
            >
              <entry.icon aria-hidden="true" />
              {entry.label}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  );
}
