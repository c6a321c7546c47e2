import type { CenterStatus } from '../../contract/center.ts';
import type { StaffMember } from '../../contract/directory.ts';
import type { KeysStatus } from '../../contract/keys.ts';
import type { LanStatus } from '../../contract/settings.ts';
import { roles } from '../../domain/access/roles.ts';
import { recoveryWords } from '../keys/key-words.ts';

/** How many may sign in, and in which roles; roles that nobody holds are left out. */
export function staffNote(staff: readonly StaffMember[]): readonly string[] {
  const active = staff.filter((member) => member.active);
  const off = staff.length - active.length;
  const holders = roles.map(({ id, name }) => ({
    name,
    count: active.filter((each) => each.roles.includes(id)).length,
  }));
  const byRole = holders.filter(({ count }) => count > 0).map(({ name, count }) => `${name} ${count}`);
  return [`在用 ${active.length} 个${off > 0 ? `，已停用 ${off} 个` : ''}`, byRole.join('　')];
}

/** Whether deadlines into next year are sure. The State Council announces a year's holidays in the autumn before. */
export function calendarNote(knownYears: readonly number[], year: number): readonly string[] {
  const missing = [year, year + 1].filter((each) => !knownYears.includes(each));
  const last = knownYears.at(-1);
  const [first] = missing;
  if (first === undefined) return [`${year}、${year + 1} 年的安排都有了`, '期限按工作日算得准'];
  return [
    `${missing.join('、')} 年的安排还没有`,
    `算到 ${first} 年的期限显示“暂定”，国务院公布后请导入${last === undefined ? '' : `；现有到 ${last} 年`}`,
  ];
}

/** Whether the data could be opened if this machine were lost. */
export function keysNote(keys: KeysStatus): readonly string[] {
  const { isSafe, text } = recoveryWords(keys);
  return [isSafe ? '有人收着恢复密钥' : '恢复密钥还没有打印', text];
}

/** Whether other computers may join, and who has. */
export function deskNote({ listening, problem, addresses, desks }: LanStatus): readonly string[] {
  if (problem !== null) return ['这次启动没能开放', problem];
  if (!listening) return ['没有开放', '只有这台电脑能用；要让其他窗口一起办，请到联网设置打开'];
  return [`已开放，连着 ${desks.length} 台`, addresses.join('　') || '这台电脑没有局域网地址'];
}

export function programNote({ version, clockSuspect }: CenterStatus): readonly string[] {
  const clock = clockSuspect ? '这台主机的时间不对，请校准：期限和文号都看它' : '主机时间正常';
  return [`版本 ${version}`, clock];
}
