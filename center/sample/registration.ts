import type { Registration } from '../../domain/cases/registration.ts';
import type { MojTypeCode } from '../../domain/codes/moj-types.ts';
import type { SourceCode } from '../../domain/codes/sources.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { addDays, type PlainDate } from '../../domain/deadlines/plain-date.ts';
import type { Party } from '../../domain/parties/party.ts';
import { samplePerson, sampleUnit } from './people.ts';
import type { PlaceDraw } from './places.ts';
import type { Random } from './random.ts';
import { storiesByType } from './stories/stories.ts';
import type { Story } from './stories/story.ts';

/** Numbers of people that a case may draw on; the next case begins with fresh ones. */
const PEOPLE_PER_CASE = 8;
/** How often an applicant has been here before. */
const RETURNING = 0.04;

const sources: readonly (readonly [SourceCode, number])[] = [
  ['application', 52],
  ['code', 14],
  ['grid', 10],
  ['police', 8],
  ['hotline', 6],
  ['court', 4],
  ['active', 3],
  ['petition', 2],
  ['department', 1],
];

const kinds = Object.entries(storiesByType).map(([code, { weight }]) => [code as MojTypeCode, weight] as const);

/** A registration with the story it tells, so that its course can go on in the same words. */
export interface ToldCase {
  readonly registration: Registration;
  readonly story: Story;
  /** Puts the names, dates and amounts of this case into a text of the story. */
  readonly tell: (text: string) => string;
}

interface Telling {
  readonly seed: number;
  readonly index: number;
  readonly registeredAt: number;
  readonly places: PlaceDraw;
}

function amountOf(random: Random, story: Story): number | null {
  if (!story.yuan) return null;
  const [from, to] = story.yuan;
  // Sums in disputes are round, and small ones are more frequent than large ones.
  const yuan = from + (to - from) * random.next() ** 2;
  const step = yuan < 2_000 ? 10 : yuan < 20_000 ? 100 : 1_000;
  return Math.max(step, Math.round(yuan / step) * step);
}

function doorOf(random: Random, rural: boolean): string {
  if (rural) return `第${random.int(1, 9)}村民组${random.int(1, 180)}号`;
  const flat = `${random.int(1, 26)}0${random.int(1, 4)}`;
  return `${random.int(1, 22)}号楼${random.int(1, 4)}单元${flat}`;
}

function chineseDay(date: PlainDate, year: string): string {
  const day = `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;
  return date.startsWith(year) ? day : `${Number(date.slice(0, 4))}年${day}`;
}

/** The day and the month that a story names; one that begins with a day and then goes on (「起」) took its time. */
function datesOf(random: Random, { facts }: Story, occurredOn: PlainDate): { 日: string; 起: string } {
  const [day, since] = [facts.indexOf('{日}'), facts.indexOf('{起}')];
  const first = day >= 0 && day < since;
  const month = addDays(occurredOn, -random.int(5, first ? 40 : 150));
  const date = first ? addDays(month, -random.int(190, 400)) : occurredOn;
  return {
    日: chineseDay(date, occurredOn.slice(0, 4)),
    起: `${month.startsWith(occurredOn.slice(0, 4)) ? '' : `${Number(month.slice(0, 4))}年`}${Number(month.slice(5, 7))}月以来`,
  };
}

/** One registration of a seed; the same seed, index and instant give the same bytes. */
export function tellCase(random: Random, { seed, index, registeredAt, places }: Telling): ToldCase {
  const mojType = random.weighted(kinds);
  const story = random.pick(storiesByType[mojType].stories);
  const today = toChinaDate(registeredAt);
  const place = places.draw(random, story.rural ?? false);
  const rural = story.rural ?? (place.name.includes('村委会') && random.chance(0.6));
  const estate = `${place.path.join('')}`;
  const addressOf = () => `${estate}${doorOf(random, rural)}`;

  const first = index * PEOPLE_PER_CASE;
  const returning = random.chance(RETURNING) && index > 0;
  const applicants = 1 + (story.others ? random.int(0, story.others) : 0);
  const person = (number: number, role: Party['role']): Party =>
    samplePerson(number, { seed, role, today, address: addressOf(), partyId: random.uuid(registeredAt) });
  const parties: Party[] = Array.from({ length: applicants }, (_, ordinal) => {
    const earlier = returning && ordinal === 0 ? random.int(0, index - 1) * PEOPLE_PER_CASE : null;
    return person(earlier ?? first + ordinal, 'applicant');
  });
  const respondent: Party = story.unit
    ? sampleUnit(random, story.unit, { role: 'respondent', address: estate, partyId: random.uuid(registeredAt) })
    : person(first + PEOPLE_PER_CASE - 1, 'respondent');
  // Whoever comes to the window is willing; the other side is asked afterwards.
  parties.push({ ...respondent, willingness: 'undecided' });

  const occurredOn = addDays(today, -random.int(0, 45));
  const amount = amountOf(random, story);
  const words: Readonly<Record<string, string>> = {
    甲: parties[0]?.name ?? '',
    乙: respondent.name,
    元: `${amount ?? 0}元`,
    数: String(random.int(2, 9)),
    门: doorOf(random, rural),
    ...datesOf(random, story, occurredOn),
  };
  const tell = (text: string) => text.replace(/\{(.)\}/g, (_all, word: string) => words[word] ?? '');
  const risk =
    story.risk ??
    random.weighted([
      ['low', 9],
      ['medium', 1],
    ] as const);
  const peopleCount = applicants > 2 ? applicants + random.int(2, 20) : parties.length + random.int(0, 2);

  return {
    story,
    tell,
    registration: {
      title: tell(story.title),
      occurredOn,
      place: { code: place.code, detail: doorOf(random, rural) },
      scale: peopleCount > 10 ? '02' : '01',
      peopleCount,
      mojType,
      gbtCategory: story.category,
      screeningTag: story.tag ?? null,
      source: random.weighted(sources),
      amountFen: amount === null ? null : amount * 100,
      facts: `${tell(story.facts)}${random.pick(closings)}`,
      demands: story.demands.map(tell),
      riskLevel: risk,
      complexity:
        story.complexity ??
        random.weighted([
          ['simple', 5],
          ['general', 5],
        ] as const),
      urgent: risk === 'high',
      parties,
    },
  };
}

const closings = [
  '',
  '',
  '双方自行协商没有结果，来中心请求调解。',
  '社区曾上门劝说，双方各执一词。',
  '对方电话有时不接，希望中心帮助联系。',
  '申请人表示愿意坐下来谈。',
  '物业和楼长都知道此事。',
  '邻居劝过几次，没有谈拢。',
];
