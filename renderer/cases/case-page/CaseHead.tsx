import type { CaseView } from '../../../contract/cases.ts';
import { findSource } from '../../../domain/codes/sources.ts';
import { deadlineStatus } from '../../../domain/deadlines/due.ts';
import { CaseStatusTag, StatusTag } from '../../status/StatusTag.tsx';
import { caseTitle } from './case-words.ts';
import { DeadlineCard } from './DeadlineCard.tsx';
import { flagName } from './forms/aside-forms.ts';

interface CaseHeadProps {
  readonly view: CaseView;
  readonly now: number;
}

/** Who against whom, how it stands, and until when. */
export function CaseHead({ view, now }: CaseHeadProps) {
  const { state, placeName, deadline } = view;
  const urgency = deadline ? deadlineStatus(deadline, now).status : 'ok';
  const source = state.registration ? findSource(state.registration.source)?.name : undefined;
  return (
    <header className="case-head">
      <div className="case-title">
        <h1>
          {caseTitle(state)} <CaseStatusTag status={state.status} exact />
          {urgency === 'overdue' ? <StatusTag look="late">超期</StatusTag> : null}
          {urgency === 'warning' ? <StatusTag look="soon">临期</StatusTag> : null}
          {state.registration?.urgent ? <StatusTag look="soon">紧急</StatusTag> : null}
          {state.flags.map((flag) => (
            <StatusTag key={flag} look="soon">
              {flagName(flag)}
            </StatusTag>
          ))}
        </h1>
        <dl className="case-meta">
          <Meta name="案号" value={state.caseNumber} />
          <Meta name="查询码" value={state.queryCode} />
          <Meta name="来源" value={source} />
          <Meta name="地点" value={placeName} />
        </dl>
      </div>
      <DeadlineCard view={view} now={now} />
    </header>
  );
}

function Meta({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  if (value === undefined || value === '') return null;
  return (
    <div>
      <dt>{name}</dt> <dd>{value}</dd>
    </div>
  );
}
