import { createContext, useContext } from 'react';
import type { SignedIn } from '../../contract/sessions.ts';

export const SignedInContext = createContext<SignedIn | null>(null);

/** Who works at this desk; for everything inside the frame. */
export function useSignedIn(): SignedIn {
  const person = useContext(SignedInContext);
  if (!person) throw new Error('SignedInContext is missing above this component');
  return person;
}
