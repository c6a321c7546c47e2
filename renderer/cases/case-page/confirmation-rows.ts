import type { RunningDeadline } from '../../../contract/cases.ts';
import { filingWays, rulingOutcomes } from '../../../domain/cases/confirmation-actions.ts';
import { afterConfirmation, afterNoConfirmation } from '../../../domain/cases/confirmation-text.ts';
import type { CaseState } from '../../../domain/cases/state.ts';
import { courtBases } from '../../../domain/confirmation/courts.ts';
import { enforcementEnd } from '../../../domain/confirmation/enforcement.ts';
import type { Calendar } from '../../../domain/deadlines/calendar.ts';
import { describeConfirmation } from '../../../domain/deadlines/describe.ts';
import { nameIn } from '../../../domain/text/name-in.ts';

export interface ConfirmationRow {
  readonly name: string;
  readonly text: string;
  /** In small words behind or below it. */
  readonly detail?: string;
  readonly tone?: string;
}

type Row = ConfirmationRow | null;

function daysRow(due: RunningDeadline | null, now: number, calendar: Calendar): Row {
  if (due === null) return null;
  const { short, text, tone } = describeConfirmation(due, now, calendar);
  return { name: '期限', text: short, detail: text.replace(/^司法确认 /u, '').replace(/，[^，]*$/u, ''), tone };
}

function rulingRows({ confirmation, agreement, files }: CaseState, calendar: Calendar): readonly Row[] {
  const ruling = confirmation?.ruling;
  if (!ruling) return [];
  const { outcome, rulingNumber, ruledOn, fileId } = ruling;
  const scan = files.find((file) => file.fileId === fileId && file.removedAt === null);
  const told: Row = {
    name: '裁定',
    text: nameIn(rulingOutcomes, outcome),
    detail: `${ruledOn}，${rulingNumber}，${scan ? scan.name : '扫描件还没有附'}`,
  };
  if (outcome !== 'confirmed') return [told, { name: '以后', text: afterNoConfirmation }];
  const end = enforcementEnd(agreement?.text.performance ?? [], ruledOn, calendar);
  const until = `申请执行到 ${end.date}${end.provisional ? '（暂定）' : ''}`;
  return [told, { name: '执行', text: until, detail: afterConfirmation }];
}

/** What the case page tells of the court's confirmation, in the order in which it happens. */
export function confirmationRows(
  state: CaseState,
  due: RunningDeadline | null,
  now: number,
  calendar: Calendar,
): readonly ConfirmationRow[] {
  const { application, filing, correction, acceptance, withdrawal } = state.confirmation ?? {};
  const rows: readonly Row[] = [
    daysRow(due, now, calendar),
    application
      ? {
          name: '法院',
          text: application.court,
          detail: `${application.appliedOn} 共同申请，${nameIn(courtBases, application.basis)}`,
        }
      : null,
    filing ? { name: '递交', text: `${filing.filedOn} ${nameIn(filingWays, filing.way)}` } : null,
    correction
      ? correction.correctedOn === null
        ? { name: '补正', text: `${correction.dueOn} 前`, detail: correction.what, tone: 'soon' }
        : { name: '补正', text: `${correction.correctedOn} 已补正` }
      : null,
    acceptance ? { name: '受理', text: acceptance.courtCaseNumber, detail: acceptance.acceptedOn } : null,
    ...rulingRows(state, calendar),
    withdrawal ? { name: '撤回', text: withdrawal.withdrawnOn, detail: withdrawal.reason } : null,
  ];
  return rows.filter((row) => row !== null);
}
