import type { TestStore } from '../../db/testing.ts';
import type { AccessNote } from '../../services/sessions/port.ts';

/** The same store, which tells of everything that is noted in the access log through it. */
export function noting(store: TestStore, onNote: (note: AccessNote) => void): TestStore {
  return Object.assign(Object.create(store) as TestStore, {
    write: ((work) =>
      store.write((writes) =>
        work({
          ...writes,
          sessions: {
            ...writes.sessions,
            noteAccess: (note) => {
              onNote(note);
              return writes.sessions.noteAccess(note);
            },
          },
        }),
      )) satisfies TestStore['write'],
  });
}
