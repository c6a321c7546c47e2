import { ServiceError } from '../../contract/errors.ts';
import type { Actor } from '../../domain/access/roles.ts';
import { isKnownCaseAction } from '../../domain/cases/reducer.ts';
import { workflowRow } from '../../domain/cases/workflow.ts';
import type { ActionHeader } from '../../domain/log/action.ts';
import { reduceSettling, type Settling, type SettlingType, settlingRefusal } from '../../domain/sync/settling.ts';
import { isFolded } from '../../domain/sync/verdict.ts';
import { readAction } from '../log/append.ts';
import type { StoredAction } from '../log/port.ts';
import type { Reads } from '../ports.ts';
import { inFoldOrder } from './fold.ts';
import type { CityWord, PlacedAction, Spoken } from './port.ts';

/** An action that the city set aside or holds, with what became of it. */
export interface SetAsideStep {
  readonly stored: StoredAction;
  readonly word: CityWord & Spoken;
  readonly settling: Settling | null;
}

type Read = Pick<Reads, 'log' | 'sync'>;

/** What became of an action that was set aside, by the fold of what settles it; null while nobody has settled it. */
export async function settlingOf({ sync }: Pick<Reads, 'sync'>, actionId: string): Promise<Settling | null> {
  return inFoldOrder(await sync.stream('settling', actionId))
    .map(readAction)
    .reduce(reduceSettling, null);
}

/** The actions of a stream that the city did not take over, settled ones too, in the order of the stream. */
export async function setAsideSteps(
  reads: Pick<Reads, 'sync'>,
  stream: readonly PlacedAction[],
): Promise<readonly SetAsideStep[]> {
  const steps: SetAsideStep[] = [];
  for (const { place, ...stored } of stream) {
    if (place === null || isFolded(place.verdict)) continue;
    const word = await reads.sync.receiptOf(stored.header.id);
    if (word) steps.push({ stored, word, settling: await settlingOf(reads, stored.header.id) });
  }
  return steps.toSorted((one, other) => one.word.streamSequence - other.word.streamSequence);
}

function changedMeanwhile(): ServiceError {
  const detail = '这几步刚有变化：别的办公桌处理过，或者市平台又有了新答复。请看过现在的情况再办。';
  return new ServiceError('NOT_POSSIBLE_NOW', { detail });
}

/**
 * The group that a person wants to settle: this station's actions on one stream that are set aside or held and that
 * nobody has settled, as the person saw them.
 * @throws ServiceError NOT_FOUND; NOT_ALLOWED for who is neither author nor manager; NOT_POSSIBLE_NOW where the group is
 *   not what was seen, or where later decisions have not been sent yet: the city will hold them behind this group.
 */
export async function groupToSettle(
  reads: Read,
  actor: Actor,
  type: SettlingType,
  actionIds: readonly string[],
): Promise<readonly SetAsideStep[]> {
  const [firstId = ''] = actionIds;
  const first = await reads.log.find(firstId);
  if (!first) throw new ServiceError('NOT_FOUND');
  const stream = await reads.sync.stream(first.header.streamKind, first.header.streamId);
  const { stationId } = await reads.log.station();
  const group = (await setAsideSteps(reads, stream)).filter(
    ({ stored, settling }) => stored.header.stationId === stationId && settling === null,
  );
  const ids = group.map(({ stored }) => stored.header.id);
  if (ids.length !== actionIds.length || ids.some((id, at) => id !== actionIds[at])) throw changedMeanwhile();
  const refusal = settlingRefusal(type, first.header.actorId, actor);
  if (refusal !== null) throw new ServiceError('NOT_ALLOWED', { detail: refusal });
  const unsent = stream.filter(({ place, header }) => place === null && isDecision(header)).length;
  if (unsent > 0) {
    const detail = `这条记录后来又办了 ${unsent} 步，还没有上传。请先同步一次，再一起处理。`;
    throw new ServiceError('NOT_POSSIBLE_NOW', { detail });
  }
  return group;
}

/** Whether the city would hold it behind a group: facts go their own way (LOG-9). */
function isDecision(header: ActionHeader): boolean {
  if (header.streamKind !== 'case') return true;
  return (
    !isKnownCaseAction(header) || workflowRow(header.type as Parameters<typeof workflowRow>[0]).kind === 'decision'
  );
}
