import { pinyin } from 'pinyin-pro';

/** One character of a name with its readings; the first is the one that fits the name. */
interface Character {
  readonly literal: string;
  readonly readings: readonly string[];
  /** First letters of all readings and the character itself, to refuse quickly. */
  readonly heads: string;
}

/** A name prepared for matching; places of one street share the objects of their street and area. */
export interface MatchableName {
  readonly text: string;
  readonly characters: readonly Character[];
}

/** A way in which the beginning of a query part lies on a name. */
export interface Coverage {
  /** Characters of the name, from `start` up to before `end`. */
  readonly start: number;
  readonly end: number;
  /** Code units of the query part that are used up. */
  readonly consumed: number;
  /** Characters that fit only by a reading that the name does not have here. */
  readonly otherReadings: number;
}

/** Readings that dictionaries do not give: 祭城 is Zhàchéng to its neighbours. */
const localReadings: Readonly<Record<string, readonly string[]>> = { 祭: ['zha'] };
const otherReadings = new Map<string, readonly string[]>();

function readingsOf(literal: string): readonly string[] {
  const known = otherReadings.get(literal);
  if (known) return known;
  const all = pinyin(literal, { multiple: true, type: 'array', toneType: 'none', v: true });
  const readings = [...all, ...(localReadings[literal] ?? [])].filter((reading) => /^[a-z]+$/.test(reading));
  otherReadings.set(literal, readings);
  return readings;
}

export function matchableName(text: string): MatchableName {
  const literals = Array.from(text.toLowerCase());
  const inContext = pinyin(literals.join(''), { type: 'array', toneType: 'none', v: true });
  const characters = literals.map((literal, index): Character => {
    const first = /\p{Script=Han}/u.test(literal) ? inContext[index] : undefined;
    const readings = first ? [...new Set([first, ...readingsOf(literal)])] : [];
    return { literal, readings, heads: literal + readings.map((reading) => reading.charAt(0)).join('') };
  });
  return { text, characters };
}

/** How many letters of the query one reading can use up at a place, longest first. */
function lettersUsed(reading: string, part: string, from: number): number[] {
  if (part[from] !== reading[0]) return [];
  let shared = 1;
  while (shared < reading.length && from + shared < part.length && part[from + shared] === reading[shared]) shared += 1;
  const used: number[] = [];
  const spelled = shared === reading.length || from + shared === part.length;
  if (spelled && shared > 1) used.push(shared);
  if (shared > 2 && reading[1] === 'h') used.push(2);
  used.push(1);
  return used;
}

/**
 * All ways in which a query part, or a beginning of it, lies on consecutive characters of a name from a position on:
 * by the characters themselves, whole syllables or initials, in any mixture. Best way for each length used up.
 */
function coverFrom(name: MatchableName, start: number, part: string): Coverage[] {
  const best = new Map<number, Coverage>();
  function extend(position: number, consumed: number, others: number): void {
    if (consumed > 0) {
      const known = best.get(consumed);
      if (known && known.otherReadings <= others) return;
      best.set(consumed, { start, end: position, consumed, otherReadings: others });
    }
    const character = name.characters[position];
    const next = part[consumed];
    if (!character || next === undefined || !character.heads.includes(next)) return;
    if (part.startsWith(character.literal, consumed)) {
      extend(position + 1, consumed + character.literal.length, others);
    }
    character.readings.forEach((reading, index) => {
      for (const used of lettersUsed(reading, part, consumed)) {
        extend(position + 1, consumed + used, others + (index === 0 ? 0 : 1));
      }
    });
  }
  extend(start, 0, 0);
  return [...best.values()];
}

/** The whole part on consecutive characters of the name: at its head if possible, else as early as possible. */
export function coverWhole(name: MatchableName, part: string): Coverage | null {
  for (let start = 0; start < name.characters.length; start += 1) {
    if (!name.characters[start]?.heads.includes(part.charAt(0))) continue;
    const whole = coverFrom(name, start, part).find((coverage) => coverage.consumed === part.length);
    if (whole) return whole;
  }
  return null;
}

/** The whole part on the head of the name. */
export function coverWholeFromHead(name: MatchableName, part: string): Coverage | null {
  return coverFrom(name, 0, part).find((coverage) => coverage.consumed === part.length) ?? null;
}

/** Beginnings of the part that lie on the head of the name, shorter than the part itself; longest first. */
export function coverHead(name: MatchableName, part: string): readonly Coverage[] {
  return coverFrom(name, 0, part)
    .filter((coverage) => coverage.consumed < part.length)
    .sort((one, other) => other.consumed - one.consumed);
}
