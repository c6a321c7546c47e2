import type { CenterSettings } from '../../domain/center/settings.ts';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { useCenterNow } from '../api/center-clock.ts';
import { Note } from '../status/Note.tsx';

interface CalendarPartProps {
  readonly calendars: CenterSettings['calendars'];
  readonly knownYears: readonly number[];
}

const MOST_YEARS = 6;

/** Which years' holidays are known. Deadlines into other years count weekends only, and show 暂定. */
export function CalendarPart({ calendars, knownYears }: CalendarPartProps) {
  const year = Number(toChinaDate(useCenterNow()).slice(0, 4));
  const missing = [year, year + 1].filter((each) => !knownYears.includes(each));
  const imported = new Map(calendars.map((file) => [file.year, file]));
  return (
    <div className="settings-note">
      {missing.length > 0 ? (
        <Note look={missing.includes(year) ? 'warn' : 'info'} title={`${missing.join('、')} 年的放假安排还没有`}>
          <p>
            算到这一年的期限只跳过周末，显示“暂定”。国务院办公厅一般在上一年 11 月公布，公布后请导入，期限会自动重算。
          </p>
        </Note>
      ) : null}
      <table className="settings-table">
        <thead>
          <tr>
            <th scope="col">年份</th>
            <th scope="col">放假</th>
            <th scope="col">补班</th>
            <th scope="col">来源</th>
          </tr>
        </thead>
        <tbody>
          {knownYears
            .slice(-MOST_YEARS)
            .toReversed()
            .map((known) => {
              const file = imported.get(known);
              return (
                <tr key={known}>
                  <th scope="row">{known} 年</th>
                  <td>{file ? `${file.holidays.length} 天` : '已有'}</td>
                  <td>{file ? `${file.workdays.length} 天` : '已有'}</td>
                  <td className="muted">{file ? '本中心导入' : '随程序自带'}</td>
                </tr>
              );
            })}
        </tbody>
      </table>
    </div>
  );
}
