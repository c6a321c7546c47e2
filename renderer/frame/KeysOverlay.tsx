import { useState } from 'react';
import { Key } from '../keyboard/Key.tsx';
import { useKeyboard } from '../keyboard/KeyboardProvider.tsx';
import type { ActionKey, KeyGroup } from '../keyboard/registry.ts';
import { Dialog } from './Dialog.tsx';
import './keys-overlay.css';

/** Every key that works where the person is now, read from what the screen has declared. */
export function KeysOverlay({ onClose }: { readonly onClose: () => void }) {
  const { registry } = useKeyboard();
  const [groups] = useState<readonly KeyGroup[]>(() => registry.list());
  return (
    <Dialog title="全部按键" onClose={onClose} width={720}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list longer than the window is scrolled by the keyboard. */}
      <section className="keys-overlay" aria-label="按键" tabIndex={0} data-enter-stop="">
        <div className="keys-columns">
          {groups.map((group) => (
            <section key={group.title} aria-label={group.title}>
              <h2>{group.title}</h2>
              <dl>
                {byLabel(group.keys).map(({ label, combos }) => (
                  <div key={label}>
                    <dt>
                      {combos.map((combo) => (
                        <span key={combo}>
                          <Key combo={combo} /> <span className="unseen">{combo}</span>
                        </span>
                      ))}
                    </dt>
                    <dd>{label}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </section>
    </Dialog>
  );
}

/** Keys that do the same stand on one line: ↑ ↓ 选择. */
function byLabel(
  keys: readonly ActionKey[],
): readonly { readonly label: string; readonly combos: readonly string[] }[] {
  const lines = new Map<string, string[]>();
  for (const { label, combo } of keys) {
    const combos = lines.get(label);
    if (combos) combos.push(combo);
    else lines.set(label, [combo]);
  }
  return [...lines].map(([label, combos]) => ({ label, combos }));
}
