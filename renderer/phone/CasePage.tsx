import type { CaseView } from '../../contract/cases.ts';
import { listedFiles } from '../../domain/cases/state.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { useCenterNow } from '../api/center-clock.ts';
import { caseTitle, demandsLabel } from '../cases/case-page/case-words.ts';
import { useCalendar } from '../deadlines/use-calendar.ts';
import { RemainingTime } from '../status/RemainingTime.tsx';
import { CaseStatusTag } from '../status/StatusTag.tsx';
import { MainStep, OtherSteps } from './CaseSteps.tsx';
import { PartyList } from './PartyList.tsx';
import { mapLink } from './place-link.ts';

interface CasePageProps {
  readonly view: CaseView;
  /** Opens a page below the case: `do/case.noted`, `sign`. */
  readonly onDo: (what: string) => void;
}

/** One case: what is due, whom to call, where it is, what was said and done. */
export function CasePage({ view, onDo }: CasePageProps) {
  const { state, placeName: place, deadline } = view;
  const { registration } = state;
  const now = useCenterNow();
  const calendar = useCalendar();
  const files = listedFiles(state);
  const map = mapLink(place);
  return (
    <>
      <h1>{caseTitle(state)}</h1>
      <p>
        <CaseStatusTag status={state.status} exact /> <span className="muted">{state.caseNumber}</span>
      </p>
      {deadline ? (
        <p>
          {deadline.name}　<RemainingTime due={deadline} now={now} calendar={calendar} />
        </p>
      ) : null}
      <MainStep view={view} onDo={onDo} />
      <PartyList view={view} />
      <section className="card" aria-labelledby="place">
        <h2 id="place">地点</h2>
        <p>{place === '' ? '没有写明' : place}</p>
        {map === null ? null : (
          <a className="button" href={map}>
            在地图里找这个地方
          </a>
        )}
      </section>
      <OtherSteps view={view} onDo={onDo} />
      {registration ? (
        <section className="card" aria-labelledby="facts">
          <h2 id="facts">事实</h2>
          <p className="text">{registration.facts}</p>
          {registration.demands.length === 0 ? null : (
            <p className="text">
              <b>{demandsLabel(registration)}：</b>
              {registration.demands.join('；')}
            </p>
          )}
        </section>
      ) : null}
      {files.length === 0 ? null : (
        <section className="card" aria-labelledby="files">
          <h2 id="files">材料 {files.length}</h2>
          <ul>
            {files.map(({ fileId, name }) => (
              <li key={fileId}>{name}</li>
            ))}
          </ul>
        </section>
      )}
      <section className="card" aria-labelledby="course">
        <h2 id="course">经过</h2>
        <ol className="course">
          {view.timeline.toReversed().map(({ actionId, at, label, text }) => (
            <li key={actionId}>
              <p className="small muted">{formatInstant(at)}</p>
              <b>{label}</b>
              {text === '' ? null : <p className="text">{text}</p>}
            </li>
          ))}
        </ol>
      </section>
    </>
  );
}
