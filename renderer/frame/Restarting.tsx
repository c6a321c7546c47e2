import { useEffect } from 'react';
import { api } from '../api/client.ts';
import { Waiting } from '../status/Waiting.tsx';
import { Dialog } from './Dialog.tsx';

const BACK_EVERY_MS = 1_000;

interface RestartingProps {
  readonly title: string;
  readonly label: string;
}

/** Until the center answers again; then everybody begins at its first page. */
export function Restarting({ title, label }: RestartingProps) {
  useEffect(() => {
    const timer = setInterval(() => {
      api.center.status().then(
        () => {
          window.location.hash = '#/';
          window.location.reload();
        },
        // It is still starting.
        () => undefined,
      );
    }, BACK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <Dialog title={title} onClose={() => undefined} closeLabel="请稍等">
      <Waiting label={label} />
    </Dialog>
  );
}
