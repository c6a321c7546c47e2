import { useEffect } from 'react';
import type { ClosedToDesks } from '../../contract/center.ts';

/** On another desk, while the center stands still: why, and what to do. The page goes on by itself (App asks on). */
export function ClosedPage({ closed }: { readonly closed: ClosedToDesks }) {
  useEffect(() => {
    document.title = `${closed.title} - 枫桥工作台`;
  }, [closed.title]);
  return (
    <main className="app-alone">
      <div className="card app-closed">
        <h1>{closed.title}</h1>
        <p>{closed.advice}</p>
      </div>
    </main>
  );
}
