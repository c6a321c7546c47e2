import type { Store } from '../../services/ports.ts';

/** As if everybody had changed the first password to the same words, and signed in with it now for the first time. */
export async function ownPasswords(store: Store): Promise<void> {
  await store.write(async ({ directory, sessions }) => {
    for (const { staffId } of await directory.allStaff()) {
      const first = await sessions.password(staffId);
      if (first) await sessions.savePassword(staffId, { ...first, origin: 'own', setAt: 0 });
    }
  });
}
