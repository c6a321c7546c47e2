import type { CaseState } from '../../domain/cases/state.ts';
import type { Reads } from '../ports.ts';
import type { StoredSettings } from '../settings/port.ts';

type Overruled = Pick<Reads, 'sync'>;

/**
 * The revision of a case as desks name it (LOG-5). The state's own counts the actions that are folded, as the city counts
 * them, and is what headers name. It is no name of what somebody saw: where the city sets an own action aside and
 * another's comes in, the count is the same and the case is not. So every time that the city takes something out of the
 * fold, or changes its mind, is worth two, and what others add beside the pen (SYNC-6) is worth one: whatever changes the case makes this number larger, and nothing else does.
 */
export async function seenRevision(
  { sync }: Overruled,
  { id, revision, besides }: Pick<CaseState, 'id' | 'revision' | 'besides'>,
): Promise<number> {
  return revision + besides + 2 * (await sync.overruled('case', id));
}

/** The same for the settings of the center. */
export async function seenSettingsRevision(
  { sync }: Overruled,
  { centerId, revision }: Pick<StoredSettings, 'centerId' | 'revision'>,
): Promise<number> {
  return revision + 2 * (await sync.overruled('center', centerId));
}
