import type { ReactNode } from 'react';

/** What is wrong with a field, beside it; amber, because red is for what is over. */
export function FieldProblem({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <p {...(id === undefined ? {} : { id, tabIndex: -1 })} className="field-problem small soon" role="alert">
      {children}
    </p>
  );
}
