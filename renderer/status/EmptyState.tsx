import type { ReactNode } from 'react';
import { Key } from '../keyboard/Key.tsx';
import './notes.css';

interface EmptyStateProps {
  /** What belongs here: 这里列出等您处理的案件。 */
  readonly children: ReactNode;
  readonly icon?: ReactNode;
  /** The key that makes the first one, and what it does. */
  readonly first?: { readonly combo: string; readonly label: string };
}

/** An empty place says what belongs in it and how to make the first. */
export function EmptyState({ children, icon, first }: EmptyStateProps) {
  return (
    <div className="empty-state">
      {icon}
      <p>{children}</p>
      {first ? (
        <p className="muted">
          按 <Key combo={first.combo} />
          <span className="unseen">{first.combo}</span> {first.label}
        </p>
      ) : null}
    </div>
  );
}
