import { plainText } from '../text/plain-text.ts';

/** Why somebody wants to see what is masked; another reason is typed. */
export const revealReasons = ['联系当事人', '核对身份', '送达文书', '更正登记'] as const;

/** Why somebody takes an export with whole numbers. */
export const fullExportReasons = ['上级调阅', '移送有关部门', '统一送达或者回访'] as const;

/** The reason that opening the form of a correction is: who corrects has to see what stands there. */
export const CORRECTION_REASON: (typeof revealReasons)[number] = '更正登记';

/** For how long a screen shows what was revealed, in milliseconds. */
export const REVEALED_FOR_MS = 60_000;

export const revealReason = plainText({ max: 200, min: 2, label: '查看理由' });
