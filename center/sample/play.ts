import { ServiceError } from '../../contract/errors.ts';
import type { CaseAction } from '../../domain/cases/actions.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { actOnCase } from '../../services/cases/act.ts';
import { registerCase } from '../../services/cases/register.ts';
import type { Caller, Dependencies } from '../../services/dependencies.ts';
import { issueDocument } from '../../services/documents/documents.ts';
import type { Part } from './course.ts';
import type { DatedAct, GeneratedCase } from './generate-case.ts';

/** Services whose clock is set back to the time at which the sample's work was done. */
export function backDated(dependencies: Dependencies): { past: Dependencies; setClock: (at: number) => void } {
  let clock = 0;
  const past = { ...dependencies, environment: { ...dependencies.environment, now: () => clock } };
  return {
    past,
    setClock(at) {
      clock = at;
    },
  };
}

export type Staff = Readonly<Record<Exclude<Part, 'mediator'>, Caller>> & {
  readonly mediators: ReadonlyMap<string, Caller>;
};

/** Copies are handed out this long after the paper was made. */
const PRINTING_MS = 20_000;

/**
 * Works cases through the real services, step by step in the order of time, so that the log tells one history: the
 * newest action is the last one, and case numbers follow the days.
 */
export async function playCases(
  dependencies: Dependencies,
  cases: readonly GeneratedCase[],
  staff: Staff,
): Promise<void> {
  const { past, setClock } = backDated(dependencies);
  const { newId } = past.environment;
  const revisions = new Map<string, number>();
  const papers = new Map<DatedAct, string>();
  const moments = cases.flatMap((each) => [
    { at: each.registeredAt, order: 0, run: () => register(each) },
    ...each.acts.flatMap((dated, index) => {
      const { at, act } = dated;
      const done = { at, order: index + 1, run: () => perform(each, dated) };
      if (act.kind === 'action') return [done];
      return [done, { at: at + PRINTING_MS, order: index + 1, run: () => print(each, dated, act.copies) }];
    }),
  ]);
  for (const { at, run } of moments.sort((a, b) => a.at - b.at || a.order - b.order)) {
    setClock(at);
    await run();
  }

  async function register({ caseId, registration, registeredAt }: GeneratedCase): Promise<void> {
    const { revision } = await registerCase(past, staff.clerk, {
      actionId: newId(),
      caseId,
      registration,
      accept: false,
      receivedOn: toChinaDate(registeredAt),
      linkedCaseIds: [],
    });
    revisions.set(caseId, revision);
  }

  function callerOf({ mediatorId }: GeneratedCase, part: Part): Caller {
    if (part !== 'mediator') return staff[part];
    const mediator = staff.mediators.get(mediatorId);
    if (!mediator) throw new ServiceError('NOT_FOUND', { detail: `示例数据里没有调解员 ${mediatorId}` });
    return mediator;
  }

  async function act(each: GeneratedCase, part: Part, action: CaseAction): Promise<void> {
    const { state } = await actOnCase(past, callerOf(each, part), { ...stepOf(each), action });
    revisions.set(each.caseId, state.revision);
  }

  function stepOf({ caseId }: GeneratedCase) {
    return { actionId: newId(), caseId, baseRevision: revisions.get(caseId) ?? 0 };
  }

  async function perform(each: GeneratedCase, dated: DatedAct): Promise<void> {
    if (dated.act.kind === 'action') return act(each, dated.by, dated.act.action);
    const { form, subject } = dated.act;
    const issued = await issueDocument(past, callerOf(each, dated.by), { ...stepOf(each), form, subject });
    revisions.set(each.caseId, issued.view.state.revision);
    papers.set(dated, issued.documentId);
  }

  async function print(each: GeneratedCase, dated: DatedAct, copies: number): Promise<void> {
    const documentId = papers.get(dated);
    if (documentId === undefined) throw new Error('a paper was to be printed before it was made');
    await act(each, dated.by, { type: 'document.printed', payload: { documentId, copies } });
  }
}
