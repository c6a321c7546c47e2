import type { FormValues } from '../registration/form-values.ts';

/** A correction that was left unfinished. */
export interface KeptCorrection {
  readonly values: FormValues;
  readonly reason: string;
  /** On which revision of the case it was begun; on another it is not taken up. */
  readonly revision: number;
}

const kept = new Map<string, KeptCorrection>();

/** Esc loses nothing: what was written waits, by case, until the window is closed. */
export function keepCorrection(caseId: string, correction: KeptCorrection): void {
  kept.set(caseId, correction);
}

export function keptCorrection(caseId: string, revision: number): KeptCorrection | null {
  const found = kept.get(caseId);
  return found && found.revision === revision ? found : null;
}

export function forgetCorrection(caseId: string): void {
  kept.delete(caseId);
}
