import type { ReactNode } from 'react';
import { findMojType } from '../../domain/codes/moj-types.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { useChosenRow } from '../frame/use-chosen-row.ts';
import { StatusTag } from '../status/StatusTag.tsx';
import { type PaperGroup, type PaperRow, waitsFor } from './paper-list.ts';
import './paper-list.css';

interface PaperListProps {
  readonly groups: readonly PaperGroup[];
  readonly selected: string;
  readonly onSelect: (key: string) => void;
  readonly onOpen: (row: PaperRow) => void;
}

const rowId = (key: string): string => `paper-row-${key}`;

/** The papers in their groups; one row is always selected, and the screen's keys act on it. */
export function PaperList({ groups, selected, onSelect, onOpen }: PaperListProps) {
  const list = useChosenRow(rowId(selected));

  return (
    <div
      ref={list}
      className="card paper-list"
      role="listbox"
      tabIndex={0}
      aria-label="调解文书"
      aria-activedescendant={rowId(selected)}
    >
      {groups.map((group) => (
        <fieldset key={group.kind} aria-label={group.title}>
          <div className="paper-list-head" role="presentation" aria-hidden="true">
            <b>{group.title}</b>
            <span className="muted">{group.rows.length}</span>
            <span className="muted small">{group.note}</span>
          </div>
          {group.rows.map((row) => (
            <div
              key={row.key}
              id={rowId(row.key)}
              className="paper-row"
              role="option"
              tabIndex={-1}
              aria-selected={row.key === selected}
              onMouseDown={(event) => {
                event.preventDefault();
                onSelect(row.key);
              }}
              onDoubleClick={() => onOpen(row)}
            >
              <PaperCells row={row} />
            </div>
          ))}
        </fieldset>
      ))}
    </div>
  );
}

function PaperCells({ row }: { readonly row: PaperRow }) {
  switch (row.kind) {
    case 'sign':
      return (
        <Cells
          tag={<StatusTag look="done">待签章</StatusTag>}
          who={row.row.parties}
          what={findMojType(row.row.mojType)?.shortName ?? ''}
          number={row.row.number ?? ''}
          note={waitsFor(row.row)}
          end={row.row.mediators}
        />
      );
    case 'write':
      return (
        <Cells
          tag={<StatusTag look="active">调解中</StatusTag>}
          who={row.row.parties}
          what={findMojType(row.row.mojType)?.shortName ?? ''}
          number={row.row.caseNumber}
          note={row.row.streetName}
          end={row.row.mediators}
        />
      );
    case 'recent': {
      const { parties, title, number, caseNumber, issuedAt, copiesPrinted } = row.paper;
      return (
        <Cells
          tag={<StatusTag look="ended">已出具</StatusTag>}
          who={parties}
          what={title}
          number={number ?? caseNumber}
          note={copiesPrinted === 0 ? '还没打印' : `已印 ${copiesPrinted} 份`}
          end={formatInstant(issuedAt).slice(5)}
        />
      );
    }
  }
}

interface CellsProps {
  readonly tag: ReactNode;
  readonly who: string;
  readonly what: string;
  readonly number: string;
  readonly note: string;
  readonly end: string;
}

function Cells({ tag, who, what, number, note, end }: CellsProps) {
  return (
    <>
      <span>{tag}</span>
      <b className="paper-cut" title={who}>
        {who}
      </b>
      <span className="paper-cut" title={what}>
        {what}
      </span>
      <span className="paper-cut" title={number}>
        {number}
      </span>
      <span className="paper-cut" title={note}>
        {note}
      </span>
      <span className="paper-cut muted" title={end}>
        {end}
      </span>
    </>
  );
}
