import { type ReactNode, useState } from 'react';
import type { CaseState } from '../../../domain/cases/state.ts';
import { countCharacters } from '../../../domain/text/plain-text.ts';
import {
  categoryDetail,
  complexityText,
  demandsLabel,
  kindText,
  ownTitle,
  riskWords,
  scaleText,
} from './case-words.ts';

interface FactsCardProps {
  readonly state: CaseState;
  /** Left out where the registration may not be corrected any more. */
  readonly onCorrect: (() => void) | undefined;
}

/** What the dispute is about. */
export function FactsCard({ state, onCorrect }: FactsCardProps) {
  const { registration } = state;
  if (!registration) {
    return (
      <section className="card" aria-labelledby="facts">
        <h2 id="facts">事实</h2>
        <p className="muted">登记内容已依法删除，只留下办理的记录。</p>
      </section>
    );
  }
  const [risk, meaning] = riskWords(registration);
  const title = ownTitle(registration);
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">
        事实 <span className="muted">{registration.occurredOn} 发生</span>
        {onCorrect ? (
          <button type="button" className="card-link" onClick={onCorrect}>
            修改
          </button>
        ) : null}
      </h2>
      <LongText text={registration.facts} />
      <dl className="case-facts">
        {title === null ? null : <Fact name="事由">{title}</Fact>}
        {registration.demands.length === 0 ? null : (
          <Fact name={demandsLabel(registration)}>
            <Demands demands={registration.demands} />
          </Fact>
        )}
        <Fact name="类别">
          {kindText(registration)}　<span className="small muted">{complexityText(registration)}</span>
          <br />
          <span className="small muted">{categoryDetail(registration)}</span>
        </Fact>
        <Fact name="规模">{scaleText(registration)}</Fact>
        <Fact name="风险">
          {risk}　<span className="small muted">{meaning}</span>
        </Fact>
        {registration.involvedUnits ? <Fact name="涉及单位">{registration.involvedUnits}</Fact> : null}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Demands({ demands }: { readonly demands: readonly string[] }) {
  const [only] = demands;
  if (demands.length === 1) return only;
  return (
    <ol className="case-demands">
      {numbered(demands).map(({ key, text }) => (
        <li key={key}>{text}</li>
      ))}
    </ol>
  );
}

/** The same words may stand twice. */
function numbered(lines: readonly string[]): readonly { readonly key: string; readonly text: string }[] {
  return lines.map((text, index) => ({ key: `${index} ${text}`, text }));
}

/** More than this, in characters, and the parties would be pushed out of sight. */
const LONG = 180;
const SHOWN = 140;

function LongText({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  const length = countCharacters(text);
  if (length <= LONG) return <p className="case-text">{text}</p>;
  return (
    <p className="case-text">
      {whole ? text : `${Array.from(text).slice(0, SHOWN).join('')}…`}{' '}
      <button type="button" className="card-link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? '收起' : `看全文，共 ${length.toLocaleString('zh-CN')} 字`}
      </button>
    </p>
  );
}
