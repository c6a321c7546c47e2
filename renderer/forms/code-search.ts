import { placeInitials } from '../../domain/text/pinyin.ts';

export interface CodeChoice {
  readonly code: string;
  readonly name: string;
}

const initialsOf = new Map<string, string>();

function initials(name: string): string {
  const known = initialsOf.get(name);
  if (known !== undefined) return known;
  const made = placeInitials(name);
  initialsOf.set(name, made);
  return made;
}

/** Found by the head of the code, by any part of the name, or by the pinyin initials (lljf → 邻里纠纷). */
export function matchesCode(choice: CodeChoice, typed: string): boolean {
  const wanted = typed.normalize('NFKC').trim().toLowerCase();
  if (wanted === '') return true;
  return (
    choice.code.toLowerCase().startsWith(wanted) ||
    choice.name.toLowerCase().includes(wanted) ||
    initials(choice.name).includes(wanted.replace(/\s+/g, ''))
  );
}
