import * as z from 'zod';

/**
 * An item of the list of what departments may not push to grids (禁入清单), which each city and district draws up for
 * itself (事项清单梳理): its name, and words by which a case is known to be one.
 */
export interface ForbiddenItem {
  readonly name: string;
  readonly words: readonly string[];
}

/** Digits of the code of a community: a station of it, or a grid below it. */
const COMMUNITY_DIGITS = 12;

/** `违建拆除：拆违、强拆`, one item a line; empty lines are none. */
function itemOf(line: string): ForbiddenItem | null {
  const [name = '', words = ''] = line.split(/[:：]/, 2).map((part) => part.trim());
  const listed = words.split(/[、，,\s]+/).filter((word) => word !== '');
  return name === '' || listed.length === 0 || listed.some((word) => word.length < 2) ? null : { name, words: listed };
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter((line) => line.trim() !== '');

/** The list as IT types it, one item a line: `事项：词、词`, each word of two characters at least. */
export const forbiddenListSchema = z
  .string()
  .trim()
  .max(20_000, '清单太长，请精简到两万字以内')
  .superRefine((text, context) => {
    const wrong = linesOf(text).findIndex((line) => itemOf(line) === null);
    if (wrong < 0) return;
    const message = `第 ${wrong + 1} 行要写成「事项：词、词」，每个词至少两个字`;
    context.addIssue({ code: 'custom', message });
  });

/** The items of a list that {@link forbiddenListSchema} took. */
export function forbiddenItems(text: string): readonly ForbiddenItem[] {
  return linesOf(text).flatMap((line) => itemOf(line) ?? []);
}

export interface Forbidden {
  readonly item: string;
  /** The word of the case that speaks for it. */
  readonly word: string;
}

/**
 * The item of the list that keeps a case from a place; null where none does, or the place is more than a community. The
 * first in the order of the list.
 */
export function forbiddenAt(
  items: readonly ForbiddenItem[],
  placeCode: string | undefined,
  facts: string,
): Forbidden | null {
  if (placeCode?.length !== COMMUNITY_DIGITS) return null;
  for (const { name, words } of items) {
    const word = words.find((each) => facts.includes(each));
    if (word !== undefined) return { item: name, word };
  }
  return null;
}

/** Why a case does not go there, in Chinese. */
export function forbiddenWords({ item, word }: Forbidden): string {
  return `「${item}」在网格禁入清单里（写到了「${word}」），不能下交社区、网格，请交给主管部门`;
}
