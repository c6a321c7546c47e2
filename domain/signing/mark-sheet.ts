import { type Mark, markMethods } from '../cases/agreement.ts';
import type { CaseState, IssuedDocument, RecordedMark } from '../cases/state.ts';
import { partiesOf } from '../cases/state.ts';
import { formatChineseDate, formatInstant } from '../text/chinese-date.ts';
import { type AnyMark, signedPaper, slotOf } from './executed.ts';
import { pictureWays } from './mark-picture.ts';
import { paperPlaces, placeName, signingDays } from './paper-places.ts';
import type { SignatureSlot } from './slot.ts';

/** Points of a page; a mark stands on its line and may reach this high above it. */
const MARK_HEIGHT = 30;
const MARK_WIDTH = 120;
const PRINT_SIDE = 36;
/** 42 mm, as seals of committees are cut. */
const SEAL_SIDE = 119;
/** From the line of the date up to the middle of the seal: it lies over the date and the committee's name. */
const SEAL_RISE = 16;

/** One picture on a page, by the upper left corner of the box that it is fitted into, in points. */
export interface PlacedMark {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly picture: string;
  /** Printed small under the line: who signed in whose place. Empty where the signer signed in person. */
  readonly note: string;
}

/** A day in a blank of a page, in points. */
export interface PlacedDate {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly parts: readonly string[];
}

/** One line of the record of the signing. */
export interface MarkRecord {
  readonly who: string;
  readonly as: string;
  readonly how: string;
  readonly device: string;
  /** The day that a person confirmed (LOG-10). */
  readonly signedOn: string;
  /** When the desk's clock stood, to the minute. */
  readonly recordedAt: string;
  readonly operator: string;
}

/** All that is laid over the pages of a signed paper, and the page of the record behind them. */
export interface MarkSheet {
  /** Of the text. */
  readonly pages: number;
  readonly marks: readonly PlacedMark[];
  /** Days that are written into blanks of the text, by the middle of the blank: 2026, 11, 27. */
  readonly dates: readonly PlacedDate[];
  readonly record: {
    readonly title: string;
    readonly number: string;
    readonly committee: string;
    readonly textHash: string;
    /** Of an agreement; null for all other papers. */
    readonly effectiveOn: string | null;
    readonly rows: readonly MarkRecord[];
  };
  /** Milliseconds since 1970: the creation date of the file. */
  readonly preparedAt: number;
}

export interface SheetNames {
  readonly staffName: (staffId: string) => string;
  readonly committee: string;
}

function boxOf(slot: SignatureSlot, mark: AnyMark): Omit<PlacedMark, 'page' | 'picture' | 'note'> {
  if (slot.role === 'date') {
    const middle = slot.x + slot.width / 2;
    return { x: middle - SEAL_SIDE / 2, y: slot.y - SEAL_RISE - SEAL_SIDE / 2, width: SEAL_SIDE, height: SEAL_SIDE };
  }
  if (mark.method === 'fingerprint') {
    const x = slot.x + Math.max(0, slot.width - PRINT_SIDE);
    return { x, y: slot.y - PRINT_SIDE + 4, width: PRINT_SIDE, height: PRINT_SIDE };
  }
  return { x: slot.x, y: slot.y - MARK_HEIGHT + 5, width: Math.min(slot.width, MARK_WIDTH), height: MARK_HEIGHT };
}

/** Nobody signs for another without its showing: the agent is named under the line. */
function noteOf(state: CaseState, { kind, signerId, agentName }: Mark): string {
  if (agentName === undefined || kind !== 'party') return '';
  const party = partiesOf(state).find(({ id }) => id === signerId);
  const isGuardian = party?.agents.some(({ name, relation }) => name === agentName && relation === 'guardian') ?? false;
  return isGuardian ? `法定代理人${agentName}代签` : `代理人${agentName}代签`;
}

