import { findMojType, type MojTypeCode } from '../codes/moj-types.ts';
import type { Party } from '../parties/party.ts';
import { checkPhone } from '../parties/phone.ts';

/** A division with the area that governs it (管理区划): two codes of one district may be governed apart. */
export interface PlaceOfWork {
  readonly code: string;
  readonly areaCode: string;
}

/** What is known of a mediator on duty. */
export interface MediatorFacts {
  readonly staffId: string;
  readonly name: string;
  readonly phone: string | null;
  readonly specialities: readonly MojTypeCode[];
  /** The place that the person mediates for; null where nobody said. */
  readonly servedPlace: PlaceOfWork | null;
  /** Cases in hand now. */
  readonly openCases: number;
  /** Whom the person who assigns chose last. */
  readonly chosenLast: boolean;
}

/** What of a case decides who suits it. */
export interface CaseToAssign {
  readonly place: PlaceOfWork;
  /** Null where it was erased (LOG-8). */
  readonly mojType: MojTypeCode | null;
  readonly parties: readonly Party[];
  /** Who has it now. */
  readonly mediatorIds: readonly string[];
  /** Who sent it back, with the reason as it was written. */
  readonly returned: readonly { readonly staffId: string; readonly reason: string }[];
  /** Who may see it, where it is open to named people only; null where everybody may. */
  readonly viewerIds: readonly string[] | null;
}

/** A mediator as the form of assigning shows it. */
export interface MediatorOffer {
  readonly staffId: string;
  readonly name: string;
  readonly openCases: number;
  /** Why this one, in plain words: 同社区 · 擅长邻里 · 在办 3 件. */
  readonly reason: string;
  /** One of the best three, which stand first. */
  readonly suggested: boolean;
  /** Ticked when the form opens; a person still sends it. */
  readonly preselected: boolean;
  /** What speaks against this one: never suggested. Null where nothing does. */
  readonly obstacle: string | null;
  /** Must not be assigned at all. */
  readonly barred: boolean;
}

interface Criterion {
  readonly id: 'place' | 'speciality' | 'load' | 'habit';
  /** Tells that somebody suits this case; the others only share out the work. */
  readonly tellsFit?: true;
  /** The more, the better; compared only where every criterion before is alike. */
  readonly weigh: (mediator: MediatorFacts, of: CaseToAssign) => number;
  /** Null where it says nothing for this mediator. */
  readonly says: (mediator: MediatorFacts, of: CaseToAssign) => string | null;
}

const nearnessWords = ['', '同区县', '同街道', '同社区'] as const;

/** 3 in the same community, 2 in the same street, 1 under the same area, 0 elsewhere or unknown. */
function nearness(served: PlaceOfWork | null, place: PlaceOfWork): 0 | 1 | 2 | 3 {
  if (served === null) return 0;
  const alike = (digits: number): boolean =>
    place.code.length >= digits && served.code.slice(0, digits) === place.code.slice(0, digits);
  if (alike(12)) return 3;
  if (alike(9)) return 2;
  return served.areaCode !== '' && served.areaCode === place.areaCode ? 1 : 0;
}

/** In this order: the same place, then the speciality, then the fewest cases in hand. */
export const criteria: readonly Criterion[] = [
  {
    id: 'place',
    tellsFit: true,
    weigh: ({ servedPlace }, { place }) => nearness(servedPlace, place),
    says: ({ servedPlace }, { place }) => nearnessWords[nearness(servedPlace, place)] || null,
  },
  {
    id: 'speciality',
    tellsFit: true,
    weigh: ({ specialities }, { mojType }) => Number(mojType !== null && specialities.includes(mojType)),
    says: ({ specialities }, { mojType }) =>
      mojType !== null && specialities.includes(mojType) ? `擅长${findMojType(mojType)?.shortName ?? ''}` : null,
  },
  {
    id: 'load',
    weigh: ({ openCases }) => -openCases,
    says: ({ openCases }) => (openCases === 0 ? '手上没有案件' : `在办 ${openCases} 件`),
  },
  {
    id: 'habit',
    weigh: ({ chosenLast }) => Number(chosenLast),
    says: ({ chosenLast }) => (chosenLast ? '上次交办过' : null),
  },
];

interface PersonOfCase {
  readonly name: string;
  readonly phone: string | null;
  readonly what: '当事人' | '代理人';
}

/** Parties, those who speak for a unit, and agents. */
function peopleOf(parties: readonly Party[]): readonly PersonOfCase[] {
  return parties.flatMap((party) => {
    const names = party.kind === 'person' ? [party.name] : [party.legalRepresentative, party.contactName];
    const own = names.flatMap((name) => (name === null ? [] : [{ name, phone: party.phone, what: '当事人' as const }]));
    return [...own, ...party.agents.map(({ name, phone }) => ({ name, phone, what: '代理人' as const }))];
  });
}

function normalPhone(phone: string | null): string | null {
  if (phone === null) return null;
  const checked = checkPhone(phone);
  return checked.ok ? checked.normalized : null;
}

