import * as z from 'zod';

/** Only these fields of a line of the log leave the center; whoever adds one to the log adds nothing to the bundle. */
const lineSchema = z.object({
  level: z.number().optional(),
  time: z.number().optional(),
  msg: z.string().optional(),
  code: z.string().optional(),
  path: z.string().optional(),
  error: z
    .object({ type: z.string().optional(), code: z.string().optional(), stack: z.string().optional() })
    .optional(),
});

/** Folders of this machine may bear a person's name; what comes from the program's own folders on stays. */
const ownFolders =
  /(?:file:\/\/)?(?:[A-Za-z]:)?[\\/][^\s()]*?[\\/](?=(?:node_modules|out|center|services|db|domain|contract)[\\/])/g;

export function redactedLine(line: string, names: readonly string[]): string | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    // No line of the logger's: its words are anybody's.
    return null;
  }
  const known = lineSchema.safeParse(parsed);
  if (!known.success) return null;
  return redactedJson(known.data, names).replaceAll(ownFolders, '…/');
}

/** The second net under everything that goes into a bundle: numbers that name a person, wherever they stand. */
const personal: readonly (readonly [RegExp, string])[] = [
  [/(?<![0-9A-Za-z])\d{17}[\dXx](?![0-9A-Za-z])/g, '〔证件号〕'],
  [/(?<![0-9A-Za-z])(?:\+?86-?)?1[3-9]\d{9}(?![0-9A-Za-z])/g, '〔电话〕'],
  [/(?<![0-9A-Za-z])0\d{2,3}-\d{7,8}(?![0-9A-Za-z])/g, '〔电话〕'],
  [/[\w.+-]+@[\w-]+\.[\w.-]+/g, '〔邮箱〕'],
];

/** JSON with its texts redacted; numbers are measures of the program's own. */
export function redactedJson(value: unknown, names: readonly string[], indent = 0): string {
  const clean = (_key: string, part: unknown) => (typeof part === 'string' ? redacted(part, names) : part);
  return JSON.stringify(value, clean, indent);
}

/** @param names of people, whatever the text says of them */
export function redacted(text: string, names: readonly string[]): string {
  const numbers = personal.reduce((left, [pattern, word]) => left.replaceAll(pattern, word), text);
  return names.filter((name) => name.length > 1).reduce((left, name) => left.replaceAll(name, '〔姓名〕'), numbers);
}
