import type { CenterSettings } from '../../domain/center/settings.ts';

/** A switch as a text. */
export const YES = '是';
export const NO = '否';

/** The group of settings that a field stands in. */
export type FieldPart = 'center' | 'numbering' | 'deadlines' | 'documents' | 'sign-in';

/** One setting as a text: what is typed stays as it is typed, right or wrong, until it is saved. */
export interface SettingField {
  readonly id: string;
  readonly part: FieldPart;
  readonly label: string;
  readonly read: (settings: CenterSettings) => string;
  /** The settings with this text in them, or in Chinese why it may not be. */
  readonly write: (settings: CenterSettings, text: string) => CenterSettings | string;
}

/** Digits, also full-width ones from an input method; null for anything else. */
export function wholeNumber(typed: string): number | null {
  const plain = typed.normalize('NFKC').trim();
  return /^\d{1,6}$/.test(plain) ? Number(plain) : null;
}