type Named = Pick<MediatorFacts, 'name' | 'phone'>;

function isSame({ name, phone }: Named, person: PersonOfCase): { readonly name: boolean; readonly phone: boolean } {
  const own = normalPhone(phone);
  return { name: name === person.name, phone: own !== null && own === person.phone };
}

/** The party or agent who this mediator is, by name and telephone; null for nobody, and where only one of the two fits. */
export function asParty(mediator: Named, parties: readonly Party[]): string | null {
  const found = peopleOf(parties).find((person) => {
    const same = isSame(mediator, person);
    return same.name && same.phone;
  });
  return found ? `${mediator.name}是本案${found.what}，应当回避` : null;
}

interface Obstacle {
  readonly id: 'party' | 'like_party' | 'avoided' | 'returned' | 'not_named' | 'has_it';
  /** Nobody may choose such a one; of the others a person decides who knows more. */
  readonly bars?: true;
  /** Null where it is not so. */
  readonly says: (mediator: MediatorFacts, of: CaseToAssign) => string | null;
}

/** What keeps somebody from being suggested; the first that holds is told. */
export const obstacles: readonly Obstacle[] = [
  { id: 'party', bars: true, says: (mediator, { parties }) => asParty(mediator, parties) },
  {
    id: 'like_party',
    says: (mediator, { parties }) => {
      const like = peopleOf(parties).find((person) => {
        const same = isSame(mediator, person);
        return same.name || same.phone;
      });
      return like ? `和${like.what}${isSame(mediator, like).name ? '同名' : '同一个电话'}，先问清是不是要回避` : null;
    },
  },
  {
    id: 'avoided',
    says: ({ staffId }, { returned }) =>
      returned.some((each) => each.staffId === staffId && each.reason.includes('回避'))
        ? '退回过本案，写明应当回避'
        : null,
  },
  {
    id: 'returned',
    says: ({ staffId }, { returned }) => (returned.some((each) => each.staffId === staffId) ? '退回过本案' : null),
  },
  {
    id: 'not_named',
    says: ({ staffId }, { viewerIds }) =>
      viewerIds === null || viewerIds.includes(staffId) ? null : '不在本案可以查看的人里，交办后就能看',
  },
  { id: 'has_it', says: ({ staffId }, { mediatorIds }) => (mediatorIds.includes(staffId) ? '现在由其办理' : null) },
];

/** So many are suggested. */
export const MOST_SUGGESTED = 3;

function compare(of: CaseToAssign): (a: MediatorFacts, b: MediatorFacts) => number {
  return (a, b) => {
    for (const { weigh } of criteria) {
      const by = weigh(b, of) - weigh(a, of);
      if (by !== 0) return by;
    }
    return a.name.localeCompare(b.name, 'zh');
  };
}

/** Somebody whom place or speciality speaks for, not the load alone. */
function fits(mediator: MediatorFacts, of: CaseToAssign): boolean {
  return criteria.some(({ tellsFit = false, weigh }) => tellsFit && weigh(mediator, of) > 0);
}

/**
 * Whom the form ticks by itself: the best, where place or speciality speaks for it and the next one is not as good; where
 * they speak for nobody, whom this person chose last. Nobody where the case has a mediator: who changes that has somebody
 * in mind.
 */
function preselection(free: readonly MediatorFacts[], of: CaseToAssign): readonly string[] {
  const [best, next] = free;
  if (best === undefined || of.mediatorIds.length > 0) return [];
  if (!fits(best, of)) return free.filter(({ chosenLast }) => chosenLast).map(({ staffId }) => staffId);
  const isTie = next !== undefined && criteria.every(({ weigh }) => weigh(best, of) === weigh(next, of));
  return isTie ? [] : [best.staffId];
}

/** All mediators on duty: the best three first, then the others by the same criteria, last those whom something speaks against. */
export function suggestMediators(onDuty: readonly MediatorFacts[], of: CaseToAssign): readonly MediatorOffer[] {
  const judged = onDuty.toSorted(compare(of)).map((mediator) => {
    const found = obstacles
      .map(({ bars = false, says }) => ({ bars, words: says(mediator, of) }))
      .find(({ words }) => words !== null);
    return { mediator, obstacle: found?.words ?? null, barred: found?.bars ?? false };
  });
  const free = judged.filter(({ obstacle }) => obstacle === null);
  const against = judged.filter(({ obstacle }) => obstacle !== null);
  const ticked = preselection(
    free.map(({ mediator }) => mediator),
    of,
  );
  return [...free, ...against].map(({ mediator, obstacle, barred }, index) => ({
    staffId: mediator.staffId,
    name: mediator.name,
    openCases: mediator.openCases,
    reason: criteria.flatMap(({ says }) => says(mediator, of) ?? []).join(' · '),
    suggested: obstacle === null && index < MOST_SUGGESTED,
    preselected: ticked.includes(mediator.staffId),
    obstacle,
    barred,
  }));
}
