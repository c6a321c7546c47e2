import { create } from 'zustand';

interface SessionEnd {
  /** True from the first call that was refused because nobody is signed in, until somebody signs in again. */
  readonly ended: boolean;
  readonly end: () => void;
  readonly renewed: () => void;
}

/** Whether the center has ended the session (twelve hours idle, account switched off, password reset). */
export const sessionEnd = create<SessionEnd>()((set) => ({
  ended: false,
  end: () => set({ ended: true }),
  renewed: () => set({ ended: false }),
}));
