import type { CaseView } from '../../../contract/cases.ts';
import { type ApiError, toApiError } from '../../api/errors.ts';
import type { Kept } from './kept.ts';
import { afterSent, inOrder, isWaiting, nextToSend, type Unsent } from './unsent.ts';

/** What became of something that was handed over to be sent. */
export type Outcome =
  | { readonly kind: 'sent'; readonly view: CaseView }
  /** Kept, and sent when there is a line. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'refused'; readonly error: ApiError };

export interface SenderParts {
  readonly kept: Pick<Kept, 'unsent' | 'keepUnsent' | 'dropUnsent'>;
  /** Sends one to the center. Rejects with what `toApiError` understands. */
  readonly send: (entry: Unsent) => Promise<CaseView>;
  /** The case as it is now, out of a refusal for staleness. */
  readonly current: (caseId: string, carried: unknown) => Promise<CaseView>;
  readonly onView: (view: CaseView) => void;
  readonly onChange: (entries: readonly Unsent[]) => void;
}

/** Sends what a mediator did, one after the other, each once, and keeps what there is no line for. */
export class UnsentSender {
  readonly #parts: SenderParts;
  #entries: readonly Unsent[] = [];
  #running: Promise<void> = Promise.resolve();
  readonly #failures = new Map<string, ApiError>();
  readonly #views = new Map<string, CaseView>();
  #closed = false;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Takes up what the browser kept. */
  async open(): Promise<void> {
    const kept = await this.#parts.kept.unsent();
    const known = new Set(this.#entries.map(({ id }) => id));
    this.#set([...kept.filter(({ id }) => !known.has(id)), ...this.#entries]);
  }

  /** Sends nothing more. */
  close(): void {
    this.#closed = true;
  }

  /**
   * Keeps what was done and sends it at once where that is possible. The first of them decides the outcome; what the
   * center refuses is not kept, for the form that it comes from is still open.
   */
  async submit(entries: readonly Unsent[]): Promise<Outcome> {
    const [first] = entries;
    if (!first) throw new RangeError('nothing to send');
    for (const entry of entries) await this.#parts.kept.keepUnsent(entry);
    this.#set([...this.#entries, ...entries]);
    await this.run();
    const error = this.#failures.get(first.id);
    const waits = this.#entries.find(({ id }) => id === first.id);
    if (waits && error) {
      for (const { id } of entries) await this.drop(id);
      return { kind: 'refused', error };
    }
    const view = this.#views.get(first.caseId);
    return waits || !view ? { kind: 'waiting' } : { kind: 'sent', view };
  }

  /** Sends what can be sent. Calls wait for each other. */
  run(): Promise<void> {
    this.#running = this.#running.then(() => this.#loop());
    return this.#running;
  }

  /** Sends one that was refused anew, on the case as it is now. */
  async again(id: string, baseRevision: number): Promise<void> {
    await this.#change(id, { problem: null, baseRevision });
    await this.run();
  }

  /** Takes one out: thrown away, or opened again in its form. */
  async drop(id: string): Promise<void> {
    await this.#parts.kept.dropUnsent(id);
    this.#failures.delete(id);
    this.#set(this.#entries.filter((entry) => entry.id !== id));
  }

  async #loop(): Promise<void> {
    const moved = new Set<string>();
    for (;;) {
      const entry = this.#closed ? null : nextToSend(this.#entries);
      if (!entry) return;
      try {
        await this.#taken(entry, await this.#parts.send(entry));
      } catch (failure) {
        const error = toApiError(failure);
        if (isWaiting(error)) return;
        if (error.code === 'STALE_REVISION' && entry.work.kind === 'photo' && !moved.has(entry.id)) {
          // Nothing about a photo depends on what others did meanwhile.
          moved.add(entry.id);
          if (await this.#moveOn(entry, error)) continue;
          return;
        }
        this.#failures.set(entry.id, error);
        await this.#change(entry.id, { problem: [error.message, error.detail].filter(Boolean).join('') });
      }
    }
  }

  async #taken(entry: Unsent, view: CaseView): Promise<void> {
    const rest = afterSent(this.#entries, entry, view.state.revision);
    for (const later of rest) {
      if (!this.#entries.includes(later)) await this.#parts.kept.keepUnsent(later);
    }
    await this.#parts.kept.dropUnsent(entry.id);
    this.#failures.delete(entry.id);
    this.#views.set(entry.caseId, view);
    this.#set(rest);
    this.#parts.onView(view);
  }

  /** False where the case cannot be asked for now: it is tried again later. */
  async #moveOn(entry: Unsent, error: ApiError): Promise<boolean> {
    try {
      const view = await this.#parts.current(entry.caseId, error.state);
      this.#parts.onView(view);
      await this.#change(entry.id, { baseRevision: view.state.revision });
      return true;
    } catch {
      return false;
    }
  }

  async #change(id: string, change: Partial<Pick<Unsent, 'problem' | 'baseRevision'>>): Promise<void> {
    const found = this.#entries.find((entry) => entry.id === id);
    if (!found) return;
    const changed = { ...found, ...change };
    await this.#parts.kept.keepUnsent(changed);
    this.#set(this.#entries.map((entry) => (entry.id === id ? changed : entry)));
  }

  #set(entries: readonly Unsent[]): void {
    this.#entries = inOrder(entries);
    if (!this.#closed) this.#parts.onChange(this.#entries);
  }
}
