import type { CaseView } from '../../../contract/cases.ts';
import type { Actor } from '../../../domain/access/roles.ts';
import { errandStep } from '../../../domain/cases/errand-roles.ts';
import { type Errand, errandStage } from '../../../domain/cases/errands.ts';
import { workflowRow } from '../../../domain/cases/workflow.ts';
import { describeDueAt } from '../../../domain/deadlines/describe.ts';
import { deadlineStatus } from '../../../domain/deadlines/due.ts';
import { errandKind, errandStages } from '../../../domain/errands/kinds.ts';
import type { PageAction } from './action-catalogue.ts';
import { isPageAction } from './action-catalogue.ts';

interface ErrandsCardProps {
  readonly view: Pick<CaseView, 'state' | 'errandsDue' | 'here'>;
  readonly actor: Actor;
  readonly now: number;
  readonly onRun: (action: PageAction, errandId: string) => void;
}

const endWords = { answered: '已办完', withdrawn: '已撤回' } as const;

/** Who was asked to help, urged or supervised, by when, and what came back; nothing where nobody was. */
export function ErrandsCard({ view, actor, now, onRun }: ErrandsCardProps) {
  const { errands, jointSummaries } = view.state;
  if (errands.length === 0) return null;
  const open = errands.filter(({ end }) => end === null);
  const ordered = [...open, ...errands.filter(({ end }) => end !== null).toReversed()];
  return (
    <section className="card" aria-labelledby="errands">
      <h2 id="errands">
        协同督办 <span className="muted">{open.length === 0 ? '都办完了' : `${open.length} 项在办`}</span>
      </h2>
      <dl className="case-facts">
        {ordered.map((errand) => (
          <ErrandRow key={errand.id} errand={errand} view={view} actor={actor} now={now} onRun={onRun} />
        ))}
        {jointSummaries.map(({ result, summedUpAt }) => (
          <SummaryRow key={summedUpAt} result={result} />
        ))}
      </dl>
    </section>
  );
}

function SummaryRow({ result }: { readonly result: string }) {
  return (
    <>
      <dt>联动小结</dt>
      <dd>{result}</dd>
    </>
  );
}

function ErrandRow({ errand, view, actor, now, onRun }: ErrandsCardProps & { readonly errand: Errand }) {
  const { state, here, errandsDue } = view;
  const step = errandStep(state, { ...actor, stationId: here.stationId }, errand);
  const by = errandsDue.find(({ errandId }) => errandId === errand.id)?.by ?? null;
  const isLate = by !== null && deadlineStatus(by, now).status === 'overdue';
  const last = errand.answers.at(-1);
  return (
    <>
      <dt>{errandKind(errand.kind).name}</dt>
      <dd>
        {errand.to === null ? '' : `${errand.to}：`}
        {errand.what}
        <br />
        <span className={isLate ? 'late' : 'muted'}>
          {standing(errand)}
          {by === null ? '' : `，${isLate ? '已过 ' : ''}${describeDueAt(by, now)}`}
        </span>
        {step === null ? null : ' '}
        {step !== null && isPageAction(step) ? (
          <button type="button" className="card-link" onClick={() => onRun(step, errand.id)}>
            {workflowRow(step).label}
          </button>
        ) : null}
        {last === undefined ? null : (
          <>
            <br />
            <span className="small">
              {last.answeredOn} 反馈：{last.result}
              {last.returned === null ? '' : `（退回：${last.returned.opinion}）`}
            </span>
          </>
        )}
      </dd>
    </>
  );
}

function standing(errand: Errand): string {
  if (errand.end !== null) return endWords[errand.end];
  const stage = errandStage(errand);
  return errandStages.find(({ id }) => id === stage)?.name ?? '';
}
