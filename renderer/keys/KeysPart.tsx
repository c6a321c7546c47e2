import type { KeysStatus } from '../../contract/keys.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { keeperWords, recoveryWords } from './key-words.ts';
import './keys.css';

/** Who keeps the keys of this machine's data, and whether somebody could open it if that were lost. */
export function KeysPart({ keys }: { readonly keys: KeysStatus }) {
  const { printedAt, cityAt, madeAt } = keys.recovery;
  const words = recoveryWords(keys);
  return (
    <div className="settings-note">
      <p>
        <b>密钥由谁保管：</b>
        {keeperWords(keys)}
      </p>
      <p className={words.isSafe ? '' : 'late'} {...(words.isSafe ? {} : { role: 'alert' })}>
        <b>恢复密钥：</b>
        {words.text}
      </p>
      <table className="settings-table">
        <caption>谁手里有恢复密钥</caption>
        <tbody>
          <tr>
            <th scope="row">本中心（纸）</th>
            <td>{printedAt === null ? '没有打印' : `${formatInstant(printedAt)} 打印并收好`}</td>
          </tr>
          <tr>
            <th scope="row">市平台</th>
            <td>{cityAt === null ? '还没有（接入并同步后自动送去，封好的）' : `${formatInstant(cityAt)} 起保管`}</td>
          </tr>
        </tbody>
      </table>
      <ul className="muted">
        <li>现在这一把是 {formatInstant(madeAt)} 生成的。换一把新的，旧的随即作废，要重新打印。</li>
        <li>重设 Windows 密码、换电脑、从备份恢复时用得着。请锁起来，不要和电脑放在一起，不要拍照、不要发微信。</li>
        <li>数据、材料和备份都是加密的：丢了电脑，没有密钥的人什么也看不到；丢了密钥，谁也打不开。</li>
      </ul>
    </div>
  );
}
