import type { PersonCategoryCode } from '../../domain/codes/person-categories.ts';
import { addDays, daysBetween, type PlainDate } from '../../domain/deadlines/plain-date.ts';
import type { PartyRole, PersonParty, UnitParty } from '../../domain/parties/party.ts';
import { ageAt } from '../../domain/text/chinese-date.ts';
import { personName, type UnitKind, unitName } from './names.ts';
import { type Random, randomOf } from './random.ts';

/** County codes of Henan that identity numbers begin with. */
const regions = [
  '410102',
  '410103',
  '410104',
  '410105',
  '410106',
  '410108',
  '410122',
  '410181',
  '410182',
  '410183',
  '410184',
  '410185',
  '410202',
  '410221',
  '410222',
  '410225',
  '410303',
  '410323',
  '410327',
  '410381',
  '410402',
  '410425',
  '410482',
  '410502',
  '410526',
  '410581',
  '410603',
  '410702',
  '410725',
  '410782',
  '410802',
  '410825',
  '410902',
  '411002',
  '411024',
  '411102',
  '411122',
  '411202',
  '411302',
  '411327',
  '411402',
  '411426',
  '411502',
  '411526',
  '411602',
  '411627',
  '411702',
  '411729',
] as const;

const firstBirth = '1944-01-01';
const lastBirth = '2005-12-31';
const birthDays = daysBetween(firstBirth, lastBirth) + 1;
/** Identity numbers for each sex: one for each county and day of birth, twice. */
const slots = regions.length * birthDays * 2;
/** A prime that shares no factor with the number of slots walks through all of them before it comes back. */
const stride = 1_299_709;

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;

/** An identity number with its check character (GB 11643, ISO 7064 MOD 11-2) from the first 17 digits. */
export function withCheckCharacter(body: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return `${body}${'10X98765432'.charAt(sum % 11)}`;
}

/**
 * Sequences 996 to 999 are reserved for people over a hundred (GB 11643-1999), so a younger holder of one is nobody:
 * odd for men, even for women.
 */
const sequences = { male: ['997', '999'], female: ['996', '998'] } as const;

function identityOf(number: number, seed: number, sex: 'male' | 'female'): { idNumber: string; birthDate: PlainDate } {
  const slot = (number * stride + seed * 7919) % slots;
  const birthDate = addDays(firstBirth, Math.floor(slot / 2) % birthDays);
  const region = regions[Math.floor(slot / (2 * birthDays))] ?? regions[0];
  const sequence = sequences[sex][slot % 2 === 0 ? 0 : 1];
  return { idNumber: withCheckCharacter(`${region}${birthDate.replaceAll('-', '')}${sequence}`), birthDate };
}

const mobileHeads = ['130', '131', '132', '133', '135', '136', '137', '138', '139', '150', '151', '152', '155', '156'];

/** Subscriber numbers 0000 xxxx of each network stand for nobody in particular. */
function phoneOf(random: Random): string {
  return `${random.pick(mobileHeads)}0000${String(random.int(0, 9999)).padStart(4, '0')}`;
}

function workOf(random: Random, age: number): { personCategory: PersonCategoryCode; occupation: string } {
  if (age >= 60) {
    return random.chance(0.5)
      ? { personCategory: '05', occupation: '退休职工' }
      : { personCategory: '02', occupation: '务农' };
  }
  if (age < 23) return { personCategory: '06', occupation: '学生' };
  return random.weighted([
    [{ personCategory: '01', occupation: '公司职员' } as const, 4],
    [{ personCategory: '01', occupation: '教师' } as const, 1],
    [{ personCategory: '03', occupation: '个体经营' } as const, 4],
    [{ personCategory: '03', occupation: '网约车司机' } as const, 1],
    [{ personCategory: '15', occupation: '进城务工' } as const, 3],
    [{ personCategory: '02', occupation: '务农' } as const, 2],
    [{ personCategory: '07', occupation: '无业' } as const, 1],
  ]);
}

const educations = [
  ['70', 5],
  ['60', 3],
  ['40', 2],
  ['30', 3],
  ['20', 3],
  ['80', 2],
  ['10', 1],
] as const;

export interface PartyContext {
  readonly seed: number;
  readonly role: PartyRole;
  readonly address: string;
  readonly today: PlainDate;
  readonly partyId: string;
}

/** Person `number` of a seed is always the same person: name, identity number, telephone, work. */
export function samplePerson(number: number, context: PartyContext): PersonParty {
  const { seed, role, address, today, partyId } = context;
  const random = randomOf(seed ^ 0x5eed, number);
  const sex = random.chance(0.52) ? 'male' : 'female';
  const { idNumber, birthDate } = identityOf(number, seed, sex);
  const { personCategory, occupation } = workOf(random, ageAt(birthDate, today) ?? 0);
  return {
    id: partyId,
    role,
    kind: 'person',
    name: personName(random, sex),
    documentKind: '111',
    documentNumber: idNumber,
    sex: sex === 'male' ? '1' : '2',
    birthDate,
    statedAge: null,
    ethnicity: random.weighted([
      ['01', 96],
      ['03', 3],
      ['11', 1],
    ] as const),
    education: random.weighted(educations),
    personCategory,
    occupation,
    workplace: null,
    phone: phoneOf(random),
    address,
    agents: [],
    willingness: 'willing',
  };
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A unified credit code with its check character (GB 32100-2015, MOD 31). */
function creditCode(random: Random): string {
  const body = `91410100MA${Array.from({ length: 7 }, () => creditAlphabet.charAt(random.int(0, 30))).join('')}`;
  let weight = 1;
  let sum = 0;
  for (const letter of body) {
    sum += creditAlphabet.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return `${body}${creditAlphabet.charAt((31 - (sum % 31)) % 31)}`;
}

export function sampleUnit(random: Random, kind: UnitKind, context: Omit<PartyContext, 'seed' | 'today'>): UnitParty {
  const { role, address, partyId } = context;
  const sex = random.chance(0.7) ? 'male' : 'female';
  return {
    id: partyId,
    role,
    kind: 'unit',
    name: unitName(random, kind),
    creditCode: creditCode(random),
    legalRepresentative: personName(random, sex),
    legalRepresentativeTitle: random.pick(['经理', '总经理', '店长', '负责人']),
    contactName: personName(random, random.chance(0.5) ? 'male' : 'female'),
    phone: `0371-6000${String(random.int(0, 9999)).padStart(4, '0')}`,
    address,
    agents: [],
    willingness: 'willing',
  };
}
