import type { KeysStatus } from '../../contract/keys.ts';

/** Who gives the keys at a start, as IT reads it. */
export function keeperWords({ keeper, recovery }: KeysStatus): string {
  switch (keeper) {
    case 'system':
      return '系统的密钥库。换用户、重设系统密码后它打不开，要用恢复密钥。';
    case 'passphrase':
      return '口令。每次启动都要输入；忘了就用恢复密钥。';
    case 'file':
      return recovery.printedAt === null && recovery.cityAt === null
        ? '数据文件夹里的文件 center.key。有人收好恢复密钥以后，桌面程序会改由系统的密钥库保管。'
        : '数据文件夹里的文件 center.key，只有运行服务的系统账号能读。';
  }
}

/** Whether somebody could open the data if the keeper were lost. */
export function recoveryWords({ recovery: { printedAt, cityAt } }: KeysStatus): {
  readonly isSafe: boolean;
  readonly text: string;
} {
  if (printedAt !== null && cityAt !== null) return { isSafe: true, text: '本中心和市里各有一份。' };
  if (printedAt !== null) return { isSafe: true, text: '本中心有一份；接入市平台后，市里也保管一份。' };
  if (cityAt !== null) return { isSafe: true, text: '市里保管着一份，本中心还没有打印。' };
  return { isSafe: false, text: '谁手里都没有。这台电脑一坏，数据就打不开了，请马上打印。' };
}
