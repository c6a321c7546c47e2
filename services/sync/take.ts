import { ServiceError } from '../../contract/errors.ts';
import type { Station } from '../log/port.ts';
import type { StationWrites } from '../ports.ts';
import { type ArrivedAction, unusable } from './arrived.ts';
import { counts } from './fold.ts';
import type { CityWord, Spoken, StreamEnd } from './port.ts';
import type { Touched } from './touched.ts';

type Word = CityWord & { readonly id: string };

export async function keepWords(
  writes: StationWrites,
  words: readonly Word[],
  spoken: Spoken,
  touched: Touched,
): Promise<void> {
  for (const stream of await writes.sync.keepReceipts(words, spoken)) touched.add(stream);
}

/** Keeps the words about what is here, and appends the rest in the order of the feed. Resolves to what is new. */
export async function take(
  writes: StationWrites,
  arrived: readonly ArrivedAction[],
  spoken: Spoken,
  touched: Touched,
): Promise<readonly ArrivedAction[]> {
  const station = await writes.log.station();
  const here = await writes.sync.headerHashes(arrived.map(({ header }) => header.id));
  const words: Word[] = [];
  const added: ArrivedAction[] = [];
  for (const action of arrived) {
    const { header, headerHash, word } = action;
    const known = here.get(header.id);
    if (known !== undefined) {
      if (known !== headerHash) throw unusable(header.id, '与本机已有的同号动作不同');
      words.push({ id: header.id, ...word });
      continue;
    }
    refuseForgotten(station, action);
    added.push(action);
  }
  if (added.length > 0) await appendNew(writes, added, spoken, touched);
  for (const { header, rows } of added) if (rows.length > 0) await writes.imports.keepRows(header.id, rows);
  if (words.length > 0) await keepWords(writes, words, spoken, touched);
  return added;
}

/** Appends what is new, and tells of each case whether its fold goes on with it or is made anew. */
async function appendNew(
  { sync }: StationWrites,
  added: readonly ArrivedAction[],
  spoken: Spoken,
  touched: Touched,
): Promise<void> {
  for (const { header } of added) if (header.streamKind !== 'case') touched.add(header);
  const ofCases = Map.groupBy(
    added.filter(({ header }) => header.streamKind === 'case'),
    ({ header }) => header.streamId,
  );
  const ends = await sync.streamEnds('case', [...ofCases.keys()]);
  const dropped = new Set((await sync.appendForeign(added, spoken)).dropped);
  for (const [caseId, actions] of ofCases) {
    const end = ends.get(caseId) ?? null;
    if (followsOn(end, actions) && !actions.some(({ header }) => dropped.has(header.id))) {
      const inOrder = actions.toSorted((one, other) => one.word.streamSequence - other.word.streamSequence);
      const counted = inOrder.filter(({ word }) => counts({ place: word })).map(({ action }) => action);
      touched.goesOn(caseId, { isBeginning: end === null, actions: counted });
    } else touched.add({ streamKind: 'case', streamId: caseId });
  }
}

/** Whether these come after all that is here of their stream, in the fold as in the log (SYNC-5). */
function followsOn(end: StreamEnd | null, actions: readonly ArrivedAction[]): boolean {
  if (end === null) return true;
  return !end.waits && actions.every(({ word }) => word.streamSequence > end.streamSequence);
}

/**
 * An own action of the life that goes on now, and not in the log here: this store was restored from a backup, or is a
 * copy. It takes nothing and goes on with nothing until the city has authorised its next life (SYNC-14). What an older
 * life did comes back as it is, in the branches that it ended in.
 */
function refuseForgotten({ stationId, incarnation }: Station, { header }: ArrivedAction): void {
  if (header.stationId === stationId && header.incarnation === incarnation) throw new ServiceError('CHAIN_BROKEN');
}
