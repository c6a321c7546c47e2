import { complexities, type Registration } from '../../../domain/cases/registration.ts';
import { type CaseState, partiesOf } from '../../../domain/cases/state.ts';
import { partiesText, suggestTitle } from '../../../domain/cases/title.ts';
import { findGbt31000Category } from '../../../domain/codes/gbt31000-categories.ts';
import { findGbt31000Scale } from '../../../domain/codes/gbt31000-scale.ts';
import { findMojType } from '../../../domain/codes/moj-types.ts';
import { findRiskLevel } from '../../../domain/codes/risk-levels.ts';
import { findScreeningTag } from '../../../domain/codes/screening-tags.ts';
import { findSex } from '../../../domain/codes/sex.ts';
import type { Party } from '../../../domain/parties/party.ts';
import { partyAge } from '../../../domain/parties/party-age.ts';
import { formatYuan } from '../../../domain/text/chinese-amount.ts';
import type { PlainDate } from '../../../domain/text/chinese-date.ts';

/** 「张某 与 李某 邻里纠纷」; the number where the registration was erased (LOG-8). */
export function caseTitle(state: CaseState): string {
  const { registration } = state;
  if (!registration) return state.caseNumber;
  return `${partiesText(registration.parties)} ${findMojType(registration.mojType)?.caption ?? '纠纷'}`;
}

/** The title as registered, where people wrote another than the program offers. */
export function ownTitle({ title, parties, mojType }: Registration): string | null {
  return title === suggestTitle(parties, mojType) ? null : title;
}

/** The category on its second and third axis: GB/T 31000, and the tag of 六防六促. The first is the Ministry's kind. */
export function categoryDetail({ gbtCategory, screeningTag }: Registration): string {
  const tag = screeningTag === null ? null : findScreeningTag(screeningTag);
  const standard = `${gbtCategory} ${findGbt31000Category(gbtCategory)?.name ?? ''}`;
  return tag ? `${standard} · 防${tag.shortName}` : standard;
}

export function kindText({ mojType }: Registration): string {
  return findMojType(mojType)?.name ?? mojType;
}

export function complexityText({ complexity }: Registration): string {
  return `${complexities.find(({ id }) => id === complexity)?.name ?? complexity}案件`;
}

export function scaleText({ scale, peopleCount, amountFen }: Registration): string {
  const amount = amountFen === null ? '不涉金额' : `涉 ${formatYuan(amountFen)} 元`;
  return `${findGbt31000Scale(scale)?.name ?? scale}，${peopleCount} 人，${amount}`;
}

export function riskWords({ riskLevel }: Registration): readonly [name: string, meaning: string] {
  const level = findRiskLevel(riskLevel);
  return [level?.name ?? riskLevel, level?.meaning ?? ''];
}

/** 张某请求 where one person asks, 诉求 where several do. */
export function demandsLabel({ parties }: Registration): string {
  const applicants = parties.filter((party) => party.role === 'applicant');
  const [only] = applicants;
  return only && applicants.length === 1 && only.name.length <= 4 ? `${only.name}请求` : '诉求';
}

/** 「男，48 岁」, 「法定代表人 王某」; empty where nothing is known. */
export function partyFacts(party: Party, today: PlainDate): string {
  if (party.kind === 'unit') return party.legalRepresentative === null ? '' : `法定代表人 ${party.legalRepresentative}`;
  const age = partyAge(party, today);
  const sex = party.sex === null ? '' : (findSex(party.sex)?.name ?? '');
  return [sex, age === null ? '' : `${age} 岁`].filter(Boolean).join('，');
}

/** How the parties stand to mediation, in one line (人民调解法 17). */
export function willingnessSummary(state: CaseState): string {
  const parties = partiesOf(state);
  const refusing = parties.filter((party) => party.willingness === 'refused');
  if (refusing.length > 0) return `${refusing.map((party) => party.name).join('、')}明确拒绝`;
  const undecided = parties.filter((party) => party.willingness === 'undecided').length;
  if (undecided > 0) return undecided === parties.length ? '意愿都还没问到' : `还有 ${undecided} 位没问到`;
  return parties.length === 2 ? '双方都愿意调解' : '都愿意调解';
}

/**
 * An address as far as it differs from the place of the dispute: people quarrel with their neighbours, and the district,
 * street and community stand in the head already. Null where it lies elsewhere.
 */
export function nearAddress(address: string, placeName: string): string | null {
  const [community = ''] = placeName.split(' ');
  const inTown = address.replace(/^(河南省)?(郑州市)?/, '');
  const rest = community === '' || !inTown.startsWith(community) ? '' : inTown.slice(community.length).trim();
  return rest === '' ? null : `同社区 ${rest}`;
}
