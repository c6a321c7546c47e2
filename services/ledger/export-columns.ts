import { listedName } from '../../domain/access/masked-parties.ts';
import { type MaskedKind, maskOf } from '../../domain/access/masks.ts';
import { caseStatus } from '../../domain/cases/status.ts';
import { findMojType } from '../../domain/codes/moj-types.ts';
import { findRiskLevel } from '../../domain/codes/risk-levels.ts';
import { standingName } from '../../domain/confirmation/stages.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { type LedgerColumnId, ledgerColumns } from '../../domain/ledger/columns.ts';
import { type PartyRole, partyRoles } from '../../domain/parties/party.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import type { StaffNames } from '../directory/staff-names.ts';
import type { LedgerPerson, LedgerStoreRow } from './port.ts';
import type { Watermark } from './watermark.ts';

export interface ExportRow {
  readonly row: LedgerStoreRow;
  readonly people: readonly LedgerPerson[];
}

export interface ExportContext {
  readonly names: StaffNames;
  /** Decides what is over. */
  readonly now: number;
  readonly mark: Watermark;
  /** What is masked in this export. */
  readonly kinds: ReadonlySet<MaskedKind>;
}

export type ExportCell = string | number | Date | null;

export interface ExportColumn {
  readonly header: string;
  /** In characters of the sheet's font. */
  readonly width: number;
  readonly numFmt: string;
  readonly cell: (row: ExportRow) => ExportCell;
}

/** Text stays text when somebody edits the cell: `=cmd()` never becomes a formula, 18 digits never a number. */
const TEXT = '@';
const MONEY = '#,##0.00';
const INSTANT = 'yyyy-mm-dd hh:mm';
const DAY = 'yyyy-mm-dd';

/** A spreadsheet's date has no zone: it gets the time that a clock in China shows. */
function asSheetDate(instant: number): Date {
  return new Date(`${formatInstant(instant).replace(' ', 'T')}Z`);
}

/** Excel reads `_x0041_` in a text as the letter A; its own escape keeps what people typed. */
function literal(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
}

function text(header: string, width: number, value: (row: ExportRow) => string): ExportColumn {
  return {
    header,
    width,
    numFmt: TEXT,
    cell: (row) => {
      const found = value(row);
      return found === '' ? null : literal(found);
    },
  };
}

function deadlineNote({ deadlineName, dueAt, warnAt, provisional }: LedgerStoreRow, now: number): string {
  if (deadlineName === null || dueAt === null) return '';
  const state = dueAt < now ? '超期' : warnAt !== null && warnAt <= now ? '临期' : '';
  const notes = [state, provisional ? '暂定' : ''].filter((note) => note !== '');
  return `${deadlineName}${notes.length > 0 ? `（${notes.join('，')}）` : ''}`;
}

/** Pixels of the screen's column as characters, with room for the sheet's margins. */
function charactersOf(pixels: number): number {
  return Math.round(pixels / 7) + 2;
}

function ledgerColumn(id: LedgerColumnId, names: StaffNames, now: number): readonly ExportColumn[] {
  const { name, width: pixels } = ledgerColumns.find((column) => column.id === id) ?? ledgerColumns[0];
  const width = charactersOf(pixels);
  const words = (value: (row: LedgerStoreRow) => string) => [text(name, width, ({ row }) => value(row))];
  switch (id) {
    case 'caseNumber':
      return words((row) => row.caseNumber);
    case 'status':
      return words((row) => caseStatus(row.status).name);
    case 'parties':
      return words((row) => row.partiesText);
    case 'title':
      return words((row) => row.title);
    case 'mojType':
      return words((row) => findMojType(row.mojType)?.name ?? row.mojType);
    case 'streetName':
      return words((row) => row.streetName);
    case 'areaName':
      return words((row) => row.areaName);
    case 'mediators':
      return words((row) => row.mediatorIds.map((staffId) => names.get(staffId) ?? '').join('、'));
    case 'riskLevel':
      return words((row) => findRiskLevel(row.riskLevel)?.name ?? row.riskLevel);
    case 'amountFen':
      return [
        {
          header: name,
          width,
          numFmt: MONEY,
          cell: ({ row }) => (row.amountFen === null ? null : row.amountFen / 100),
        },
      ];
    case 'registeredAt':
      return [{ header: name, width, numFmt: INSTANT, cell: ({ row }) => asSheetDate(row.registeredAt) }];
    case 'confirmationStanding':
      return words(({ confirmationStanding }) => (confirmationStanding ? standingName(confirmationStanding) : ''));
    case 'confirmationDueAt':
      return [
        {
          header: name,
          width,
          numFmt: DAY,
          // The days end at midnight: the sheet shows the last of them.
          cell: ({ row }) => (row.confirmationDueAt === null ? null : asSheetDate(row.confirmationDueAt)),
        },
        text('司法确认期限说明', width, ({ row }) => (row.confirmationProvisional ? '暂定' : '')),
      ];
    case 'dueAt':
      return [
        {
          header: name,
          width,
          numFmt: INSTANT,
          cell: ({ row }) => (row.dueAt === null ? null : asSheetDate(row.dueAt)),
        },
        text('期限事项', width, ({ row }) => deadlineNote(row, now)),
      ];
  }
}

/** A person as the sheet names it: masked (domain/access/masks.ts), unless it is to be in full. */
function shownPerson(person: LedgerPerson, registeredAt: number, kinds: ReadonlySet<MaskedKind>): LedgerPerson {
  const { documentNumber, phone } = person;
  const masked = (kind: MaskedKind, value: string | null) =>
    value !== null && kinds.has(kind) ? maskOf(kind, value) : value;
  return {
    ...person,
    name: kinds.has('minorName') ? listedName(person, toChinaDate(registeredAt)) : person.name,
    documentNumber: person.kind === 'unit' ? documentNumber : masked('idNumber', documentNumber),
    phone: masked('phone', phone),
  };
}

/** Names, numbers and telephones of one side; where it has several people, each keeps the same place in all three. */
function partyColumns(role: PartyRole, side: string, kinds: ReadonlySet<MaskedKind>): readonly ExportColumn[] {
  const list = (value: (person: LedgerPerson) => string | null) => (row: ExportRow) => {
    const people = row.people.filter((person) => person.role === role);
    const values = people.map((person) => value(shownPerson(person, row.row.registeredAt, kinds)));
    return values.every((each) => each === null) ? '' : values.map((each) => each ?? '（未登记）').join('、');
  };
  return [
    text(
      side,
      16,
      list((person) => person.name),
    ),
    text(
      `${side}证件号码`,
      22,
      list((person) => person.documentNumber),
    ),
    text(
      `${side}电话`,
      16,
      list((person) => person.phone),
    ),
  ];
}

export function isLedgerColumn(id: string): id is LedgerColumnId {
  return ledgerColumns.some((column) => column.id === id);
}

/**
 * The columns of the sheet: those chosen on screen, then who is involved, which offices ask for, and in each row who took
 * it, so that no part of it goes about without that. The longest cell (200 names of 100 characters) stays under the 32,767 that a cell may hold.
 */
export function exportColumns(
  ids: readonly LedgerColumnId[],
  { names, now, mark, kinds }: ExportContext,
): readonly ExportColumn[] {
  return [
    ...[...new Set(ids)].flatMap((id) => ledgerColumn(id, names, now)),
    ...partyRoles.flatMap(({ code, name }) => partyColumns(code, name, kinds)),
    text('导出人和时间', 34, () => mark.short),
  ];
}
