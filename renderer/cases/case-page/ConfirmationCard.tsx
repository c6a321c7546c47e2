import type { CaseView } from '../../../contract/cases.ts';
import { dueConfirmationStep } from '../../../domain/cases/confirmation.ts';
import { confirmationStanding } from '../../../domain/cases/deadline-facts.ts';
import type { OfferedAction } from '../../../domain/cases/decide.ts';
import { workflowRow } from '../../../domain/cases/workflow.ts';
import { standingName } from '../../../domain/confirmation/stages.ts';
import { useCalendar } from '../../deadlines/use-calendar.ts';
import { ariaKeys, Key } from '../../keyboard/Key.tsx';
import { actionCombo, type PageAction } from './action-catalogue.ts';
import { confirmationRows } from './confirmation-rows.ts';
import { isOffered } from './offered.ts';

interface ConfirmationCardProps {
  readonly view: Pick<CaseView, 'state' | 'judicialConfirmation'>;
  readonly offered: readonly OfferedAction[];
  readonly now: number;
  readonly onRun: (action: PageAction) => void;
}

/** How the court's confirmation stands (人民调解法 33); nothing where nobody wants it. */
export function ConfirmationCard({ view, offered, now, onRun }: ConfirmationCardProps) {
  const calendar = useCalendar();
  const { state, judicialConfirmation } = view;
  const standing = confirmationStanding(state);
  if (standing === null) return null;
  const due = dueConfirmationStep(state);
  const next = due !== null && isOffered(offered, due) ? due : null;
  return (
    <section className="card" aria-labelledby="confirmation">
      <h2 id="confirmation">
        司法确认 <span className="muted">{standingName(standing)}</span>
        {next ? (
          <button
            type="button"
            className="card-link"
            aria-keyshortcuts={ariaKeys(actionCombo(next))}
            onClick={() => onRun(next)}
          >
            {workflowRow(next).label} <Key combo={actionCombo(next)} />
          </button>
        ) : null}
      </h2>
      <dl className="case-facts">
        {confirmationRows(state, judicialConfirmation, now, calendar).map(({ name, text, detail, tone }) => (
          <Row key={name} name={name} text={text} detail={detail} tone={tone} />
        ))}
      </dl>
    </section>
  );
}

interface RowProps {
  readonly name: string;
  readonly text: string;
  readonly detail: string | undefined;
  readonly tone: string | undefined;
}

function Row({ name, text, detail, tone }: RowProps) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <span className={tone}>{text}</span>
        {detail === undefined ? null : (
          <>
            <br />
            <span className="small muted">{detail}</span>
          </>
        )}
      </dd>
    </>
  );
}
