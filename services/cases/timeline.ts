import type { TimelineEntry } from '../../contract/cases.ts';
import type { CaseAction, CaseActionType } from '../../domain/cases/actions.ts';
import { isKnownCaseAction } from '../../domain/cases/reducer.ts';
import { type CaseState, partiesOf } from '../../domain/cases/state.ts';
import { timelineText, timelineTitle } from '../../domain/cases/timeline-text.ts';
import type { StaffNames } from '../directory/staff-names.ts';
import { readAction } from '../log/append.ts';
import type { StoredAction } from '../log/port.ts';
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

/** The history of a case in plain words, with the time between the steps. */
export function timelineOf(
  state: CaseState,
  history: readonly StoredAction[],
  staff: StaffNames,
  linked: readonly CaseHintRow[],
): readonly TimelineEntry[] {
  const read = history.map(readAction);
  const actions = read.map(({ header, payload }) => ({ type: header.type as CaseActionType, payload }) as CaseAction);
  const known = actions.filter((_, index) => read[index] && isKnownCaseAction(read[index].header));
  const parties = partyNames(state, known);
  const items = new Map((state.agreement?.text.performance ?? []).map((item) => [item.id, item.what]));
  const documents = new Map(state.documents.map((document) => [document.id, document.title]));
  const files = new Map(state.files.map((file) => [file.fileId, file.name]));
  const cases = new Map(linked.map((row) => [row.caseId, row.caseNumber]));
  const names = {
    party: (id: string) => parties.get(id) ?? '（未知当事人）',
    staff: (id: string) => staff.get(id) ?? '（未知人员）',
    item: (id: string) => items.get(id) ?? '履行事项',
    document: (id: string) => documents.get(id) ?? '文书',
    file: (id: string) => files.get(id) ?? '',
    linkedCase: (id: string) => cases.get(id) ?? '另一案件',
  };
  let before: number | null = null;
  const entries = read.map(({ header, payload }, index) => {
    const action = actions[index] ?? ({ type: header.type, payload } as CaseAction);
    const took = before === null ? null : Math.max(0, header.deviceTime - before);
    before = header.deviceTime;
    const actorName = names.staff(header.actorId);
    const told = isKnownCaseAction(header)
      ? { label: timelineTitle(action, actorName, names), text: timelineText(action, names) }
      : { label: '由新版程序记下的一步', text: '本机程序版本较低，读不懂这一步。更新程序后可以看到。' };
    const entry = { actionId: header.id, type: action.type, at: header.deviceTime, actorName };
    return { ...entry, ...told, took, erased: payload === null };
  });
  return actions[0]?.type === 'case.registered' ? entries : [importedEntry(state), ...entries];
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
