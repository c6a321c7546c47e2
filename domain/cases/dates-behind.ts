import { signedBeforeIssue } from '../signing/paper-places.ts';
import type { PlainDate } from '../text/chinese-date.ts';
import type { CaseAction } from './actions.ts';
import type { AgreementText } from './agreement.ts';
import { confirmationDatesBehind } from './confirmation-dates.ts';
import { type CaseState, currentSessions, findDocument } from './state.ts';

type Stated = readonly [field: string, date: PlainDate | null];

/**
 * Dates that cannot be, since they lie before the dispute arose, or an agreement before the first session of its round, or
 * a signature before its paper; messages by field path. Such a date is a slip of the pen, mostly in the year, and a lawsuit
 * once it is printed (LOG-10).
 */
export function datesBehind(state: CaseState, action: CaseAction): Record<string, string> {
  const arose = state.registration?.occurredOn;
  const found: Record<string, string> = confirmationDatesBehind(state, action);
  if (arose !== undefined) {
    for (const [field, date] of statedIn(action)) {
      if (date !== null && date < arose) found[field] = `早于纠纷发生的日期 ${arose}，请核对`;
    }
  }
  const text = agreementOf(action);
  const held = currentSessions(state)[0]?.heldOn;
  if (text && held !== undefined && text.reachedOn < held) {
    found['text.reachedOn'] ??= `早于第一次调解的日期 ${held}，请核对`;
  }
  if (action.type === 'document.signed') {
    const { documentId, signedOn } = action.payload;
    const paper = findDocument(state, documentId);
    const problem = paper ? signedBeforeIssue(paper, signedOn) : null;
    if (problem !== null) found.signedOn = problem;
  }
  return found;
}

function agreementOf(action: CaseAction): AgreementText | null {
  switch (action.type) {
    case 'agreement.reached_written':
    case 'agreement.reached_oral':
    case 'agreement.revised':
      return action.payload.text;
    default:
      return null;
  }
}

/**
 * Days that a person wrote down; instants come from the device's clock, which may be slow and never stops work (SYNC-7).
 * A signature is kept from lying before its agreement by a guard of its own.
 */
function statedIn(action: CaseAction): readonly Stated[] {
  const text = agreementOf(action);
  if (text) {
    const due = text.performance.map(({ dueOn }, index): Stated => [`text.performance.${index}.dueOn`, dueOn]);
    return [['text.reachedOn', text.reachedOn], ...due];
  }
  switch (action.type) {
    case 'mediation.session_held':
    case 'investigation.recorded':
      return [['heldOn', action.payload.heldOn]];
    case 'mediation.failed':
    case 'mediation.terminated':
      return [['toldOn', action.payload.toldOn]];
    case 'performance.recorded':
      return [['performedOn', action.payload.performedOn]];
    case 'follow_up.recorded':
      return [['visitedOn', action.payload.visitedOn]];
    default:
      return [];
  }
}
