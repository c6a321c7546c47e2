import type { PullInput, PullOutput } from '../../contract/sync.ts';
import type { CityClient } from './client.ts';

/** Time for a call to get onto the line before the store keeps this thread busy, in ms. */
const DEPARTURE_MS = 1;

/**
 * Pulls with a window of one: the next batch is on its way while the one before is applied. What it begins at is the
 * cursor that the answer before named; if the station comes to stand elsewhere, or nowhere, it is asked for anew.
 */
export interface PullAhead {
  /** The answer that is on its way, where it is the one to this question; else the question is put. */
  pull(input: PullInput, signal: AbortSignal): Promise<PullOutput>;
  /** Puts the question that will come next. Resolves once it is on its way. */
  begin(input: PullInput, signal: AbortSignal): Promise<void>;
  /** Gives up what is on its way: it was asked before something changed. */
  drop(): void;
}

export function createPullAhead(client: Pick<CityClient, 'pull'>): PullAhead {
  let ahead: {
    readonly question: string;
    readonly answer: Promise<PullOutput>;
    readonly stop: AbortController;
  } | null = null;

  function drop(): void {
    ahead?.stop.abort();
    ahead = null;
  }
  return {
    drop,
    async pull(input, signal) {
      if (ahead?.question === questionOf(input)) {
        const { answer } = ahead;
        ahead = null;
        return answer;
      }
      drop();
      return client.pull(input, signal);
    },
    async begin(input, signal) {
      drop();
      const stop = new AbortController();
      const answer = client.pull(input, AbortSignal.any([signal, stop.signal]));
      // Whoever asks for the answer hears of a failure; where nobody does, it was given up.
      answer.catch(() => undefined);
      ahead = { question: questionOf(input), answer, stop };
      await new Promise((resolve) => setTimeout(resolve, DEPARTURE_MS));
    },
  };
}

/** Where the station stands, whatever it gives as proofs and whatever fits the line by now. */
function questionOf({ epoch, cursors, backfills = [] }: PullInput): string {
  return JSON.stringify([epoch, cursors.map(({ feed, position }) => `${feed} ${position}`).sort(), backfills]);
}
