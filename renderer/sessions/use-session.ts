import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SignedIn } from '../../contract/sessions.ts';
import { api, queries } from '../api/client.ts';
import { saveUnsavedDrafts } from '../drafts/unsaved-drafts.ts';
import { changePlace, forgetPlace } from './places.ts';
import type { Credentials } from './SignInPage.tsx';
import { sessionEnd } from './session-end.ts';

/** What the next person at this desk sees must not come from the one before; the center's own status stays. */
function forget(client: QueryClient): void {
  const kept = [queries.sessions.me.queryKey(), queries.center.status.queryKey()].map((key) => JSON.stringify(key));
  client.removeQueries({ predicate: ({ queryKey }) => !kept.includes(JSON.stringify(queryKey)) });
}

/** A draft that could not be saved would be lost, or be kept under the name of the next person. */
export class UnsavedDraft extends Error {}

/** Who is signed in on this window, and the ways to change it. */
export function useSession() {
  const client = useQueryClient();
  const meKey = queries.sessions.me.queryKey();
  const me = useQuery({ ...queries.sessions.me.queryOptions(), staleTime: Number.POSITIVE_INFINITY });

  /** Somebody who was here before goes on where the work stopped; another person begins anew. */
  async function seat(person: SignedIn): Promise<void> {
    const before = client.getQueryData(meKey);
    if (before && before.staffId !== person.staffId) {
      changePlace(before.staffId, person.staffId);
      forget(client);
    }
    client.setQueryData(meKey, person);
    sessionEnd.getState().renewed();
    if (before?.staffId === person.staffId) await client.invalidateQueries();
  }

  return {
    me,
    signIn: async (credentials: Credentials): Promise<void> => {
      // Where the session has ended nothing can be saved; what was typed is on the screen below, and is saved later.
      if (client.getQueryData(meKey) && !sessionEnd.getState().ended) await saveUnsavedDrafts();
      await seat(await api.sessions.signIn(credentials));
    },
    /**
     * Gives the desk to somebody who has signed in at it.
     * @throws UnsavedDraft; what `toApiError` understands, PASSWORD_NEEDED where the person was away too long.
     */
    switchTo: async (staffId: string): Promise<void> => {
      if (!(await saveUnsavedDrafts())) throw new UnsavedDraft();
      await seat(await api.sessions.switchTo({ staffId }));
    },
    /** After what the session owed is done, or something of the person has changed. */
    refresh: (): Promise<void> => client.invalidateQueries({ queryKey: meKey }),
    signOut: async (): Promise<void> => {
      await saveUnsavedDrafts();
      await api.sessions.signOut();
      const before = client.getQueryData(meKey);
      if (before) forgetPlace(before.staffId);
      client.setQueryData(meKey, null);
      forget(client);
    },
  };
}

export type Session = SignedIn;
