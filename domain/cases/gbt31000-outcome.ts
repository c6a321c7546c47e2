import { formatChineseDate, type PlainDate } from '../text/chinese-date.ts';
import { countCharacters } from '../text/plain-text.ts';
import type { CaseState } from './state.ts';
import { caseStatus } from './status.ts';

/** 化解情况, field 23 of GB/T 31000-2015's table, holds this many characters. */
export const OUTCOME_LIMIT = 2000;

function on(date: PlainDate | null): string {
  return date ? formatChineseDate(date) : '';
}

/** A text too long for the field ends with a line that says so and where the whole is: an extract, known as one. */
function extract(text: string, where: string): string {
  if (countCharacters(text) <= OUTCOME_LIMIT) return text;
  const note = `……（全文见${where}）`;
  const characters = Array.from(text).slice(0, OUTCOME_LIMIT - countCharacters(note));
  return `${characters.join('').trimEnd()}${note}`;
}

function agreementText(state: CaseState): string | null {
  const { agreement } = state;
  if (!agreement) return null;
  const form = agreement.form === 'oral' ? '口头协议' : '书面协议';
  const effect = agreement.effectiveOn === null ? '，尚未生效' : `，${on(agreement.effectiveOn)}生效`;
  const terms = agreement.text.terms.map((term, index) => `\n${index + 1}. ${term}`).join('');
  const paper = agreement.form === 'oral' ? '口头协议登记表' : '调解协议书';
  return extract(`${on(agreement.text.reachedOn)}达成${form}${effect}。${terms}`, paper);
}

function endingText(state: CaseState): string | null {
  if (state.transferredTo !== null) return `已转${state.transferredTo}办理。`;
  if (!state.ending) return null;
  const { reason, toldOn } = state.ending;
  const told = toldOn === '' ? '' : `已于${on(toldOn)}告知当事人其他解决途径。`;
  return extract(`${told}${reason}`, '案件记录');
}

/** What came of the case so far, in at most 2,000 characters. */
export function gbt31000Outcome(state: CaseState): string {
  const name = caseStatus(state.status).name;
  const told = endingText(state) ?? agreementText(state);
  if (told !== null) return told;
  const held = state.sessions.length;
  return held === 0 ? `${name}。` : `${name}，已调解 ${held} 次。`;
}
