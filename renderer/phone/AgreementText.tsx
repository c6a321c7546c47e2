import type { CaseView } from '../../contract/cases.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { formatYuan } from '../../domain/text/chinese-amount.ts';

/** What is signed, to be read by whoever signs. */
export function AgreementText({ view }: { readonly view: CaseView }) {
  const { agreement } = view.state;
  if (!agreement) return null;
  const { facts, terms, performance, place, reachedOn } = agreement.text;
  const parties = partiesOf(view.state);
  return (
    <section className="card" aria-labelledby="agreement">
      <h2 id="agreement">人民调解协议（第 {agreement.version} 版）</h2>
      <p>{parties.map(({ name }) => name).join('、')}</p>
      <p className="text">{facts}</p>
      <ol className="terms">
        {terms.map((term, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: clauses of a settled text never move
          <li key={index} className="text">
            {term}
          </li>
        ))}
      </ol>
      {performance.length === 0 ? null : (
        <>
          <h3>履行</h3>
          <ul>
            {performance.map(({ id, partyId, what, amountFen, dueOn }) => (
              <li key={id}>
                {parties.find((party) => party.id === partyId)?.name}：{what}
                {amountFen === null ? '' : `，${formatYuan(amountFen)} 元`}
                {dueOn === null ? '' : `，${dueOn} 前`}
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="muted">
        {reachedOn}　{place}
      </p>
    </section>
  );
}
