import { type ReactNode, useEffect, useRef } from 'react';
import { ActionBar, type ActionBarProps, type KeyHint } from './ActionBar.tsx';
import { useNavigateBack } from './navigation.ts';

export interface ScreenProps extends ActionBarProps {
  /** Title of the window, and what a reader of the screen hears first. */
  readonly title: string;
  readonly children: ReactNode;
  /** The screen shows an h1 of its own; without it the title is one for readers of the screen only. */
  readonly ownHeading?: boolean;
  /** Class of the work area, where a screen lays out its grid. */
  readonly className?: string;
  /** Where Esc leads. Nothing is lost by it: what was typed is in the draft. */
  readonly back?: { readonly to: string; readonly label: string };
}

/** One screen: the work area and its action bar. Rendered inside the Frame. */
export function Screen({ title, children, className = '', ownHeading = false, back, keys = [], ...bar }: ScreenProps) {
  const work = useRef<HTMLElement>(null);
  const goBack = useNavigateBack(back?.to);

  useEffect(() => {
    document.title = `${title} - 枫桥工作台`;
  }, [title]);

  // A screen that focuses no field of its own still answers to the arrow and page keys.
  useEffect(() => {
    if (!document.activeElement || document.activeElement === document.body) {
      work.current?.focus({ preventScroll: true });
    }
  }, []);

  const leave: readonly KeyHint[] = back ? [{ combo: 'Esc', label: back.label, run: goBack }] : [];
  return (
    <>
      <main ref={work} className={`work ${className}`} tabIndex={-1} aria-label={title}>
        {ownHeading ? null : <h1 className="unseen">{title}</h1>}
        {children}
      </main>
      <ActionBar keys={[...keys, ...leave]} {...bar} />
    </>
  );
}
