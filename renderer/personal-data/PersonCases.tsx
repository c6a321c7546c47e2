import { Link } from 'wouter';
import type { PersonCase } from '../../contract/personal-data.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { CaseStatusTag } from '../status/StatusTag.tsx';

/** The cases of one person, each with what it says of them, and where it is corrected. */
export function PersonCases({ cases }: { readonly cases: readonly PersonCase[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <ul className="person-cases" tabIndex={0} aria-label="查到的案件">
      {cases.map((each) => (
        <li key={each.caseId} className="person-case">
          <span className="erasure-head">
            <Link href={`/cases/${each.caseId}`}>{each.title || each.caseNumber}</Link>
            <span className="muted">{each.caseNumber}</span>
            <CaseStatusTag status={each.status} />
            <span className="small muted">{formatInstant(each.registeredAt)} 登记</span>
            {each.mayCorrect ? <Link href={`/cases/${each.caseId}/correct`}>更正登记</Link> : null}
          </span>
          <span>{each.standsAs.length > 0 ? each.standsAs.join('、') : '正文里有这个名字，可能是同名的人'}</span>
          <Facts facts={each.facts} />
          <Names label="参加调解" names={each.sessions} />
          <Names label="文书" names={each.papers} />
          <Names label="材料" names={each.files} />
        </li>
      ))}
    </ul>
  );
}

function Facts({ facts }: Pick<PersonCase, 'facts'>) {
  if (facts.length === 0) return null;
  return (
    <dl className="person-facts">
      {facts.map(({ label, value }) => (
        <div key={`${label} ${value}`}>
          <dt className="muted">{label}</dt> <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Names({ label, names }: { readonly label: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <span className="small">
      <span className="muted">{label}</span> {names.join('、')}
    </span>
  );
}
