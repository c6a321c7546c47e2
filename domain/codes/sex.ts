import { codesOf, lookupIn } from './code-item.ts';

/** GB/T 2261.1-2003. */
export const sexes = [
  { code: '1', name: '男' },
  { code: '2', name: '女' },
  { code: '0', name: '未知' },
  { code: '9', name: '未说明' },
] as const;

export type SexCode = (typeof sexes)[number]['code'];
export const sexCodes = codesOf(sexes);
/** Null for an unknown code. */
export const findSex = lookupIn(sexes);
