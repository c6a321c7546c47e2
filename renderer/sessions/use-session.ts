import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SignedIn } from '../../contract/sessions.ts';
import { api, queries } from '../api/client.ts';
import type { Credentials } from './SignInPage.tsx';
import { sessionEnd } from './session-end.ts';

/** What the next person at this desk sees must not come from the one before; the center's own status stays. */
function forget(client: QueryClient): void {
  const kept = [queries.sessions.me.queryKey(), queries.center.status.queryKey()].map((key) => JSON.stringify(key));
  client.removeQueries({ predicate: ({ queryKey }) => !kept.includes(JSON.stringify(queryKey)) });
}

/** Who is signed in on this window, and the two ways to change it. */
export function useSession() {
  const client = useQueryClient();
  const meKey = queries.sessions.me.queryKey();
  const me = useQuery({ ...queries.sessions.me.queryOptions(), staleTime: Number.POSITIVE_INFINITY });

  return {
    me,
    /** Somebody who was signed in before goes on where the session ended; another person begins anew. */
    signIn: async (credentials: Credentials): Promise<void> => {
      const person = await api.sessions.signIn(credentials);
      const before = client.getQueryData(meKey);
      if (before && before.staffId !== person.staffId) {
        window.location.hash = '#/';
        forget(client);
      }
      client.setQueryData(meKey, person);
      sessionEnd.getState().renewed();
      if (before?.staffId === person.staffId) await client.invalidateQueries();
    },
    signOut: async (): Promise<void> => {
      await api.sessions.signOut();
      client.setQueryData(meKey, null);
      forget(client);
    },
  };
}

export type Session = SignedIn;
