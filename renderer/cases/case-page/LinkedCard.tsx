import { Link } from 'wouter';
import type { CaseHint } from '../../../contract/cases.ts';
import { CaseStatusTag } from '../../status/StatusTag.tsx';

/** Other cases that somebody has tied to this one (WF-29). */
export function LinkedCard({ linked }: { readonly linked: readonly CaseHint[] }) {
  if (linked.length === 0) return null;
  return (
    <section className="card" aria-labelledby="linked">
      <h2 id="linked">关联案件</h2>
      <ul className="papers">
        {linked.map((hint) => (
          <li key={hint.caseId}>
            <Link href={`/cases/${hint.caseId}`}>{hint.parties || hint.title}</Link>
            <span className="muted">{hint.caseNumber}</span>
            <CaseStatusTag status={hint.status} />
          </li>
        ))}
      </ul>
    </section>
  );
}
