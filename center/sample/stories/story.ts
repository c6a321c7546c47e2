import type { Complexity } from '../../../domain/cases/registration.ts';
import type { Gbt31000CategoryCode } from '../../../domain/codes/gbt31000-categories.ts';
import type { RiskLevelCode } from '../../../domain/codes/risk-levels.ts';
import type { ScreeningTagCode } from '../../../domain/codes/screening-tags.ts';
import type { UnitKind } from '../names.ts';

/**
 * One kind of dispute as it is told at the desk. Texts may hold {甲} and {乙} (names of the two sides), {日} (the day it
 * happened), {起} (since when), {元} (the amount), {数} (a small number) and {门} (building and flat).
 */
export interface Story {
  readonly title: string;
  readonly category: Gbt31000CategoryCode;
  readonly facts: string;
  readonly demands: readonly string[];
  /** What the other side says to it. */
  readonly reply: string;
  readonly terms: readonly string[];
  /** What the other side promises to do by a day; it begins with a verb. */
  readonly promise?: string;
  /** Amount in yuan, from and to. */
  readonly yuan?: readonly [from: number, to: number];
  /** The other side is a unit of this kind, not a neighbour. */
  readonly unit?: UnitKind;
  readonly tag?: ScreeningTagCode;
  readonly complexity?: Complexity;
  readonly risk?: RiskLevelCode;
  /** It happens in a village, not in a housing estate. */
  readonly rural?: boolean;
  /** Applicants beside the first, at most. */
  readonly others?: number;
}
