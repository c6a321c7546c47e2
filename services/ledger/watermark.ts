import { formatInstant } from '../../domain/text/chinese-date.ts';
import type { Caller } from '../dependencies.ts';
import type { Reads } from '../ports.ts';

/** Who took an export and when, as it stands in the sheet. */
export interface Watermark {
  /** Above the header. */
  readonly line: string;
  /** At the end of each row: it prints on every page, and stays with what is copied out or sorted. */
  readonly short: string;
}

export async function watermarkOf(
  { directory, settings }: Pick<Reads, 'directory' | 'settings'>,
  caller: Caller,
  export_: { readonly at: number; readonly inFull: boolean },
): Promise<Watermark> {
  const account = (await directory.staff(caller.staffId))?.account;
  const center = (await settings.settings())?.settings.name ?? '';
  const who = account === undefined ? caller.name : `${caller.name}（${account}）`;
  const when = formatInstant(export_.at);
  const numbers = export_.inFull ? '含完整号码' : '号码已隐去部分';
  return {
    line: `${center}　${who}于 ${when} 导出　${numbers}　内有个人信息，限工作使用，不得外传`,
    short: `${who} ${when}`,
  };
}
