import type { ReactNode } from 'react';
import './notes.css';

interface NoteProps {
  readonly look: 'warn' | 'info';
  readonly title: ReactNode;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  /** Read out when it appears. */
  readonly live?: boolean;
}

/** A hint beside its cause: amber for what to look at, blue for what to know. */
export function Note({ look, title, icon, children, live = false }: NoteProps) {
  return (
    <section className={`note note-${look}`} {...(live ? { role: 'alert' } : {})}>
      <p className="note-title">
        {icon}
        {title}
      </p>
      {children}
    </section>
  );
}
