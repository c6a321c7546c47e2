import { checkDocumentNumber } from '../../../domain/parties/document-kinds.ts';
import { checkIdNumber } from '../../../domain/parties/id-number.ts';
import { checkPhone } from '../../../domain/parties/phone.ts';
import { findDateProblem } from '../../../domain/text/chinese-date.ts';
import { findTextProblem, type TextRule } from '../../../domain/text/plain-text.ts';
import type { FindProblem } from '../../forms/checks.ts';
import { type DocumentChoice, UNIT_DOCUMENT } from './form-values.ts';

/** Checks for the moment when a field is left; an empty field is a matter for the save. */
function unlessEmpty(check: (text: string) => string | null): FindProblem {
  return (value) => (typeof value !== 'string' || value.trim() === '' ? null : check(value));
}

export function textCheck(rule: TextRule): FindProblem {
  return unlessEmpty((text) => findTextProblem(text, rule));
}

export function documentCheck(kind: DocumentChoice, today: string | null): FindProblem {
  return unlessEmpty((text) => {
    if (kind === UNIT_DOCUMENT) return null;
    const checked = checkDocumentNumber(kind, text, today);
    return checked.ok ? null : checked.message;
  });
}

export function idNumberCheck(today: string | null): FindProblem {
  return unlessEmpty((text) => {
    const checked = checkIdNumber(text, today);
    return checked.ok ? null : checked.message;
  });
}

export const phoneCheck: FindProblem = unlessEmpty((text) => {
  const checked = checkPhone(text);
  return checked.ok ? null : checked.message;
});

/** A day that has been: the message names the day that no calendar has, or says that it lies ahead of a clock that can be trusted. */
export function pastDateCheck(today: string | null, ahead: string): FindProblem {
  return unlessEmpty((text) => findDateProblem(text) ?? (today !== null && text > today ? ahead : null));
}

export function wholeNumberCheck(message: string): FindProblem {
  return unlessEmpty((text) => (/^\d+$/.test(text.normalize('NFKC').trim()) ? null : message));
}
