import { useState } from 'react';
import { Key } from '../keyboard/Key.tsx';
import { useKeyboard } from '../keyboard/KeyboardProvider.tsx';
import type { KeyGroup } from '../keyboard/registry.ts';
import { Dialog } from './Dialog.tsx';
import './keys-overlay.css';

/** Every key that works where the person is now, read from what the screen has declared. */
export function KeysOverlay({ onClose }: { readonly onClose: () => void }) {
  const { registry } = useKeyboard();
  const [groups] = useState<readonly KeyGroup[]>(() => registry.list());
  return (
    <Dialog title="全部按键" onClose={onClose} width={720}>
      <div className="keys-overlay">
        {groups.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map((key) => (
                <div key={key.combo}>
                  <dt>
                    <Key combo={key.combo} />
                    <span className="unseen">{key.combo}</span>
                  </dt>
                  <dd>{key.label}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
