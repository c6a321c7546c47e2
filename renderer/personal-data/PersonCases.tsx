import { Checkbox } from 'antd';
import { Link } from 'wouter';
import { draftKindNames } from '../../contract/drafts.ts';
import type { PersonCase, PersonDraft } from '../../contract/personal-data.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { CaseStatusTag } from '../status/StatusTag.tsx';

interface PersonCasesProps {
  readonly cases: readonly PersonCase[];
  /** Of those that only have the name: which are this person's, as who looks has made sure. */
  readonly confirmed: ReadonlySet<string>;
  /** Null for who takes no table along. */
  readonly onConfirm: ((caseId: string, isTheirs: boolean) => void) | null;
}

/** The cases of one person, each with what it says of them, and where it is corrected. */
export function PersonCases({ cases, confirmed, onConfirm }: PersonCasesProps) {
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
          <span>
            {standingWords(each)}
            {each.by === 'name' && onConfirm ? (
              <Checkbox
                className="person-confirm"
                checked={confirmed.has(each.caseId)}
                onChange={({ target }) => onConfirm(each.caseId, target.checked)}
              >
                核对过，是本人
              </Checkbox>
            ) : null}
          </span>
          <Facts facts={each.facts} />
          <Names label="参加调解" names={each.sessions} />
          <Names label="文书" names={each.papers} />
          <Names label="材料" names={each.files} />
          <Names label="还写在" names={each.mentions} />
        </li>
      ))}
    </ul>
  );
}

function standingWords({ standsAs, by }: PersonCase): string {
  if (standsAs.length > 0) return standsAs.join('、');
  return by === 'name' ? '正文里有这个名字或号码，可能是同名的人' : '正文里有本人的号码';
}

/** What is begun at any desk and has the person: it is no case yet, and is for its writer to finish or to throw away. */
export function PersonDrafts({ drafts }: { readonly drafts: readonly PersonDraft[] }) {
  if (drafts.length === 0) return null;
  return (
    <ul className="person-drafts" aria-label="查到的草稿">
      {drafts.map(({ kind, staffName, caseNumber, savedAt, by }) => (
        <li key={`${staffName} ${savedAt}`}>
          {staffName}没有办完的{draftKindNames[kind]}
          {caseNumber ? `（${caseNumber}）` : ''}，{formatInstant(savedAt)} 存的
          {by === 'name' ? <span className="muted">，只有名字或号码，可能是同名的人</span> : null}
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
