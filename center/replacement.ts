import { ServiceError } from '../contract/errors.ts';
import type { Environment } from '../services/environment.ts';
import type { StationStore } from '../services/ports.ts';
import {
  type ReplacementHost,
  replacementProgress,
  requireEmpty,
  setFirstPassword,
} from '../services/setup/replacement.ts';
import { codeHashOf } from './enrolment.ts';
import type { StationFile } from './station-file.ts';

export interface ReplacementParts {
  readonly store: StationStore;
  readonly environment: Pick<Environment, 'now'>;
  readonly station: () => StationFile | null;
  /** Enrols, and begins the rounds; the hash of the code stays in the station's file. */
  readonly take: (origin: string, code: string, replacing: string) => Promise<void>;
  readonly running: () => boolean;
  readonly syncNow: () => void;
  /** Writes the station's file anew. */
  readonly keep: (station: StationFile) => void;
}

export function createReplacement(parts: ReplacementParts): ReplacementHost {
  const { store, environment, station, take } = parts;
  const replaced = () => {
    const known = station();
    return known?.replacing === undefined ? null : { known, codeHash: known.replacing };
  };
  return {
    isUnderWay: () => replaced() !== null,
    async progress() {
      const now = replaced();
      return now && replacementProgress(store, { station: now.known.name, running: parts.running() });
    },
    async begin({ origin, code }) {
      if (!replaced()) {
        if (station()) throw new ServiceError('ALREADY_SET_UP');
        await requireEmpty(store);
      }
      await take(origin, code, codeHashOf(code));
    },
    retry() {
      if (replaced()) parts.syncNow();
    },
    async finish({ code, ...input }) {
      const now = replaced();
      if (!now) throw new ServiceError('ALREADY_SET_UP');
      if (codeHashOf(code) !== now.codeHash)
        throw new ServiceError('INVALID_INPUT', { fields: { code: '不是这次用的换机码，请核对' } });
      await setFirstPassword({ store, environment }, input);
      const { replacing: _, ...kept } = now.known;
      parts.keep(kept);
    },
  };
}
