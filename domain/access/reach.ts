import { type Role, roles } from './roles.ts';

/** The facts that the scope of some roles needs beside the role itself. */
export interface Reach {
  /** Division code of the person's place: cases of it and of what lies below it. Null where no role needs one. */
  readonly placeCode: string | null;
  /** Name of the person's department, as cases are transferred to it. */
  readonly unit: string | null;
}

/** Digits of a division code at each level (GB/T 2260, GB/T 10114): a grid has its village's code, or its street's. */
const placeDigits: Readonly<Record<(typeof roles)[number]['level'], readonly number[]>> = {
  center: [],
  grid: [12, 9],
  street: [9],
  area: [6],
  city: [4],
};

const placeWords: Readonly<Record<(typeof roles)[number]['level'], string>> = {
  center: '',
  grid: '请选择网格所在的社区（12 位代码）或者街道（9 位代码）',
  street: '请选择乡镇、街道（9 位代码）',
  area: '请选择区县（6 位代码）',
  city: '请填写市的 4 位代码，如 4101',
};

/** What is wrong with the facts for these roles, by field; empty where they fit. */
export function reachProblems(held: readonly Role[], reach: Reach): Readonly<Partial<Record<keyof Reach, string>>> {
  const levels = roles.filter(({ id, level }) => held.includes(id) && level !== 'center').map(({ level }) => level);
  const wrong = levels.find((level) => !placeDigits[level].includes(reach.placeCode?.length ?? 0));
  return {
    ...(wrong === undefined ? {} : { placeCode: placeWords[wrong] }),
    ...(held.includes('department_handler') && !reach.unit ? { unit: '请填写部门名称，和转办时写的一致' } : {}),
  };
}
