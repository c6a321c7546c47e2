import { type PlainDate, plainDateAt } from '../text/chinese-date.ts';
import type { CaseAction } from './actions.ts';

const message = '日期在今天之后，请核对';

/**
 * Dates of things that have happened, which therefore cannot lie ahead of today; messages by field path. None where
 * `today` is null, because the clock is suspect: the person who confirmed the date knows better (LOG-10, SYNC-7).
 */
export function datesAhead(action: CaseAction, today: PlainDate | null): Record<string, string> {
  if (today === null) return {};
  const stated = happenedOn(action);
  return Object.fromEntries(stated.filter(([, date]) => date > today).map(([field]) => [field, message]));
}

/** The last instant whose year has four digits: days compare as text. */
const LAST_DAY_MS = Date.UTC(9999, 11, 30);

function dayOf(instant: number): PlainDate {
  return plainDateAt(Math.min(instant, LAST_DAY_MS));
}

function happenedOn(action: CaseAction): readonly (readonly [field: string, date: PlainDate])[] {
  switch (action.type) {
    case 'case.registered':
      return [['receivedOn', action.payload.receivedOn]];
    case 'mediation.session_held':
      return [
        ['heldOn', action.payload.heldOn],
        ['startedAt', dayOf(action.payload.startedAt)],
        ['endedAt', dayOf(action.payload.endedAt)],
      ];
    case 'investigation.recorded':
      return [
        ['heldOn', action.payload.heldOn],
        ['startedAt', dayOf(action.payload.startedAt)],
        ['endedAt', dayOf(action.payload.endedAt)],
      ];
    case 'mediation.started':
      return [['startedAt', dayOf(action.payload.startedAt)]];
    case 'police.reported':
      return [['reportedAt', dayOf(action.payload.reportedAt)]];
    case 'agreement.reached_written':
    case 'agreement.reached_oral':
    case 'agreement.revised':
      return [['text.reachedOn', action.payload.text.reachedOn]];
    case 'agreement.signed':
    case 'document.signed':
      return [['signedOn', action.payload.signedOn]];
    case 'mediation.failed':
    case 'mediation.terminated':
      return [['toldOn', action.payload.toldOn]];
    case 'performance.recorded':
      return [['performedOn', action.payload.performedOn]];
    case 'consent.recorded':
      return action.payload.privacy ? [['privacy.toldOn', action.payload.privacy.toldOn]] : [];
    case 'handover.offered':
      return [['toldOn', action.payload.toldOn]];
    case 'follow_up.recorded':
      return [['visitedOn', action.payload.visitedOn]];
    case 'case.evaluated':
      return [['evaluatedOn', action.payload.evaluatedOn]];
    case 'confirmation.applied':
      return [['appliedOn', action.payload.appliedOn]];
    case 'confirmation.filed':
      return [['filedOn', action.payload.filedOn]];
    case 'confirmation.asked_to_correct':
      return [['askedOn', action.payload.askedOn]];
    case 'confirmation.corrected':
      return [['correctedOn', action.payload.correctedOn]];
    case 'confirmation.accepted':
      return [['acceptedOn', action.payload.acceptedOn]];
    case 'confirmation.ruled':
      return [['ruledOn', action.payload.ruledOn]];
    case 'confirmation.withdrawn':
      return [['withdrawnOn', action.payload.withdrawnOn]];
    case 'errand.asked':
      return action.payload.letterOn === undefined ? [] : [['letterOn', action.payload.letterOn]];
    case 'errand.received':
      return [['receivedOn', action.payload.receivedOn]];
    case 'errand.answered':
      return [['answeredOn', action.payload.answeredOn]];
    case 'errand.judged':
    case 'errand.withdrawn':
    case 'errand.summed_up':
    case 'citizen.told':
    case 'citizen.rated':
    case 'citizen.answered':
    case 'case.corrected':
    case 'case.accepted':
    case 'case.refused':
    case 'case.triaged':
    case 'case.assigned':
    case 'case.signed_in':
    case 'case.returned':
    case 'case.transferred':
    case 'mediation.extended':
    case 'room.opened':
    case 'room.ended':
    case 'case.restated':
    case 'agreement.mark_withdrawn':
    case 'case.closed':
    case 'case.archived':
    case 'dossier.noted':
    case 'case.reopened':
    case 'case.flagged':
    case 'case.unflagged':
    case 'case.linked':
    case 'case.noted':
    case 'case.reviewed':
    case 'document.issued':
    case 'document.printed':
    case 'document.executed':
    case 'file.attached':
    case 'file.removed':
    case 'handover.withdrawn':
    case 'handover.accepted':
    case 'handover.refused':
    case 'handover.returned':
      return [];
  }
}
