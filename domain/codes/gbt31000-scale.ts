import { codesOf, lookupIn } from './code-item.ts';

/** 事件规模, field 4 of GB/T 31000-2015's dispute table. The standard's head counts are not public, so people choose. */
export const gbt31000Scales = [
  { code: '01', name: '个体性事件' },
  { code: '02', name: '一般群体性事件' },
  { code: '03', name: '重大群体性事件' },
] as const;

export type Gbt31000ScaleCode = (typeof gbt31000Scales)[number]['code'];
export const gbt31000ScaleCodes = codesOf(gbt31000Scales);
/** Null for an unknown code. */
export const findGbt31000Scale = lookupIn(gbt31000Scales);
