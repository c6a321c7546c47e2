import { AsyncLocalStorage } from 'node:async_hooks';

/** Value of `$1`, `$2` …; an array becomes an array of PostgreSQL. */
export type Parameter = string | number | boolean | null | Uint8Array | readonly (string | number | null)[];

/** One open transaction. */
export interface Transaction {
  /**
   * Runs one statement and gives its rows. 64-bit integers come as numbers; a failed statement fails the transaction.
   * @throws the driver's error with its SQLSTATE as `code`; an error once the transaction has ended.
   */
  query<Row = never>(sql: string, parameters?: readonly Parameter[]): Promise<readonly Row[]>;
  /** Runs one statement for which nobody waits but the commit, which fails where it does. */
  send(sql: string, parameters?: readonly Parameter[]): void;
}

/** Sends a statement to the driver. */
export type Send = (sql: string, parameters: readonly Parameter[]) => Promise<readonly unknown[]>;

/**
 * A {@link Transaction} over either driver, and none of its statements after its end. They run in the order in which they
 * are asked for; whoever does not wait for one before asking for the next saves the way there and back.
 */
export class Session implements Transaction {
  readonly #send: Send;
  #tail: Promise<unknown> = Promise.resolve();
  #open = true;
  #failure: { readonly error: unknown } | null = null;

  constructor(send: Send) {
    this.#send = send;
  }

  // Bound, so that it can be taken out of the transaction.
  readonly query = <Row = never>(sql: string, parameters: readonly Parameter[] = []): Promise<readonly Row[]> =>
    this.#run(sql, parameters) as Promise<readonly Row[]>;

  readonly send = (sql: string, parameters: readonly Parameter[] = []): void => {
    this.#run(sql, parameters).catch(() => undefined); // finish() throws it
  };

  #run(sql: string, parameters: readonly Parameter[]): Promise<readonly unknown[]> {
    // Guards against ports that outlive their transaction: the connection may be in somebody else's by then.
    if (!this.#open) return Promise.reject(new Error('a store port was used outside of its transaction'));
    const result = this.#send(sql, parameters).catch((error: unknown) => {
      this.#failure ??= { error };
      throw error;
    });
    const before = this.#tail;
    this.#tail = result.then(
      () => before,
      () => before,
    );
    return result;
  }

  /** No statement is taken any more; those that were asked for are under way. */
  end(): void {
    this.#open = false;
  }

  /**
   * Ends the use of the session before it is committed.
   * @throws the error of a statement that failed, also where the work went on: PostgreSQL would answer COMMIT by
   * rolling back without a word.
   */
  async finish(): Promise<void> {
    await this.#tail;
    this.#open = false;
    if (this.#failure) throw this.#failure.error;
  }

  /** Ends the use of the session; what is still under way is waited for. */
  async abandon(): Promise<void> {
    this.#open = false;
    await this.#tail;
  }
}

/** Refuses a transaction inside a transaction: it would wait for itself for ever, or for the last connection. */
export class Nesting {
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>();

  assertOutside(): void {
    if (this.#inside.getStore()?.open) throw new Error('a transaction was asked for inside a transaction');
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = { open: true };
    try {
      return await this.#inside.run(turn, work);
    } finally {
      turn.open = false;
    }
  }
}
