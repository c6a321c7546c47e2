import type { Action, StreamKind } from '../../domain/log/action.ts';
import type { StreamName } from './port.ts';

/** What comes after all that is here of a stream, without what is set aside or held, in the order of the fold. */
export interface Onward {
  /** Nothing of the stream was here before. */
  readonly isBeginning: boolean;
  readonly actions: readonly Action<unknown>[];
}

/** Streams whose fold may have changed, each once. */
export class Touched {
  readonly #ids = new Map<StreamKind, Set<string>>();
  /** Of the cases whose fold only goes on. */
  readonly #onward = new Map<string, Onward | null>();

  /** The stream is folded anew, whatever else is said of it. */
  add({ streamKind, streamId }: StreamName): void {
    this.#note(streamKind, streamId);
    if (streamKind === 'case') this.#onward.set(streamId, null);
  }

  /** The fold of the case goes on with these, unless it is made anew for another reason. */
  goesOn(caseId: string, onward: Onward): void {
    this.#note('case', caseId);
    if (!this.#onward.has(caseId)) this.#onward.set(caseId, onward);
  }

  of(kind: StreamKind): readonly string[] {
    return [...(this.#ids.get(kind) ?? [])];
  }

  /** With what the fold of a case goes on; null where it is made anew. */
  onwardOf(caseId: string): Onward | null {
    return this.#onward.get(caseId) ?? null;
  }

  #note(kind: StreamKind, streamId: string): void {
    const ids = this.#ids.get(kind) ?? new Set();
    this.#ids.set(kind, ids.add(streamId));
  }
}
