/** One entry of a code list: the code that is stored and sent, and the Chinese name that people see. */
export interface CodeItem {
  readonly code: string;
  readonly name: string;
}

/** The codes of a list, in its order, as `z.enum` takes them. */
export function codesOf<const List extends readonly CodeItem[]>(list: List): readonly List[number]['code'][] {
  return list.map((item) => item.code);
}

/** A lookup by code; an unknown code gives null. */
export function lookupIn<const List extends readonly CodeItem[]>(list: List): (code: string) => List[number] | null {
  const byCode = new Map<string, List[number]>(list.map((item) => [item.code, item]));
  return (code) => byCode.get(code) ?? null;
}
