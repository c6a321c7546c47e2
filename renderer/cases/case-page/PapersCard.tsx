import {
  CheckOutlined,
  DownOutlined,
  ExclamationCircleOutlined,
  FileTextOutlined,
  RightOutlined,
  TableOutlined,
} from '@ant-design/icons';
import { type ReactNode, useState } from 'react';
import type { CaseState, IssuedDocument } from '../../../domain/cases/state.ts';
import { paperPlaces } from '../../../domain/signing/paper-places.ts';
import { formatInstant } from '../../../domain/text/chinese-date.ts';
import { Key } from '../../keyboard/Key.tsx';
import { earlierPapers, type Paper, papersOf } from './fitting-papers.ts';
import { groupPapers, newestFirst, paperSummary } from './paper-groups.ts';

interface PapersCardProps {
  readonly state: CaseState;
  /** Shows the kept file, made first where there is none; it is printed from there. */
  readonly onPrint: (paper: Paper) => void;
  readonly onPrintIssued: (document: IssuedDocument) => void;
  /** What F8 prints; null where there is nothing to print. */
  readonly onFitting: (() => void) | null;
  /** Opens the dossier: what stands in it, on which pages, and what is missing. */
  readonly onDossier: () => void;
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

/** 屏幕签了 1 处，共 3 处; 已出签署件; null for a paper on which nobody has signed at the screen. */
function signedText(document: IssuedDocument): string | null {
  if (document.executed) return '已出签署件';
  const places = paperPlaces(document);
  const signed = places.filter(({ mark }) => mark !== null).length;
  return signed === 0 ? null : `屏幕签了 ${signed} 处，共 ${places.length} 处`;
}

function standOf({ issued, scans, needed }: Paper): string {
  const scanned = scans.length > 0 ? '已附扫描件' : null;
  const printed = issued ? printedText(issued) : null;
  const signed = issued ? signedText(issued) : null;
  return (
    [printed, signed, scanned].filter((part) => part !== null).join('，') || (needed ? '必须，还没出具' : '还没出具')
  );
}

/** The papers of the case: what is missing, what there is, what else can be made. */
export function PapersCard({
  state,
  onPrint,
  onPrintIssued,
  onFitting,
  onRecord,
  onDossier,
  children,
}: PapersCardProps) {
  const papers = papersOf(state);
  const { missing, there, possible } = groupPapers(papers);
  const summary = paperSummary(papers);
  const earlier = newestFirst(earlierPapers(state));
  const row = (paper: Paper) => <PaperRow key={paper.key} paper={paper} onPrint={onPrint} />;
  return (
    <section className="card" aria-labelledby="papers">
      <h2 id="papers">
        文书
        {summary ? (
          <span className={`papers-summary ${summary.complete ? 'papers-complete' : ''}`}>
            {summary.complete ? <CheckOutlined aria-hidden="true" /> : <ExclamationCircleOutlined aria-hidden="true" />}
            {summary.text}
          </span>
        ) : null}
        {onFitting ? (
          <button type="button" className="card-link" onClick={onFitting} aria-keyshortcuts="F8">
            打印 <Key combo="F8" />
          </button>
        ) : null}
        <button type="button" className="card-link" onClick={onDossier} aria-keyshortcuts="F6">
          卷宗 <Key combo="F6" />
        </button>
      </h2>
      {children}
      <ul className="papers">
        {missing.map(row)}
        {there.map(row)}
        <li>
          <TableOutlined aria-hidden="true" />
          <span>
            综治信息表　<span className="muted">GB/T 31000，26 项</span>
          </span>
          <button type="button" className="card-link" aria-keyshortcuts="Alt+O" onClick={onRecord}>
            看综治信息表 <Key combo="Alt+O" />
          </button>
        </li>
      </ul>
      {possible.length > 0 ? <Folded title={`按需还可以出具 ${possible.length} 份`}>{possible.map(row)}</Folded> : null}
      {earlier.length > 0 ? (
        <Folded title={`旧版 ${earlier.length} 份`}>
          {earlier.map((document) => (
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
        </Folded>
      ) : null}
    </section>
  );
}

/** To the key that issues the first paper that is missing, which may lie below the edge of a small screen. */
export function goToMissingPaper(): void {
  document.querySelector<HTMLButtonElement>('.paper-missing button')?.focus();
}

/** One paper, and the key that shows it: what must be there and is not stands out. */
function PaperRow({ paper, onPrint }: { readonly paper: Paper; readonly onPrint: (paper: Paper) => void }) {
  const isMissing = paper.needed && paper.issued === null && paper.scans.length === 0;
  return (
    <li className={isMissing ? 'paper-missing' : ''}>
      {isMissing ? <ExclamationCircleOutlined aria-hidden="true" /> : <FileTextOutlined aria-hidden="true" />}
      <span>
        {paper.title}　<span className="muted">{standOf(paper)}</span>
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
  );
}

interface FoldedProps {
  readonly title: string;
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}

/** A list that is shown when somebody asks for it. */
function Folded({ title, startsOpen = false, children }: FoldedProps) {
  const [open, setOpen] = useState(startsOpen);
  return (
    <div className="papers-folded">
      <button type="button" className="card-link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? <DownOutlined aria-hidden="true" /> : <RightOutlined aria-hidden="true" />} {title}
      </button>
      {open ? <ul className="papers">{children}</ul> : null}
    </div>
  );
}
