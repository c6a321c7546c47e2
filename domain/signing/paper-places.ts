import { type Actor, holdsAny } from '../access/roles.ts';
import type { CaseActionPayloads } from '../cases/actions.ts';
import { type CaseState, findDocument, type IssuedDocument, type PaperMark } from '../cases/state.ts';
import { type PlainDate, plainDateAt } from '../text/chinese-date.ts';
import type { SignatureSlot } from './slot.ts';

/** A place on an issued paper where somebody signs, or where the committee's seal goes. */
export interface PaperPlace {
  /** In the paper's `slots`; what a mark names. */
  readonly index: number;
  readonly slot: SignatureSlot;
  readonly isSeal: boolean;
  /** 当事人（签名盖章或按指印）; 盖章 for the seal. */
  readonly label: string;
  readonly mark: PaperMark | null;
}

const roleNames = {
  party: '当事人',
  mediator: '人民调解员',
  recorder: '记录人',
  signer: '签名人',
  date: '盖章',
} as const;

/** The places of a paper, in the order in which they stand on it. */
export function paperPlaces({
  slots = [],
  marks = [],
}: Pick<IssuedDocument, 'slots' | 'marks'>): readonly PaperPlace[] {
  return slots.flatMap((slot, index): PaperPlace[] => {
    const { role } = slot;
    if (role === 'day') return [];
    const mark = marks.find(({ place }) => place === index) ?? null;
    return [{ index, slot, isSeal: role === 'date', label: slot.label ?? roleNames[role], mark }];
  });
}

/** What a place is called beside a name: 当事人, where the paper says 当事人（签名盖章或按指印）. */
export const placeName = (label: string): string => label.replace(/（[^（）]*）$/, '');

/** Why nothing can be signed on this paper at the screen now, or null. */
export function paperSigningProblem(document: IssuedDocument): string | null {
  if (document.form === 'agreement') return '协议书在“写协议”页面签名：签名关系到协议生效';
  if (paperPlaces(document).length === 0)
    return '这份文书上没有签名、盖章的位置，或者是旧版程序出具的，请打印后在纸上签';
  if (document.outdated) return '案件已有变化，这份文书不再反映现在的情况，请重新出具再签';
  return document.executed ? '这份文书的签署件已经制作，要改签请重新出具' : null;
}

type SignedPayload = Pick<
  CaseActionPayloads['document.signed'],
  'documentId' | 'place' | 'signerName' | 'method' | 'picture'
>;

/** What a mark of each kind is made of: nobody's signature is the picture of the seal, nor the seal a drawing. */
const wayOf = { signature: 'screen', fingerprint: 'reader', seal: 'seal' } as const;

/** Why this mark cannot stand where it is to stand, or null. The seal is the manager's, and nobody's signature. */
export function paperMarkProblem(state: CaseState, payload: SignedPayload, actor: Actor): string | null {
  const document = findDocument(state, payload.documentId);
  if (!document) return '没有这份文书';
  const problem = paperSigningProblem(document);
  if (problem !== null) return problem;
  const place = paperPlaces(document).find(({ index }) => index === payload.place);
  if (!place) return '文书上没有这个签名位置';
  if (place.isSeal && !holdsAny(actor, ['manager'])) return '委员会印章由主任加盖';
  if (place.isSeal !== (payload.method === 'seal'))
    return place.isSeal ? '这里盖章，不是签名' : '这里由本人签名，不盖委员会印章';
  if (wayOf[payload.method] !== payload.picture.way) return '图样与签署方式不符';
  return place.isSeal || payload.signerName !== '' ? null : '写明是谁签的';
}

/**
 * Why this cannot be the day of a signature, or null: nobody signed a paper before it was made. That day is by the clock of
 * the desk that issued it; where it was wrong, the paper shows a wrong day, too, and is issued anew.
 */
export function signedBeforeIssue({ issuedAt }: Pick<IssuedDocument, 'issuedAt'>, signedOn: PlainDate): string | null {
  const issuedOn = plainDateAt(issuedAt);
  return signedOn < issuedOn ? `早于出具这份文书的日期 ${issuedOn}，请核对；当时电脑时间不对的，重新出具再签` : null;
}

/** Why the signed copy of a paper other than the agreement cannot be made, or null: it holds a mark at every place. */
export function paperCopyProblem(document: IssuedDocument): string | null {
  const places = paperPlaces(document);
  if (places.length === 0) return '这份文书是旧版程序出具的，没有签名位置';
  const empty = places.filter(({ mark }) => mark === null);
  return empty.length === 0 ? null : `还有 ${empty.length} 处没有签：${empty.map(({ label }) => label).join('、')}`;
}

/**
 * The days that are written into the blanks of a signed paper: each is the last day on which anybody signed of those whose
 * lines stand before it, behind the blank before.
 */
export function signingDays({
  slots = [],
  marks = [],
}: Pick<IssuedDocument, 'slots' | 'marks'>): readonly { readonly slot: SignatureSlot; readonly day: string }[] {
  const dayAt = new Map(marks.map(({ place, signedOn }) => [place, signedOn]));
  const days: { readonly slot: SignatureSlot; readonly day: string }[] = [];
  let before: string[] = [];
  for (const [index, slot] of slots.entries()) {
    const signedOn = dayAt.get(index);
    if (signedOn !== undefined) before.push(signedOn);
    if (slot.role !== 'day') continue;
    // Days compare as text because they are written YYYY-MM-DD.
    const day = before.sort().at(-1);
    if (day !== undefined) days.push({ slot, day });
    before = [];
  }
  return days;
}
