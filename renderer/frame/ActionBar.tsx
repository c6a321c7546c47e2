import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { ariaKeys, Key } from '../keyboard/Key.tsx';
import type { ActionKey } from '../keyboard/registry.ts';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { IconBesideWords } from '../status/IconBesideWords.tsx';
import { useRunOnce } from './run-once.ts';
import './action-bar.css';

export interface KeyHint {
  /** One combination or several that belong together: `['↑', '↓']`. */
  readonly combo: string | readonly string[];
  readonly label: string;
  /** Left out where the field or the grid handles the key itself. */
  readonly run?: () => void;
  readonly repeats?: boolean;
}

export interface SecondaryAction {
  readonly label: string;
  readonly onRun: () => void | Promise<void>;
  readonly combo?: string;
  readonly icon?: ReactNode;
  /** Why it cannot be done now. The button stays, and says this when it is pressed. */
  readonly blocked?: string | undefined;
}

/** The one next step of a screen. Its label names the thing it acts on (催办 王某一案). */
export interface MainAction extends Omit<SecondaryAction, 'combo'> {
  /** Ctrl+Enter unless the screen has a reason. */
  readonly combo?: string;
}

export interface ActionBarProps {
  readonly keys?: readonly KeyHint[];
  readonly secondary?: readonly SecondaryAction[];
  readonly main?: MainAction | undefined;
  /** One line at the left, before the keys: a warning that does not block, or what is safe. */
  readonly notice?: ReactNode;
}

const MAIN_COMBO = 'Ctrl+Enter';
const listed: KeyHint = { combo: 'Ctrl+/', label: '全部按键' };

/** The bar that never moves: keys at the left, the one main action at the lower right. */
export function ActionBar({ keys = [], secondary = [], main, notice }: ActionBarProps) {
  const [why, setWhy] = useState<string | null>(null);
  useActionKeys(keys.flatMap(hintKeys));
  return (
    <footer className="action-bar">
      <div className="action-bar-keys">
        {notice}
        {[...keys, listed].map((hint) => (
          <span key={hint.label}>
            {combosOf(hint).map((combo) => (
              <Key key={combo} combo={combo} />
            ))}
            {hint.label}
          </span>
        ))}
      </div>
      <span role="status" className="action-bar-why soon">
        {why}
      </span>
      {secondary.map((action) => (
        <ActionButton key={action.label} action={action} onBlocked={setWhy} />
      ))}
      {main ? <ActionButton action={{ combo: MAIN_COMBO, ...main }} isMain onBlocked={setWhy} /> : null}
    </footer>
  );
}

function combosOf(hint: KeyHint): readonly string[] {
  return typeof hint.combo === 'string' ? [hint.combo] : hint.combo;
}

function hintKeys(hint: KeyHint): readonly ActionKey[] {
  return combosOf(hint).map((combo) => ({
    combo,
    label: hint.label,
    run: hint.run,
    ...(hint.repeats ? { repeats: true } : {}),
  }));
}

interface ActionButtonProps {
  readonly action: SecondaryAction;
  readonly isMain?: boolean;
  readonly onBlocked: (why: string | null) => void;
}

function ActionButton({ action, isMain = false, onBlocked }: ActionButtonProps) {
  const { run, busy } = useRunOnce(() => {
    onBlocked(action.blocked ?? null);
    return action.blocked === undefined ? action.onRun() : undefined;
  });
  const { combo } = action;
  useActionKeys(combo === undefined ? [] : [{ combo, label: action.label, run }]);
  return (
    <Button
      size="large"
      type={isMain ? 'primary' : 'default'}
      {...(isMain ? { 'data-main-action': '' } : {})}
      className={isMain ? 'action-main' : ''}
      icon={action.icon === undefined ? undefined : <IconBesideWords icon={action.icon} />}
      loading={busy}
      aria-disabled={action.blocked !== undefined}
      aria-keyshortcuts={ariaKeys(combo)}
      title={action.blocked}
      onClick={run}
    >
      {action.label}
      {combo === undefined ? null : <Key combo={combo} />}
    </Button>
  );
}
