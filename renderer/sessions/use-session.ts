import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { SignedIn } from '../../contract/sessions.ts';
import { api, queries } from '../api/client.ts';
import type { Credentials } from './SignInPage.tsx';

/** Who is signed in on this window, and the two ways to change it. */
export function useSession() {
  const client = useQueryClient();
  const me = useQuery({ ...queries.sessions.me.queryOptions(), staleTime: Number.POSITIVE_INFINITY });

  return {
    me,
    signIn: async (credentials: Credentials): Promise<void> => {
      const person = await api.sessions.signIn(credentials);
      client.setQueryData(queries.sessions.me.queryKey(), person);
    },
    signOut: async (): Promise<void> => {
      await api.sessions.signOut();
      // What the next person at this desk sees must not come from the one before.
      client.clear();
      client.setQueryData(queries.sessions.me.queryKey(), null);
    },
  };
}

export type Session = SignedIn;
