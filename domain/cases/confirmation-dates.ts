import { lateApplication } from '../confirmation/period.ts';
import type { Calendar } from '../deadlines/calendar.ts';
import type { PlainDate } from '../text/chinese-date.ts';
import type { CaseAction } from './actions.ts';
import type { Confirmation } from './confirmation.ts';
import type { CaseState } from './state.ts';

interface Order {
  readonly field: string;
  readonly date: PlainDate;
  /** Days before which it cannot lie, as far as they are known. */
  readonly after: readonly (readonly [what: string, date: PlainDate | null | undefined])[];
}

const applied = ({ application }: Confirmation) => ['共同申请', application?.appliedOn] as const;
const filed = ({ filing }: Confirmation) => ['递交法院', filing?.filedOn] as const;

function orderOf(action: CaseAction, { agreement, confirmation }: CaseState): readonly Order[] {
  if (action.type === 'confirmation.applied') {
    return [{ field: 'appliedOn', date: action.payload.appliedOn, after: [['协议生效', agreement?.effectiveOn]] }];
  }
  if (!confirmation) return [];
  const sent = [applied(confirmation), filed(confirmation)];
  switch (action.type) {
    case 'confirmation.filed':
      return [{ field: 'filedOn', date: action.payload.filedOn, after: [applied(confirmation)] }];
    case 'confirmation.asked_to_correct': {
      const { askedOn, dueOn } = action.payload;
      return [
        { field: 'askedOn', date: askedOn, after: sent },
        { field: 'dueOn', date: dueOn, after: [['法院要求补正', askedOn]] },
      ];
    }
    case 'confirmation.corrected': {
      const asked = ['法院要求补正', confirmation.correction?.askedOn] as const;
      return [{ field: 'correctedOn', date: action.payload.correctedOn, after: [asked] }];
    }
    case 'confirmation.accepted':
      return [{ field: 'acceptedOn', date: action.payload.acceptedOn, after: sent }];
    case 'confirmation.ruled': {
      const accepted = ['法院受理', confirmation.acceptance?.acceptedOn] as const;
      return [{ field: 'ruledOn', date: action.payload.ruledOn, after: [...sent, accepted] }];
    }
    case 'confirmation.withdrawn':
      return [{ field: 'withdrawnOn', date: action.payload.withdrawnOn, after: [applied(confirmation)] }];
    default:
      return [];
  }
}

/** Dates of the confirmation that lie before a step which must have been earlier; messages by field (LOG-10). */
export function confirmationDatesBehind(state: CaseState, action: CaseAction): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { field, date, after } of orderOf(action, state)) {
    const broken = after.find(([, day]) => day !== null && day !== undefined && date < day);
    if (broken) found[field] = `早于${broken[0]}的日期 ${broken[1]}，请核对`;
  }
  return found;
}

/** An application after the 30 days (民事诉讼法 205); messages by field. */
export function beyondPeriod({ agreement }: CaseState, action: CaseAction, calendar: Calendar): Record<string, string> {
  if (action.type !== 'confirmation.applied' || !agreement?.effectiveOn) return {};
  const late = lateApplication(action.payload.appliedOn, agreement.effectiveOn, calendar);
  return late === null ? {} : { appliedOn: late };
}
