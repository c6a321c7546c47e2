/**
 * Pushes that write to one feed, one after the other in this process. Its row in the database keeps them apart in any
 * case, also between processes (SYNC-2); but whoever waits there holds a connection, and behind a few of those everybody
 * would wait, whatever feed they ask for.
 */
export class FeedTurns {
  readonly #tails = new Map<string, Promise<unknown>>();

  /** Runs the work when everything that was asked for before it, and writes to one of these feeds, has ended. */
  async inTurn<Result>(feeds: Iterable<string>, work: () => Promise<Result>): Promise<Result> {
    const own = [...new Set(feeds)];
    const before = own.flatMap((feed) => this.#tails.get(feed) ?? []);
    const result = Promise.allSettled(before).then(work);
    const ended = result.catch(() => undefined); // whoever waits behind does not mind how it ended
    for (const feed of own) this.#tails.set(feed, ended);
    try {
      return await result;
    } finally {
      for (const feed of own) if (this.#tails.get(feed) === ended) this.#tails.delete(feed);
    }
  }
}