/** How and when a mark was made, whatever it stands on. */
function circumstances(mark: AnyMark, { staffName }: SheetNames): Omit<MarkRecord, 'who' | 'as'> {
  const method = markMethods.find(({ id }) => id === mark.method)?.name ?? '';
  const way = pictureWays.find(({ id }) => id === mark.picture?.way)?.name ?? '';
  return {
    how: way === '' ? method : `${method}（${way}）`,
    device: mark.device ?? '',
    signedOn: formatChineseDate(mark.signedOn),
    recordedAt: formatInstant(mark.recordedAt),
    operator: staffName(mark.operatorId),
  };
}

const withNote = (as: string, note: string): string => (note === '' ? as : `${as}（${note}）`);

function recordOf(state: CaseState, mark: RecordedMark, names: SheetNames): MarkRecord {
  const party = partiesOf(state).find(({ id }) => id === mark.signerId);
  const who =
    mark.kind === 'seal'
      ? names.committee
      : mark.kind === 'party'
        ? (party?.name ?? '')
        : names.staffName(mark.signerId ?? '');
  const as = { party: '当事人', mediator: '人民调解员', recorder: '记录人', seal: '人民调解委员会' }[mark.kind];
  return { who, as: withNote(as, noteOf(state, mark)), ...circumstances(mark, names) };
}

function placedDate({ page, x, width, y }: SignatureSlot, day: string): PlacedDate {
  const [year = '', month = '', dayOfMonth = ''] = day.split('-');
  return { page, x: x + width / 2, y, parts: [year, String(Number(month)), String(Number(dayOfMonth))] };
}

function headOf({ title, number, fileHash }: IssuedDocument, { committee }: SheetNames) {
  return { title, number: number ?? '', committee, textHash: fileHash };
}

/**
 * What the signed copy of the agreement shows beside the text. Only where `executionProblem` says nothing.
 * @throws RangeError where a mark has no picture or no place on the paper
 */
export function markSheetOf(state: CaseState, names: SheetNames, preparedAt: number): MarkSheet {
  const paper: IssuedDocument | null = signedPaper(state);
  const { agreement } = state;
  const slots = paper?.slots;
  if (!paper || !agreement?.effectiveOn || !slots) throw new RangeError(`case ${state.id} has no signed paper`);
  const marks = agreement.marks.map((mark): PlacedMark => {
    const slot = slotOf(state, slots, mark);
    if (!slot || !mark.picture) throw new RangeError(`mark ${mark.actionId} has no picture or no place`);
    return { ...boxOf(slot, mark), page: slot.page, picture: mark.picture.sha256, note: noteOf(state, mark) };
  });
  const dateSlot = slots.find(({ role }) => role === 'date');
  if (!dateSlot) throw new RangeError(`paper ${paper.id} has no place for the date`);
  return {
    pages: paper.pages,
    marks,
    dates: [placedDate(dateSlot, agreement.effectiveOn)],
    record: {
      ...headOf(paper, names),
      effectiveOn: formatChineseDate(agreement.effectiveOn),
      rows: agreement.marks.map((mark) => recordOf(state, mark, names)),
    },
    preparedAt,
  };
}

/**
 * What the signed copy of another paper shows beside the text: a mark at each place, and the days in its blanks. Only
 * where `executionProblem` says nothing.
 */
export function paperSheetOf(paper: IssuedDocument, names: SheetNames, preparedAt: number): MarkSheet {
  const signed = paperPlaces(paper).flatMap(({ slot, label, isSeal, mark }) =>
    mark === null
      ? []
      : [{ slot, label, isSeal, mark, note: mark.agentName === undefined ? '' : `${mark.agentName}代签` }],
  );
  return {
    pages: paper.pages,
    marks: signed.map(({ slot, mark, note }) => ({
      ...boxOf(slot, mark),
      page: slot.page,
      picture: mark.picture.sha256,
      note,
    })),
    dates: signingDays(paper).map(({ slot, day }) => placedDate(slot, day)),
    record: {
      ...headOf(paper, names),
      effectiveOn: null,
      rows: signed.map(({ label, isSeal, mark, note }) => ({
        who: isSeal ? names.committee : mark.signerName,
        as: isSeal ? '人民调解委员会' : withNote(placeName(label), note),
        ...circumstances(mark, names),
      })),
    },
    preparedAt,
  };
}
