import { Button, Modal } from 'antd';
import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import { ariaKeys, Key } from '../keyboard/Key.tsx';
import { KeyScope, useKeyboard } from '../keyboard/KeyboardProvider.tsx';
import { fieldsOf } from '../keyboard/next-field.ts';
import type { DialogScope } from '../keyboard/registry.ts';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { IconBesideWords } from '../status/IconBesideWords.tsx';
import type { MainAction } from './ActionBar.tsx';
import { useRunOnce } from './run-once.ts';
import './dialog.css';

export interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** Ctrl+Enter inside the dialog. Its label says what exactly will happen. */
  readonly main?: MainAction;
  /** What Esc means here, where it is more than 取消. */
  readonly closeLabel?: string;
  readonly width?: number;
}

/** Where the focus goes back to when a dialog closes, by the root of the dialog: the first place that is still there. */
const returnPlaces = new WeakMap<Element, readonly HTMLElement[]>();

/** Where a dialog leads back to that has just closed: the focus is on its way there, and nowhere in between. */
let onItsWay: readonly HTMLElement[] = [];

/** Where the focus is now; behind a place in another dialog, which may be closing, where that one would lead back to. */
function whereFocusIs(): readonly HTMLElement[] {
  const active = document.activeElement;
  if (!(active instanceof HTMLElement) || active === document.body) return onItsWay;
  const root = active.closest('.ant-modal-root');
  return [active, ...((root && returnPlaces.get(root)) ?? [])];
}

/**
 * A dialog, for what cannot be undone and for short side work. It is open while it is rendered. Its keys close off the
 * screen's; Esc closes it; the focus goes back to where it was.
 */
export function Dialog(props: DialogProps) {
  const { registry } = useKeyboard();
  const id = useId();
  const [scope] = useState<DialogScope>(() => ({ dialog: props.title }));
  // While it is being rendered: its first field may take the focus before any effect runs.
  const [before] = useState(whereFocusIs);
  const content = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const closed = registry.openDialog(scope);
    const own = content.current?.closest('.ant-modal-root') ?? null;
    if (own) returnPlaces.set(own, before);
    return () => {
      closed();
      onItsWay = before;
      // After the dialog's own clean-up, which may still hold the focus. Another dialog may have opened until then.
      requestAnimationFrame(() => {
        if (onItsWay === before) onItsWay = [];
        if (focusIsNowhere(own)) before.find((place) => place.isConnected)?.focus();
      });
    };
  }, [registry, scope, before]);
  // At once: what is typed right after the key that opens it belongs there. antd would wait for the next picture.
  useLayoutEffect(() => focusFirst(content.current), []);

  return (
    <KeyScope scope={scope}>
      <Modal
        open
        centered
        title={<span id={id}>{props.title}</span>}
        aria-labelledby={id}
        onCancel={props.onClose}
        keyboard={false}
        mask={{ closable: false }}
        width={props.width ?? 520}
        footer={null}
        transitionName=""
        maskTransitionName=""
        afterOpenChange={(isOpen) => {
          if (isOpen) focusFirst(content.current);
        }}
      >
        <div ref={content}>
          {props.children}
          <DialogFoot {...props} />
        </div>
      </Modal>
    </KeyScope>
  );
}

/**
 * antd gives the focus to its close button; a person begins with what the dialog is about (`data-dialog-first`), the first
 * field, or else the main button.
 */
function focusFirst(content: HTMLElement | null): void {
  if (!content || content.contains(document.activeElement)) return;
  const [field] = fieldsOf(content);
  const first = content.querySelector<HTMLElement>('[data-dialog-first]') ?? field;
  (first ?? content.querySelector<HTMLElement>('[data-main-action]'))?.focus();
}

/** Whether nothing that is still there has the focus; a dialog that is closing counts as gone. */
function focusIsNowhere(closing: Element | null): boolean {
  const active = document.activeElement;
  if (!active || active === document.body || !active.isConnected) return true;
  return closing?.contains(active) ?? false;
}

function DialogFoot({ main, onClose, closeLabel }: DialogProps) {
  // The key is held to what the button is: a dialog is for what cannot be undone. Why it is blocked stands beside it.
  const { run, busy } = useRunOnce(() => (main?.blocked === undefined ? main?.onRun() : undefined));
  const combo = main?.combo ?? 'Ctrl+Enter';
  useActionKeys([
    { combo: 'Esc', label: closeLabel ?? '关闭', run: onClose },
    ...(main ? [{ combo, label: main.label, run }] : []),
  ]);
  if (!main) return null;
  return (
    <div className="dialog-foot">
      {main.blocked === undefined ? null : <span className="soon">{main.blocked}</span>}
      <Button size="large" onClick={onClose} aria-keyshortcuts={ariaKeys('Esc')}>
        {closeLabel ?? '取消'} <Key combo="Esc" />
      </Button>
      <Button
        size="large"
        type="primary"
        className="action-main"
        data-main-action=""
        icon={main.icon === undefined ? undefined : <IconBesideWords icon={main.icon} />}
        loading={busy}
        disabled={main.blocked !== undefined}
        onClick={run}
        aria-keyshortcuts={ariaKeys(combo)}
      >
        {main.label} <Key combo={combo} />
      </Button>
    </div>
  );
}
