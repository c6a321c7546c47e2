import type { ReactNode } from 'react';

/** A picture beside words: whoever has the screen read out hears the words alone, not the icon's English name. */
export function IconBesideWords({ icon }: { readonly icon: ReactNode }) {
  return (
    <span aria-hidden="true" style={{ display: 'contents' }}>
      {icon}
    </span>
  );
}
