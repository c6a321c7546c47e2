import type { FindProblem } from '../forms/checks.ts';

const SHORTEST = 8;

/** A new password as the center takes it (contract: 8 to 256 characters). */
export const newPasswordCheck: FindProblem = (value) =>
  typeof value === 'string' && value.length >= SHORTEST ? null : `密码至少 ${SHORTEST} 位`;

/** The same password typed once more: nobody sees what was typed the first time. */
export function againCheck(first: () => unknown): FindProblem {
  return (value) => (value === first() ? null : '两次输入的密码不一样');
}
