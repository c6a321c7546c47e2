export type DraftState =
  /** Nothing is written, or nothing has been saved yet. */
  | { readonly state: 'none' }
  | { readonly state: 'saved'; readonly at: number }
  /** What is on the screen is not in the store; `error` is what the call rejected with. */
  | { readonly state: 'failed'; readonly error: unknown };

interface DraftSaverParts<Draft> {
  readonly save: (draft: Draft) => Promise<{ readonly savedAt: number }>;
  readonly onState: (state: DraftState) => void;
  /** Whether a later try of the same draft may succeed. */
  readonly mayRetry: (error: unknown) => boolean;
}

/** A pause in typing, in ms. */
export const PAUSE_MS = 600;
const RETRY_MS = 3_000;

/** Saves the latest state of a form at every pause, one call at a time, and tries again after a failure. */
export class DraftSaver<Draft> {
  readonly #parts: DraftSaverParts<Draft>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest: (() => Draft | null) | null = null;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(parts: DraftSaverParts<Draft>) {
    this.#parts = parts;
  }

  /** @param latest makes the draft when it is due; null where nothing is worth keeping */
  changed(latest: () => Draft | null): void {
    if (this.#stopped) return;
    this.#latest = latest;
    this.#schedule(PAUSE_MS);
  }

  /** Saves at once what has not been saved yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    if (!this.#latest || this.#stopped) return;
    this.#running = this.#save(this.#latest);
    await this.#running;
  }

  /** Whether something typed is not in the store. */
  isUnsaved(): boolean {
    return this.#latest !== null && !this.#stopped;
  }

  /** Saves nothing more, so that the draft of what is done does not come back; waits for a call under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** After a save of the form itself that failed. */
  resume(): void {
    this.#stopped = false;
    if (this.#latest) this.#schedule(PAUSE_MS);
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  async #save(latest: () => Draft | null): Promise<void> {
    const draft = latest();
    this.#latest = null;
    if (draft === null) return;
    try {
      const { savedAt } = await this.#parts.save(draft);
      this.#parts.onState({ state: 'saved', at: savedAt });
    } catch (error) {
      // Typing may have gone on meanwhile; then the newer state is due already.
      this.#latest ??= latest;
      this.#parts.onState({ state: 'failed', error });
      if (this.#parts.mayRetry(error) && !this.#stopped) this.#schedule(RETRY_MS);
    } finally {
      this.#running = null;
    }
  }
}
