import { ServiceError } from '../../contract/errors.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { CenterSettings } from '../../domain/center/settings.ts';
import { type Dossier, dossierOf } from '../../domain/dossier/dossier.ts';
import { volumeProblem } from '../../domain/dossier/volume.ts';
import { seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { staffNames } from '../directory/staff-names.ts';

export interface CaseInVolume {
  readonly state: CaseState;
  readonly dossier: Dossier;
}

/** The cases of a volume as they are, in the order in which they were asked for, and whose center it is. */
export interface Volume {
  readonly cases: readonly CaseInVolume[];
  readonly settings: CenterSettings;
  readonly staffName: (staffId: string) => string;
}

/**
 * Reads the cases of a volume from one snapshot.
 * @throws ServiceError NOT_FOUND; NOT_POSSIBLE_NOW where these cases may not share a volume, or one was erased (LOG-8)
 */
export async function loadVolume(
  { store, rules }: Pick<Dependencies, 'store' | 'rules'>,
  caller: Caller,
  caseIds: readonly string[],
): Promise<Volume> {
  const { states, settings, names } = await store.read(async (reads) => ({
    states: await Promise.all(
      [...new Set(caseIds)].map(async (caseId) => (await seenCase(reads, caller, 'dossier.view', caseId)).state),
    ),
    settings: (await rules.current(reads.settings)).stored.settings,
    names: await staffNames(reads),
  }));
  const detail = volumeProblem(states);
  if (detail !== null) throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
  return {
    cases: states.map((state) => ({ state, dossier: dossierOf(state) })),
    settings,
    // Mediators of another center are known by the hand-over only.
    staffName: (staffId) =>
      names.get(staffId) ?? states.flatMap(({ handover }) => handover?.people[staffId] ?? [])[0] ?? '',
  };
}
