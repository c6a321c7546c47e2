/** What is needed of a KeyboardEvent. */
interface ComposingPress {
  readonly isComposing: boolean;
  readonly keyCode: number;
}

/** The key code of every key that an input method has taken for itself. */
const PROCESS_KEY = 229;

/**
 * Knows whether a key press belongs to a Chinese input method. Some of them end the composition first and let the very
 * Enter that ended it through as a plain one, in the same tick: that one counts as theirs too.
 */
export class CompositionWatch {
  #endedInThisTick = false;

  readonly #onEnd = (): void => {
    this.#endedInThisTick = true;
    setTimeout(() => {
      this.#endedInThisTick = false;
    }, 0);
  };

  /** @returns a function that stops watching */
  attach(target: EventTarget): () => void {
    target.addEventListener('compositionend', this.#onEnd, { capture: true });
    return () => target.removeEventListener('compositionend', this.#onEnd, { capture: true });
  }

  owns(press: ComposingPress): boolean {
    return press.isComposing || press.keyCode === PROCESS_KEY || this.#endedInThisTick;
  }
}
