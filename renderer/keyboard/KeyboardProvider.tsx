import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { CompositionWatch } from './composition.ts';
import { KeyRegistry, type PressPlace, type Scope } from './registry.ts';

interface Keyboard {
  readonly registry: KeyRegistry;
  readonly composition: CompositionWatch;
}

const KeyboardContext = createContext<Keyboard | null>(null);
const ScopeContext = createContext<Scope>('screen');

export function useKeyboard(): Keyboard {
  const keyboard = useContext(KeyboardContext);
  if (!keyboard) throw new Error('KeyboardProvider is missing above this component');
  return keyboard;
}

export function useKeyScope(): Scope {
  return useContext(ScopeContext);
}

export function KeyScope({ scope, children }: { readonly scope: Scope; readonly children: ReactNode }) {
  return <ScopeContext value={scope}>{children}</ScopeContext>;
}

const TEXT_FIELD = 'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, [contenteditable=true]';

const CONTROL = 'button, a[href], [role=button], [role=menuitem], input[type=checkbox], input[type=radio]';

function placeOf(target: EventTarget | null): PressPlace {
  if (!(target instanceof HTMLElement)) return { inTextField: false, onControl: false, listOpen: false };
  return {
    inTextField: target.closest(TEXT_FIELD) !== null,
    onControl: target.closest(CONTROL) !== null,
    listOpen: target.getAttribute('aria-expanded') === 'true',
  };
}

/** The window's one key listener. Keys of an input method never reach an action. */
export function KeyboardProvider({ children }: { readonly children: ReactNode }) {
  const [keyboard] = useState<Keyboard>(() => ({ registry: new KeyRegistry(), composition: new CompositionWatch() }));

  useEffect(() => {
    const { registry, composition } = keyboard;
    const detach = composition.attach(window);
    const act = (event: KeyboardEvent): boolean => {
      if (event.defaultPrevented) return false;
      if (composition.owns(event)) {
        // Nothing is done while somebody composes, and neither does the browser.
        if (isBrowserSave(event)) event.preventDefault();
        return false;
      }
      const key = registry.find(event, placeOf(event.target));
      if (key) {
        event.preventDefault();
        if (!event.repeat || key.repeats) key.run?.();
      } else if (isBrowserSave(event)) {
        event.preventDefault();
      }
      return key !== null;
    };
    /** A list field opens on Ctrl+Enter as on Enter, and takes Alt+Delete for Delete: it must not see them. */
    const beforeFields = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.altKey) && act(event)) event.stopPropagation();
    };
    const onKeyDown = (event: KeyboardEvent): void => void act(event);
    window.addEventListener('keydown', beforeFields, { capture: true });
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', beforeFields, { capture: true });
      window.removeEventListener('keydown', onKeyDown);
      detach();
    };
  }, [keyboard]);

  return <KeyboardContext value={keyboard}>{children}</KeyboardContext>;
}

/** The hand is used to Ctrl+S: on a screen without anything to save it must not open the browser's save-page dialog. */
function isBrowserSave(event: KeyboardEvent): boolean {
  return event.ctrlKey && !event.altKey && !event.shiftKey && event.code === 'KeyS';
}
