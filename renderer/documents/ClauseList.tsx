import { ExclamationCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { AgreementWarning } from '../../domain/documents/agreement-warnings.ts';
import { Key } from '../keyboard/Key.tsx';
import type { TermValues } from './agreement-values.ts';
import { termKey } from './check-agreement.ts';
import { FieldProblem } from './FieldProblem.tsx';
import { GrowText } from './GrowText.tsx';
import { type AgreementEditor, elementId } from './use-agreement-editor.ts';
import './clause-list.css';

interface ClauseListProps {
  readonly terms: readonly TermValues[];
  readonly warnings: readonly AgreementWarning[];
  /** Null where the text is settled. */
  readonly editor: AgreementEditor | null;
}

const FIX = 'Alt+R';

/** 协议内容: the clauses, each with what to look at right below it. */
export function ClauseList({ terms, warnings, editor }: ClauseListProps) {
  const problem = editor?.problems.terms;
  return (
    <section aria-labelledby="agreement-terms-title">
      <h2>
        <span id="agreement-terms-title">协议内容</span>
        {editor ? (
          <button type="button" className="text-button" onClick={editor.addTerm} aria-keyshortcuts="Alt+N">
            <PlusOutlined aria-hidden="true" /> 加一条 <Key combo="Alt+N" />
          </button>
        ) : null}
      </h2>
      {problem === undefined ? null : <FieldProblem id={elementId('terms')}>{problem}</FieldProblem>}
      <ol className="clauses">
        {terms.map((term, index) => (
          <Clause
            key={term.id}
            term={term}
            index={index}
            warnings={warnings.filter(({ place }) => place.at === 'term' && place.index === index)}
            editor={editor}
          />
        ))}
      </ol>
    </section>
  );
}

interface ClauseProps {
  readonly term: TermValues;
  readonly index: number;
  readonly warnings: readonly AgreementWarning[];
  readonly editor: AgreementEditor | null;
}

function Clause({ term, index, warnings, editor }: ClauseProps) {
  const key = termKey(term.id);
  const problem = editor?.problems[key];
  const told = `${elementId(key)}-told`;
  const marks = warnings.flatMap(({ range }) => (range ? [range] : []));
  const firstFix = warnings.findIndex(({ fix }) => fix !== null);
  return (
    <li className="clause" data-term={term.id}>
      <span className="clause-number" aria-hidden="true">
        {index + 1}
      </span>
      <GrowText
        id={elementId(key)}
        value={term.text}
        label={`第 ${index + 1} 条`}
        readOnly={editor === null}
        invalid={problem !== undefined}
        describedBy={problem !== undefined || warnings.length > 0 ? told : undefined}
        marks={marks}
        onChange={(text) => editor?.setTerm(term.id, text)}
        onTooMuch={(message) => editor?.setProblems({ ...editor.problems, [key]: message })}
        onBlur={({ target }) => editor?.noteCaret(term.id, { start: target.selectionStart, end: target.selectionEnd })}
      />
      <div id={told} className="clause-told">
        {problem === undefined ? null : <FieldProblem>{problem}</FieldProblem>}
        {warnings.map((warning, at) => (
          <section key={`${warning.kind} ${warning.range?.[0]}`} className="note note-warn clause-note" role="status">
            <p className="note-title">
              <ExclamationCircleOutlined aria-hidden="true" />
              {warning.title}
            </p>
            {editor && warning.fix ? (
              <Button
                size="small"
                tabIndex={-1}
                onClick={() => editor.fix(term.id)}
                {...(at === firstFix ? { 'aria-keyshortcuts': FIX } : {})}
              >
                换成建议写法 {at === firstFix ? <Key combo={FIX} /> : null}
              </Button>
            ) : null}
            <p className="small">{warningText(warning)}</p>
          </section>
        ))}
      </div>
    </li>
  );
}

/** What follows, the article, and what to write instead. */
export function warningText({ why, source, advice, fix }: AgreementWarning): string {
  return `${why.replace(/。$/u, '')}（${source}）。建议：${fix ? `${fix.words}。` : advice}`;
}
