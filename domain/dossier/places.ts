import type { CaseActionPayloads } from '../cases/actions.ts';
import type { FormKind } from '../documents/form.ts';
import type { FileKind } from '../files/file.ts';

/** The places of a dossier in their official order (司发通〔2010〕239号), and which of them every dossier must have. */
export const dossierPlaces = [
  { id: 'application', name: '申请书或受理登记表', need: 'required', words: ['申请书', '受理登记'] },
  { id: 'notice', name: '权利义务告知书', need: 'required', words: ['告知书', '权利义务'] },
  { id: 'identity', name: '当事人身份证明', need: 'required', words: ['身份证', '户口', '营业执照'] },
  { id: 'authorisation', name: '授权委托书', need: 'as_needed', words: ['授权', '委托书'] },
  { id: 'inquiry', name: '调查记录', need: 'as_needed', words: ['调查'] },
  { id: 'evidence', name: '证据材料', need: 'as_needed', words: ['证据'] },
  { id: 'record', name: '调解记录', need: 'required', words: ['调解记录', '调解笔录'] },
  { id: 'agreement', name: '协议书', need: 'required', words: ['协议'] },
  {
    id: 'performance',
    name: '收条、汇款单等履行凭证',
    need: 'as_needed',
    words: ['收条', '收据', '汇款', '转账', '履行'],
  },
  { id: 'follow_up', name: '回访记录', need: 'as_needed', words: ['回访'] },
  {
    id: 'confirmation',
    name: '司法确认有关材料',
    need: 'as_needed',
    words: ['司法确认', '裁定书', '受理通知书', '司法确认申请书'],
  },
  { id: 'note', name: '卷宗情况说明', need: 'as_needed', words: ['情况说明', '结案报告'] },
  { id: 'back_cover', name: '封底', need: 'required', words: [] },
] as const satisfies readonly {
  readonly id: string;
  readonly name: string;
  readonly need: 'required' | 'as_needed';
  /** A scan whose name has one of these stands here; see {@link placeOfFile}. */
  readonly words: readonly string[];
}[];

export type DossierPlace = (typeof dossierPlaces)[number];
export type PlaceId = DossierPlace['id'];

/** Where the papers of each form stand; null for what goes home with the visitor and into no dossier. */
export const placeOfForm: { readonly [K in FormKind]: PlaceId | null } = {
  slip: null,
  application: 'application',
  'acceptance-register': 'application',
  'rights-notice': 'notice',
  'privacy-notice': 'notice',
  'party-identity': 'identity',
  'delivery-address': 'identity',
  mandate: 'authorisation',
  'investigation-record': 'inquiry',
  'evidence-list': 'evidence',
  'mediation-record': 'record',
  // It says how the mediation ended that the records before it tell of.
  'termination-notice': 'record',
  agreement: 'agreement',
  'oral-agreement-register': 'agreement',
  receipt: 'performance',
  'follow-up-record': 'follow_up',
  'mediation-proof': 'confirmation',
  'confirmation-application': 'confirmation',
  'referral-letter': 'note',
  'referral-receipt': 'note',
  'referral-reply': 'note',
  // Not in the national set: where districts file it, beside the note that ends the dossier.
  'closing-report': 'note',
  'dossier-note': 'note',
};

/** Where attached files of a kind stand unless their name says better. */
const placeOfKind: { readonly [K in FileKind]: PlaceId } = {
  identity: 'identity',
  authorisation: 'authorisation',
  evidence: 'evidence',
  scene: 'evidence',
  signed: 'agreement',
  other: 'note',
};

/** Kinds that say little of where the file belongs: there the name decides. */
const decidedByName: readonly FileKind[] = ['signed', 'other'];

/**
 * Where an attached file stands: with the paper that it is said to be a scan of. Any other scan of a signed paper, and what was attached as 其他材料, goes by the longest word of
 * its name that a place knows: 司法确认申请书.pdf to the confirmation, 申请书.pdf to the application.
 */
export function placeOfFile({
  kind,
  name,
  paper,
}: Pick<CaseActionPayloads['file.attached'], 'kind' | 'name' | 'paper'>): PlaceId {
  const said = paper && placeOfForm[paper.form];
  if (said) return said;
  if (!decidedByName.includes(kind)) return placeOfKind[kind];
  let best: { readonly id: PlaceId; readonly length: number } | null = null;
  for (const { id, words } of dossierPlaces) {
    for (const word of words) {
      if (name.includes(word) && word.length > (best?.length ?? 0)) best = { id, length: word.length };
    }
  }
  return best?.id ?? placeOfKind[kind];
}
