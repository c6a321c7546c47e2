import { useChosenRow } from '../frame/use-chosen-row.ts';
import { StatusTag } from '../status/StatusTag.tsx';
import { type DossierGroup, type DossierRow, type EmptyPlace, pagesText } from './dossier-rows.ts';

interface DossierListProps {
  readonly groups: readonly DossierGroup[];
  readonly selected: string;
  readonly onSelect: (key: string) => void;
  readonly onOpen: (row: DossierRow) => void;
}

const rowId = (key: string): string => `dossier-row-${key}`;

/** The thirteen places with what stands there; one line is always chosen, and the screen's keys act on it. */
export function DossierList({ groups, selected, onSelect, onOpen }: DossierListProps) {
  const list = useChosenRow(rowId(selected));

  return (
    <div
      ref={list}
      className="card dossier-list"
      role="listbox"
      tabIndex={0}
      aria-label="卷内材料"
      aria-activedescendant={rowId(selected)}
    >
      <div className="dossier-list-head" aria-hidden="true">
        <span>位置</span>
        <span>材料</span>
        <span>页号</span>
      </div>
      {groups.map(({ entry, rows }) => (
        <fieldset key={entry.id} className="dossier-place" aria-label={`${entry.no} ${entry.name}`}>
          <div className="dossier-place-head" aria-hidden="true">
            <span className="num">{entry.no}</span>
            <span>{entry.name}</span>
          </div>
          <div className="dossier-lines">
            {rows.map((row) => (
              <div
                key={row.key}
                id={rowId(row.key)}
                className="dossier-row"
                role="option"
                tabIndex={-1}
                aria-selected={row.key === selected}
                onMouseDown={(event) => {
                  event.preventDefault();
                  onSelect(row.key);
                }}
                onDoubleClick={() => onOpen(row)}
              >
                <RowCells row={row} />
              </div>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}

const emptyWords: Readonly<Record<EmptyPlace, string>> = {
  as_needed: '没有',
  not_needed: '本案没有',
  made_when_bound: '装订时生成',
};

function RowCells({ row }: { readonly row: DossierRow }) {
  switch (row.kind) {
    case 'part': {
      const { part } = row;
      return (
        <>
          {part.standIn === null ? <StatusTag look="ended">有</StatusTag> : <StatusTag look="soon">未装订</StatusTag>}
          <span>
            {part.name}　<span className="muted small">{part.remark}</span>
          </span>
          <span className="num">{pagesText(part)}</span>
        </>
      );
    }
    case 'issue':
      return (
        <>
          {row.needed ? <StatusTag look="late">缺</StatusTag> : <StatusTag look="waiting">按需</StatusTag>}
          <span className={row.needed ? '' : 'muted'}>
            {row.paper.title}　<span className="muted small">{row.advice}</span>
          </span>
          <span />
        </>
      );
    case 'want':
      return (
        <>
          <StatusTag look="late">缺</StatusTag>
          <span>
            {row.title}　<span className="muted small">{row.advice}</span>
          </span>
          <span />
        </>
      );
    case 'empty':
      return (
        <>
          {row.why === 'as_needed' ? <StatusTag look="waiting">按需</StatusTag> : <span />}
          <span className="muted">
            {emptyWords[row.why]}
            {row.possible > 0 ? <span className="small">　可以出具 {row.possible} 种</span> : null}
          </span>
          <span />
        </>
      );
  }
}
