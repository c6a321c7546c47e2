import { codesOf, lookupIn } from './code-item.ts';

/** Levels of education, GB/T 4658-2006 (the tens of the standard; who left before the end still has the level). */
export const educationLevels = [
  { code: '10', name: '研究生' },
  { code: '20', name: '大学本科' },
  { code: '30', name: '大学专科' },
  { code: '40', name: '中等职业教育' },
  { code: '60', name: '普通高中' },
  { code: '70', name: '初中' },
  { code: '80', name: '小学' },
  { code: '90', name: '其他' },
] as const;

export type EducationLevelCode = (typeof educationLevels)[number]['code'];
export const educationLevelCodes = codesOf(educationLevels);
/** Null for an unknown code. */
export const findEducationLevel = lookupIn(educationLevels);
