import { FileTextOutlined, TableOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { CaseState, IssuedDocument } from '../../../domain/cases/state.ts';
import { formatInstant } from '../../../domain/text/chinese-date.ts';
import { Key } from '../../keyboard/Key.tsx';
import { earlierPapers, type Paper, papersOf } from './fitting-papers.ts';

interface PapersCardProps {
  readonly state: CaseState;
  /** Shows the kept file, made first where there is none; it is printed from there. */
  readonly onPrint: (paper: Paper) => void;
  readonly onPrintIssued: (document: IssuedDocument) => void;
  /** What F8 prints; null where there is nothing to print. */
  readonly onFitting: (() => void) | null;
  /** Opens the 26 fields of GB/T 31000. */
  readonly onRecord: () => void;
  /** What went wrong with printing. */
  readonly children: ReactNode;
}

/** 16:12 已打印 2 份, 11-23 16:12 已出具，还没打印. */
function printedText({ issuedAt, printedAt, copiesPrinted }: IssuedDocument): string {
  const last = printedAt.at(-1);
  if (last === undefined) return `${formatInstant(issuedAt).slice(5)} 已出具，还没打印`;
  return `${formatInstant(last).slice(5)} 已打印${copiesPrinted > 1 ? ` ${copiesPrinted} 份` : ''}`;
}

/** The papers of the case: what there is, what was printed, what can be made. */
export function PapersCard({ state, onPrint, onPrintIssued, onFitting, onRecord, children }: PapersCardProps) {
  return (
    <section className="card" aria-labelledby="papers">
      <h2 id="papers">
        文书
        {onFitting ? (
          <button type="button" className="card-link" onClick={onFitting} aria-keyshortcuts="F8">
            打印 <Key combo="F8" />
          </button>
        ) : null}
      </h2>
      {children}
      <ul className="papers">
        {papersOf(state).map((paper) => (
          <li key={paper.key}>
            <FileTextOutlined aria-hidden="true" />
            <span>
              {paper.title}　<span className="muted">{paper.issued ? printedText(paper.issued) : '还没出具'}</span>
            </span>
            <button
              type="button"
              className="card-link"
              aria-label={`${paper.issued ? '看' : '出具'}${paper.title}`}
              onClick={() => onPrint(paper)}
            >
              {paper.issued ? '看' : '出具'}
            </button>
          </li>
        ))}
        <li>
          <TableOutlined aria-hidden="true" />
          <span>
            综治信息表　<span className="muted">GB/T 31000，26 项</span>
          </span>
          <button type="button" className="card-link" aria-keyshortcuts="Alt+O" onClick={onRecord}>
            看综治信息表 <Key combo="Alt+O" />
          </button>
        </li>
        {earlierPapers(state).map((document) => (
          <li key={document.id}>
            <FileTextOutlined aria-hidden="true" />
            <span>
              {document.title}　<span className="muted">旧版，{printedText(document)}</span>
            </span>
            <button
              type="button"
              className="card-link"
              aria-label={`看旧版${document.title}`}
              onClick={() => onPrintIssued(document)}
            >
              看
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
