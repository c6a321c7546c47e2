import { Link } from 'wouter';
import type { Home } from '../../contract/home.ts';
import { dayOrTime } from './day-and-time.ts';

const MOST = 5;

/** What has just happened to the cases that this person has to do with. */
export function NewsCard({ news, now }: { readonly news: Home['news']; readonly now: number }) {
  return (
    <section className="card side-card" aria-label="刚刚">
      <h2>
        刚刚<span className="small muted">与我经手的案件有关</span>
      </h2>
      {news.length === 0 ? (
        <p className="small muted">还没有。登记、受理、调解，每一步都记在这里。</p>
      ) : (
        <ul>
          {news.slice(0, MOST).map(({ at, caseId, text }) => (
            <li key={`${caseId} ${at} ${text}`} className="news">
              <span className="muted">{dayOrTime(at, now)}</span>
              <Link href={`/cases/${caseId}`}>{text}</Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
