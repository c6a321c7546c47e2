import { deadlineFactsOf } from '../../domain/cases/deadline-facts.ts';
import { type Gbt31000Entry, gbt31000Record } from '../../domain/cases/gbt31000-record.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { caseDeadline } from '../../domain/deadlines/case-deadline.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import type { PlainDate } from '../../domain/text/chinese-date.ts';
import { seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { maskedCase } from './masking.ts';
import type { ProjectionRules } from './project.ts';

/** Last day of the mediation limit, whatever became of the case since; null while it is not accepted. */
function resolveBy(state: CaseState, { deadlines, calendar }: ProjectionRules): PlainDate | null {
  const facts = deadlineFactsOf(state);
  if (facts.acceptedAt === undefined) return null;
  const deadline = caseDeadline({ ...facts, status: 'mediating' }, deadlines, calendar);
  return deadline && toChinaDate(deadline.dueAt);
}

/** The case as a record of GB/T 31000-2015, for a person to see that each of the 26 fields has its place. */
export async function gbt31000Of(
  { store, divisions, rules }: Dependencies,
  caller: Caller,
  caseId: string,
): Promise<readonly Gbt31000Entry[]> {
  return store.read(async ({ cases, directory, settings }) => {
    const { state } = await seenCase({ cases }, caller, 'cases.gbt31000', caseId);
    const current = await rules.current(settings);
    const place = state.registration ? divisions.find(state.registration.place.code, state.receivedOn) : null;
    const [first] = state.mediatorIds;
    const responsible = first === undefined ? null : await directory.staff(first);
    return gbt31000Record(maskedCase(state, caller).state, {
      areaCode: place?.statisticalArea?.code ?? null,
      placePath: place?.path ?? [],
      committee: current.stored.settings.committee.name,
      responsible: responsible && { name: responsible.name, phone: responsible.phone },
      resolveBy: resolveBy(state, current),
    });
  });
}
