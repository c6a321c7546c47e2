import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { KeyScope, useKeyboard } from '../keyboard/KeyboardProvider.tsx';
import type { DialogScope } from '../keyboard/registry.ts';
import { useActionKeys } from '../keyboard/use-action-keys.ts';

interface ChipPopupProps {
  readonly title: string;
  readonly children: ReactNode;
  /** `back` when it was closed by a key: the focus then goes to the chip. */
  readonly onClose: (back: boolean) => void;
}

/** What opens under a chip. The keys are its own until it closes: by Esc, or when the focus goes elsewhere. */
export function ChipPopup({ title, children, onClose }: ChipPopupProps) {
  const { registry, composition } = useKeyboard();
  const [scope] = useState<DialogScope>(() => ({ dialog: title }));
  const box = useRef<HTMLDivElement>(null);
  const [toLeft, setToLeft] = useState(false);

  useLayoutEffect(() => registry.openDialog(scope), [registry, scope]);
  useLayoutEffect(() => {
    const place = box.current?.getBoundingClientRect();
    if (place && place.right > window.innerWidth) setToLeft(true);
    box.current?.querySelector<HTMLElement>('input')?.focus();
  }, []);

  return (
    <KeyScope scope={scope}>
      <div
        ref={box}
        role="dialog"
        aria-label={title}
        className={`chip-popup ${toLeft ? 'chip-popup-left' : ''}`}
        onKeyDown={(event) => {
          // In a field with an open list Esc is the field's own; here it closes both.
          if (event.key !== 'Escape' || composition.owns(event.nativeEvent)) return;
          event.preventDefault();
          onClose(true);
        }}
        onBlur={({ relatedTarget }) => {
          if (relatedTarget instanceof Node && !box.current?.contains(relatedTarget)) onClose(false);
        }}
      >
        {children}
      </div>
      <PopupKeys onClose={() => onClose(true)} />
    </KeyScope>
  );
}

function PopupKeys({ onClose }: { readonly onClose: () => void }) {
  useActionKeys([{ combo: 'Esc', label: '关闭', run: onClose }]);
  return null;
}
