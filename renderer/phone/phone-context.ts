import { createContext, useContext } from 'react';
import type { SignedIn } from '../../contract/sessions.ts';
import type { Actor } from '../../domain/access/roles.ts';
import type { Kept } from './kept/kept.ts';
import type { Unsent } from './kept/unsent.ts';
import type { UnsentSender } from './kept/unsent-sender.ts';

/** What every page of the phone has at hand. */
export interface Phone {
  readonly person: SignedIn;
  readonly kept: Kept;
  readonly sender: UnsentSender;
  /** What is not sent yet, the oldest first. */
  readonly unsent: readonly Unsent[];
}

export const PhoneContext = createContext<Phone | null>(null);

export function usePhone(): Phone {
  const phone = useContext(PhoneContext);
  if (!phone) throw new Error('a page of the phone outside of its frame');
  return phone;
}

/** Who works here, for the rules of the workflow table. */
export function actorOf({ staffId, roles }: SignedIn): Actor {
  return { staffId, roles };
}
