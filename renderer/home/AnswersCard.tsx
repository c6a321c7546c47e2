import { Link } from 'wouter';
import type { Home } from '../../contract/home.ts';
import { dayOrTime } from './day-and-time.ts';

const MOST = 3;

/** What the city answered about steps that were left to it, until the case is opened; nothing where there is none. */
export function AnswersCard({ answers, now }: { readonly answers: Home['answers']; readonly now: number }) {
  if (answers.length === 0) return null;
  return (
    <section className="card side-card" aria-label="市平台已答复">
      <h2>
        市平台已答复<span className="soon">{answers.length} 件</span>
      </h2>
      <ul>
        {answers.slice(0, MOST).map(({ caseId, parties, label, answer, at, steps }) => (
          <li key={caseId} className="news">
            <span className="muted">{dayOrTime(at, now)}</span>
            <Link href={`/cases/${caseId}`}>
              {parties}：{label}
              {steps > 1 ? `等 ${steps} 步` : ''}，{answer}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
