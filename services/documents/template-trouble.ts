import { basename } from 'node:path';
import * as z from 'zod';

/** What the compiler says of a template; lines count from 0. */
const diagnostics = z.array(
  z.object({
    message: z.string(),
    path: z.string(),
    range: z.object({ start: z.object({ line: z.int(), character: z.int() }) }).nullish(),
  }),
);

/**
 * The first thing that is wrong with a template, by file and line: 「receipt.typ 第 28 行：unknown variable: x」. The words
 * are the compiler's, whose manual is in English too; paths of this machine are left out. Empty where it says nothing.
 */
export function templateTrouble(found: unknown): string {
  const parsed = diagnostics.safeParse(found);
  const [first] = parsed.success ? parsed.data : [];
  if (!first) return '';
  const message = first.message.replace(/ \(searched at [^)]*\)/g, '');
  const file = basename(first.path);
  return first.range ? `${file} 第 ${first.range.start.line + 1} 行：${message}` : `${file}：${message}`;
}
