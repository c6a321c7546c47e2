/** What a harness tells: `numbers` is what it is measured by, `happened` what kept it from being trivial. */
export interface FaultReport {
  readonly ok: boolean;
  readonly numbers: Readonly<Record<string, number>>;
  readonly happened: Readonly<Record<string, number>>;
  /** Why the runs prove little, or what could not be saved, in words; empty where there is nothing to say. */
  readonly remarks: readonly string[];
  /** Seeds of the runs in which something was wrong. */
  readonly failed: readonly number[];
}

export interface FaultOptions {
  /** Of the histories, each once. */
  readonly seeds: readonly number[];
  readonly say: (line: string) => void;
}
