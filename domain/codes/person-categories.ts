import { codesOf, lookupIn } from './code-item.ts';

/**
 * 主要当事人人员类别, field 15 of GB/T 31000-2015's dispute table. The order is the one in use; the standard's numbers are
 * not public, so an export to another platform maps these codes there.
 */
export const personCategories = [
  { code: '01', name: '机关企事业单位从业人员' },
  { code: '02', name: '农林牧渔从业人员' },
  { code: '03', name: '个体或自由职业人员' },
  { code: '04', name: '军人' },
  { code: '05', name: '离退休人员' },
  { code: '06', name: '学生' },
  { code: '07', name: '无业人员' },
  { code: '08', name: '其他人员' },
  { code: '09', name: '涉企业事业单位改制人员' },
  { code: '10', name: '军队退役人员' },
  { code: '11', name: '原民办（国企）教师' },
  { code: '12', name: '国有企业退休职工' },
  { code: '13', name: '返城知青' },
  { code: '14', name: '失独人员' },
  { code: '15', name: '农村进城务工人员' },
  { code: '16', name: '其他群体性诉求人员' },
] as const;

export type PersonCategoryCode = (typeof personCategories)[number]['code'];
export const personCategoryCodes = codesOf(personCategories);
/** Null for an unknown code. */
export const findPersonCategory = lookupIn(personCategories);
