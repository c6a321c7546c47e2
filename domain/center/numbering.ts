import * as z from 'zod';
import { SEGMENT_LETTERS } from '../numbers/segment.ts';

/**
 * A template of official numbers: text with the tokens {年} (year of issue), {简称} (short name of the center),
 * {委员会} (short name of the committee) and {序号} or {序号:n} (counter, padded to n digits).
 */
const token = /\{([^{}]*)\}/g;
const known = /^(年|简称|委员会|序号(:[1-9])?)$/;

export function templateProblem(template: string): string | null {
  const tokens = [...template.matchAll(token)].map((match) => match[1] ?? '');
  const unknown = tokens.find((name) => !known.test(name));
  if (unknown !== undefined) return `编号模板里有不认识的「{${unknown}}」，可用：{年} {简称} {委员会} {序号} {序号:4}`;
  if (template.replace(token, '').match(/[{}]/)) return '编号模板里的花括号不成对';
  if (tokens.filter((name) => name.startsWith('序号')).length !== 1) return '编号模板里要有且只有一个 {序号}';
  if (!tokens.includes('年')) return '编号模板里要有 {年}，序号按年重新开始';
  return null;
}

export const numberTemplateSchema = z
  .string()
  .trim()
  .max(60)
  .superRefine((template, context) => {
    const message = templateProblem(template);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

export interface NumberParts {
  readonly year: number;
  readonly shortName: string;
  readonly committee: string;
  /** Letters that stand before a counter which no block of the city covers (SYNC-15); null where one does. */
  readonly segment?: string | null;
  /** 1, 2, 3 … within the year and the segment; never given out twice. */
  readonly counter: number;
}

/** What of a number counts: no two numbers of a series have all three in common. */
export type CountedNumber = Required<Pick<NumberParts, 'year' | 'segment' | 'counter'>>;

export function formatNumber(template: string, parts: NumberParts): string {
  return template.replace(token, (_all, name: string) => {
    if (name === '年') return String(parts.year);
    if (name === '简称') return parts.shortName;
    if (name === '委员会') return parts.committee;
    const width = Number(name.split(':')[1] ?? '1');
    return `${parts.segment ?? ''}${String(parts.counter).padStart(width, '0')}`;
  });
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Year, segment and counter of a number that the template would give out; null for one that it never gives out. */
export function numberOf(
  template: string,
  center: Pick<NumberParts, 'shortName' | 'committee'>,
  number: string,
): CountedNumber | null {
  let pattern = '';
  let end = 0;
  for (const match of template.matchAll(token)) {
    const name = match[1] ?? '';
    pattern += literal(template.slice(end, match.index));
    if (name === '年') pattern += pattern.includes('(?<year>') ? '\\k<year>' : '(?<year>[0-9]{4})';
    else if (name === '简称') pattern += literal(center.shortName);
    else if (name === '委员会') pattern += literal(center.committee);
    else pattern += `(?<segment>[${SEGMENT_LETTERS}]{3,4})?(?<counter>[0-9]{1,9})`;
    end = match.index + match[0].length;
  }
  const found = new RegExp(`^${pattern}${literal(template.slice(end))}$`, 'u').exec(number)?.groups;
  const parts = {
    year: Number(found?.year),
    segment: found?.segment ?? null,
    counter: Number(found?.counter),
  };
  return found && parts.counter > 0 && formatNumber(template, { ...center, ...parts }) === number ? parts : null;
}

/** Letters and digits that nobody mixes up when they are read out or typed: without 0 O Q 1 I L 2 Z 5 S 8 B 6 G V. */
export const QUERY_CODE_ALPHABET = '3479ACDEFHJKMNPRTUWXY';
export const QUERY_CODE_LENGTH = 8;

/**
 * The citizen's query code, XXXX-XXXX, from random bytes that the caller supplies. Bytes that would favour some letters
 * are skipped, so every code is equally likely; null when the bytes did not suffice.
 */
export function queryCodeFrom(randomBytes: Uint8Array): string | null {
  const size = QUERY_CODE_ALPHABET.length;
  const limit = 256 - (256 % size);
  const letters: string[] = [];
  for (const byte of randomBytes) {
    if (byte >= limit) continue;
    letters.push(QUERY_CODE_ALPHABET.charAt(byte % size));
    if (letters.length === QUERY_CODE_LENGTH) {
      return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
    }
  }
  return null;
}

/**
 * A query code as somebody typed it, in its one form; null for what can be none. Case, spaces, full-width signs and
 * hyphens do not matter.
 */
export function readQueryCode(typed: string): string | null {
  const letters = typed.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '');
  const isCode =
    letters.length === QUERY_CODE_LENGTH && [...letters].every((sign) => QUERY_CODE_ALPHABET.includes(sign));
  return isCode ? `${letters.slice(0, 4)}-${letters.slice(4)}` : null;
}
