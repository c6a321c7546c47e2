import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import { numberOf } from '../../domain/center/numbering.ts';
import type { CenterSettings } from '../../domain/center/settings.ts';
import type { Action } from '../../domain/log/action.ts';
import type { Dependencies } from '../dependencies.ts';
import { importedCases } from '../imports/import-rows.ts';
import type { Writes } from '../ports.ts';
import { segmentSeries } from './segment-series.ts';

interface Numbered {
  readonly series: string;
  readonly template: string;
  readonly number: string;
}

function numbersOf({ header, payload }: Action<unknown>, { numbering }: CenterSettings): readonly Numbered[] {
  if (payload === null) return [];
  if (header.type === 'case.registered') {
    const { caseNumber } = payload as CaseActionPayloads['case.registered'];
    return [{ series: 'case', template: numbering.case, number: caseNumber }];
  }
  if (header.type === 'document.issued') {
    const { form, number } = payload as CaseActionPayloads['document.issued'];
    return form === 'agreement' && number !== null
      ? [{ series: 'agreement', template: numbering.agreement, number }]
      : [];
  }
  return [];
}

/**
 * Numbers that came in with actions and are of this center's series are never given out again: the counter goes on
 * behind them, and never back (SYNC-15). A number was used in the world whatever the city says of the action.
 */
export async function passNumbers(
  writes: Writes,
  { environment }: Pick<Dependencies, 'environment'>,
  settings: CenterSettings,
  added: readonly Action<unknown>[],
): Promise<void> {
  const center = { shortName: settings.shortName, committee: settings.committee.shortName };
  const last = new Map<string, { series: string; year: number; counter: number }>();
  for (const action of added) {
    const { header } = action;
    const numbers =
      header.type === 'import.chunk'
        ? (await importedCases(writes, header.id, environment)).map(
            ({ state }): Numbered => ({ series: 'case', template: settings.numbering.case, number: state.caseNumber }),
          )
        : numbersOf(action, settings);
    for (const { series, template, number } of numbers) {
      const own = numberOf(template, center, number);
      if (!own) continue;
      const counted = segmentSeries(series, own.segment);
      const key = `${counted} ${own.year}`;
      const counter = Math.max(own.counter, last.get(key)?.counter ?? 0);
      last.set(key, { series: counted, year: own.year, counter });
    }
  }
  for (const { series, year, counter } of last.values()) await writes.numbers.pass(series, year, counter);
}
