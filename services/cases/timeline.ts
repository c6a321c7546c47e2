import type { SetAsideEntry, TimelineEntry } from '../../contract/cases.ts';
import type { CaseAction, CaseActionType } from '../../domain/cases/actions.ts';
import { errandName } from '../../domain/cases/errands.ts';
import { centerOf } from '../../domain/cases/handover.ts';
import { isKnownCaseAction } from '../../domain/cases/reducer.ts';
import { type CaseState, partiesOf } from '../../domain/cases/state.ts';
import { type TimelineNames, timelineText } from '../../domain/cases/timeline-text.ts';
import { timelineTitle } from '../../domain/cases/timeline-title.ts';
import type { Action } from '../../domain/log/action.ts';
import { unreadableAt } from '../../domain/sync/readable.ts';
import { verdictReason } from '../../domain/sync/reasons.ts';
import { type Settling, settlingWayName } from '../../domain/sync/settling.ts';
import type { StaffNames } from '../directory/staff-names.ts';
import { readAction } from '../log/append.ts';
import type { StoredAction } from '../log/port.ts';
import { actionLabel } from '../sync/action-words.ts';
import type { SetAsideStep } from '../sync/set-aside.ts';
import type { CaseHintRow } from './port.ts';

/** Parties by id as any version of the registration named them: one that a correction removed keeps its name here. */
function partyNames(state: CaseState, actions: readonly CaseAction[]): Map<string, string> {
  const names = new Map(partiesOf(state).map((party) => [party.id, party.name]));
  for (const { type, payload } of actions) {
    if ((type !== 'case.registered' && type !== 'case.corrected') || payload === null) continue;
    for (const party of payload.registration.parties) names.set(party.id, party.name);
  }
  return names;
}

/** Whether this program can tell what the action says. */
const isReadable = (action: Action<unknown>) => isKnownCaseAction(action.header) && unreadableAt(action) === null;

const actionOf = ({ header, payload }: Action<unknown>): CaseAction =>
  ({ type: header.type as CaseActionType, payload }) as CaseAction;

function namesFor(
  state: CaseState,
  read: readonly Action<unknown>[],
  staff: StaffNames,
  linked: readonly CaseHintRow[],
): TimelineNames {
  const known = read.filter(isReadable).map(actionOf);
  const parties = partyNames(state, known);
  const items = new Map((state.agreement?.text.performance ?? []).map((item) => [item.id, item.what]));
  const documents = new Map(state.documents.map((document) => [document.id, document.title]));
  const files = new Map(state.files.map((file) => [file.fileId, file.name]));
  const cases = new Map(linked.map((row) => [row.caseId, row.caseNumber]));
  return {
    party: (id: string) => parties.get(id) ?? '（未知当事人）',
    staff: (id: string) => staff.get(id) ?? '（未知人员）',
    item: (id: string) => items.get(id) ?? '履行事项',
    document: (id: string) => documents.get(id) ?? '文书',
    file: (id: string) => files.get(id) ?? '',
    errand: (id: string) => errandName(state, id),
    linkedCase: (id: string) => cases.get(id) ?? '另一案件',
  };
}

/** What an action says in plain words; of one that a newer program wrote, that it did. */
function told(action: Action<unknown>, actorName: string, names: TimelineNames): { label: string; text: string } {
  if (!isKnownCaseAction(action.header))
    return { label: '由新版程序记下的一步', text: '本机程序版本较低，读不懂这一步。更新程序后可以看到。' };
  if (!isReadable(action)) return { label: actionLabel(action.header.type), text: '内容读不出来。' };
  const known = actionOf(action);
  return { label: timelineTitle(known, actorName, names), text: timelineText(known, names) };
}

/** The history of a case in plain words, with the time between the steps. */
export function timelineOf(
  state: CaseState,
  history: readonly StoredAction[],
  staff: StaffNames,
  linked: readonly CaseHintRow[],
): readonly TimelineEntry[] {
  const read = history.map(readAction);
  const names = namesFor(state, read, staff, linked);
  let before: number | null = null;
  const entries = read.map((action) => {
    const { header, payload } = action;
    const took = before === null ? null : Math.max(0, header.deviceTime - before);
    before = header.deviceTime;
    const center = centerOf(state, header.stationId);
    const actorName = staff.get(header.actorId) ?? (center ? `${center.name}人员` : '（未知人员）');
    const entry = { actionId: header.id, type: header.type as CaseActionType, at: header.deviceTime, actorName };
    return { ...entry, ...told(action, actorName, names), took, erased: payload === null };
  });
  return read[0]?.header.type === 'case.registered' ? entries : [importedEntry(state), ...entries];
}

/** A case of an older ledger was not registered here: it came with an import (LOG-7), as it stood then. */
function importedEntry(state: CaseState): TimelineEntry {
  return {
    actionId: state.id,
    type: 'case.registered',
    label: '由旧台账导入',
    at: state.instants.registeredAt,
    actorName: '',
    text: '',
    took: null,
    erased: state.registration === null,
  };
}

/** The steps that the city did not take over, in plain words, with what became of each (SYNC-3). */
export function setAsideEntries(
  state: CaseState,
  steps: readonly SetAsideStep[],
  ownStationId: string,
  staff: StaffNames,
  linked: readonly CaseHintRow[],
): readonly SetAsideEntry[] {
  const read = steps.map(({ stored }) => readAction(stored));
  const names = namesFor(state, read, staff, linked);
  return steps.map(({ word, settling }, index) => {
    const action = read[index] as Action<unknown>;
    const { header, payload } = action;
    const actorName = names.staff(header.actorId);
    const reason = word.reason ?? 'not_possible';
    return {
      actionId: header.id,
      type: header.type as CaseActionType,
      ...told(action, actorName, names),
      at: header.deviceTime,
      actorId: header.actorId,
      actorName,
      payload: isReadable(action) ? payload : null,
      reason,
      reasonText: verdictReason(reason).text,
      detail: word.detail,
      held: word.verdict === 'held',
      own: header.stationId === ownStationId,
      settled: settling && settledOf(settling, staff),
    };
  });
}

function settledOf(settling: Settling, staff: StaffNames): NonNullable<SetAsideEntry['settled']> {
  const { way, at, actorId, note, words, decidedBy } = settling;
  const byName = decidedBy ?? staff.get(actorId) ?? '';
  return { way, name: settlingWayName(way), at, byName, note, words };
}
