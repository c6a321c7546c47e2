import type { CaseHint, CaseView, TimelineEntry } from '../../contract/cases.ts';
import { ServiceError } from '../../contract/errors.ts';
import { caseReaders, holdsAny } from '../../domain/access/roles.ts';
import type { CaseAction, CaseActionType } from '../../domain/cases/actions.ts';
import { offeredActions } from '../../domain/cases/decide.ts';
import { type CaseState, partiesOf } from '../../domain/cases/state.ts';
import { timelineText, timelineTitle } from '../../domain/cases/timeline-text.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { readAction } from '../log/append.ts';
import type { StoredAction } from '../log/port.ts';
import type { Reads } from '../ports.ts';
import type { CaseHintRow } from './port.ts';
import { runningDeadline } from './project.ts';

/** @throws ServiceError NOT_ALLOWED for roles that run the machine but read no case. */
export function requireCaseReader(caller: Caller): void {
  if (!holdsAny(caller, caseReaders)) throw new ServiceError('NOT_ALLOWED', { detail: '您的岗位不看案件内容。' });
}

export function caseHint(row: CaseHintRow, why: string): CaseHint {
  const { partiesText, ...rest } = row;
  return { ...rest, parties: partiesText, why };
}

/** Everything that the case page shows, from one snapshot. */
export async function caseView(
  reads: Reads,
  dependencies: Dependencies,
  caller: Caller,
  caseId: string,
): Promise<CaseView> {
  requireCaseReader(caller);
  const found = await reads.cases.find(caseId);
  if (!found) throw new ServiceError('NOT_FOUND');
  const { state, place } = found;
  const history = await reads.log.stream('case', caseId);
  const staffNames = await namesOf(reads, state, history);
  const linked = await reads.cases.hints(state.linkedCaseIds);
  return {
    state,
    placeName: place.fullName,
    deadline: runningDeadline(state, await dependencies.rules.current(reads.settings)),
    offered: offeredActions(state, caller),
    timeline: timelineOf(state, history, staffNames),
    staffNames,
    linked: linked.map((row) => caseHint(row, '已关联')),
  };
}

async function namesOf(
  reads: Reads,
  state: CaseState,
  history: readonly StoredAction[],
): Promise<Record<string, string>> {
  const ids = new Set(state.mediatorIds);
  for (const { header } of history) ids.add(header.actorId);
  for (const session of state.sessions) for (const id of [...session.mediatorIds, session.recorderId]) ids.add(id);
  for (const mark of state.agreement?.marks ?? []) if (mark.signerId) ids.add(mark.signerId);
  const names: Record<string, string> = {};
  for (const id of ids) {
    const member = await reads.directory.staff(id);
    if (member) names[id] = member.name;
  }
  return names;
}

function timelineOf(
  state: CaseState,
  history: readonly StoredAction[],
  staffNames: Readonly<Record<string, string>>,
): readonly TimelineEntry[] {
  const partyNames = new Map(partiesOf(state).map((party) => [party.id, party.name]));
  const names = {
    party: (id: string) => partyNames.get(id) ?? '（已更正的当事人）',
    staff: (id: string) => staffNames[id] ?? '（未知人员）',
  };
  let before: number | null = null;
  return history.map((stored) => {
    const { header, payload } = readAction(stored);
    const type = header.type as CaseActionType;
    const action = { type, payload } as CaseAction;
    const actorName = names.staff(header.actorId);
    const took = before === null ? null : Math.max(0, header.deviceTime - before);
    before = header.deviceTime;
    return {
      actionId: header.id,
      type,
      label: timelineTitle(action, actorName, names),
      at: header.deviceTime,
      actorName,
      text: timelineText(action, names),
      took,
      erased: payload === null,
    };
  });
}

/** Opens a case for a person, and notes that it was looked at; looking is no action (LOG-1). */
export async function openCase(dependencies: Dependencies, caller: Caller, caseId: string): Promise<CaseView> {
  const { store, environment } = dependencies;
  const view = await store.read((reads) => caseView(reads, dependencies, caller, caseId));
  const entry = { at: environment.now(), staffId: caller.staffId, kind: 'case', subject: caseId } as const;
  await store.write(({ sessions }) => sessions.noteAccess(entry));
  return view;
}
