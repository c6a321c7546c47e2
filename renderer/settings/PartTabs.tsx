import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { SettingsPartId } from './parts.ts';

interface PartTabsProps {
  readonly parts: readonly { readonly id: SettingsPartId; readonly name: string }[];
  readonly current: SettingsPartId;
  readonly changedIn: (part: SettingsPartId) => number;
  readonly onChoose: (part: SettingsPartId) => void;
}

export const PANEL_ID = 'settings-panel';

/** The groups; the arrows go through them, Tab or Enter into the group itself. */
export function PartTabs({ parts, current, changedIn, onChoose }: PartTabsProps) {
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const active = document.activeElement;
    const nobodys = !active || active === document.body || active.matches('main');
    if (nobodys) list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') {
      document.querySelector<HTMLElement>(`#${PANEL_ID} :is(input:not([readonly]), textarea, [role=listbox])`)?.focus();
    } else if (step !== undefined) {
      const at = parts.findIndex(({ id }) => id === current);
      const next = parts[(at + step + parts.length) % parts.length];
      if (!next) return;
      onChoose(next.id);
      document.getElementById(`settings-tab-${next.id}`)?.focus();
    } else return;
    event.preventDefault();
  };

  return (
    <div ref={list} role="tablist" aria-orientation="vertical" aria-label="设置的分组" className="card settings-tabs">
      {parts.map(({ id, name }) => (
        <button
          key={id}
          id={`settings-tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === current}
          aria-controls={PANEL_ID}
          tabIndex={id === current ? 0 : -1}
          onClick={() => onChoose(id)}
          onKeyDown={onKeyDown}
        >
          {name}
          {changedIn(id) > 0 ? <span className="small soon">{changedIn(id)} 处未存</span> : null}
        </button>
      ))}
    </div>
  );
}
