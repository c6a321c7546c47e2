import type { CaseView } from '../../../contract/cases.ts';
import { isOfferedTo, penCenter, penOf } from '../../../domain/cases/handover.ts';
import { findSource } from '../../../domain/codes/sources.ts';
import { deadlineStatus } from '../../../domain/deadlines/due.ts';
import { CaseStatusTag, StatusTag } from '../../status/StatusTag.tsx';
import { caseTitle } from './case-words.ts';
import { DeadlineCard } from './DeadlineCard.tsx';
import { flagName } from './forms/aside-forms.ts';
import { lackingText } from './paper-groups.ts';

interface CaseHeadProps {
  readonly view: CaseView;
  readonly now: number;
  /** Leads to the first of the papers that are missing. */
  readonly onLacking: () => void;
}

/** Who against whom, how it stands, and until when. */
export function CaseHead({ view, now, onLacking }: CaseHeadProps) {
  const { state, placeName, deadline } = view;
  const lacking = lackingText(state);
  const urgency = deadline ? deadlineStatus(deadline, now).status : 'ok';
  const source = state.registration ? findSource(state.registration.source)?.name : undefined;
  return (
    <header className="case-head">
      <div className="case-title">
        <h1>
          {caseTitle(state)} <CaseStatusTag status={state.status} exact />
          {urgency === 'overdue' ? <StatusTag look="late">超期</StatusTag> : null}
          {urgency === 'warning' ? <StatusTag look="soon">临期</StatusTag> : null}
          <HandoverTag view={view} />
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
          <Meta name="承办中心" value={penCenter(state)?.name} />
          {lacking === '' ? null : (
            <div>
              <dt>文书</dt>{' '}
              <dd>
                <button type="button" className="card-link case-lacks" onClick={onLacking}>
                  {lacking}
                </button>
              </dd>
            </div>
          )}
        </dl>
      </div>
      <DeadlineCard view={view} now={now} />
    </header>
  );
}

/** Where the case is, if it is elsewhere or on its way (SYNC-6). */
function HandoverTag({ view: { state, here } }: { readonly view: CaseView }) {
  const offer = state.handover?.offer;
  const pen = penCenter(state);
  if (isOfferedTo(state, here.stationId)) return <StatusTag look="soon">{pen?.name}移交来，等接收</StatusTag>;
  if (pen && penOf(state) !== here.stationId) return <StatusTag look="waiting">已移交{pen.name}</StatusTag>;
  return offer ? <StatusTag look="soon">移交{offer.to.name}，等接收</StatusTag> : null;
}

function Meta({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  if (value === undefined || value === '') return null;
  return (
    <div>
      <dt>{name}</dt> <dd>{value}</dd>
    </div>
  );
}
