import { codesOf, lookupIn } from './code-item.ts';

/**
 * 化解方式, field 18 of GB/T 31000-2015's dispute table. The order is the one in use; the standard's numbers are not
 * public, so an export to another platform maps these codes there.
 */
export const resolutionMethods = [
  { code: '01', name: '司法调解' },
  { code: '02', name: '行政调解' },
  { code: '03', name: '人民调解' },
  { code: '04', name: '仲裁调解' },
  { code: '05', name: '商事调解' },
  { code: '06', name: '行业调解' },
  { code: '07', name: '律师调解' },
  { code: '08', name: '民商事仲裁' },
  { code: '09', name: '农村土地承包经营纠纷仲裁' },
  { code: '10', name: '劳动人事争议仲裁' },
  { code: '11', name: '行政复议' },
  { code: '12', name: '行政裁决' },
  { code: '13', name: '诉讼' },
  { code: '14', name: '协商和解' },
  { code: '99', name: '其他' },
] as const;

export type ResolutionMethodCode = (typeof resolutionMethods)[number]['code'];
export const resolutionMethodCodes = codesOf(resolutionMethods);
/** Null for an unknown code. */
export const findResolutionMethod = lookupIn(resolutionMethods);
