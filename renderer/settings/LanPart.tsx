import type { LanStatus } from '../../contract/settings.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';

/** Whether other computers of the center may join, how they do it, and who has. */
export function LanPart({ lan }: { readonly lan: LanStatus }) {
  if (!lan.listening) {
    return (
      <div className="settings-note">
        <p>
          <b>没有开放。</b>现在只有这台电脑能用。
        </p>
        {lan.problem === null ? null : <p className="soon">上次是开放的，这次启动没能开放：{lan.problem}</p>}
        <p className="muted">
          开放后，同一局域网里的其他电脑用浏览器打开这里给出的网址，用自己的账号登录，和这台电脑办同一批案件。传输全程加密；关掉本窗口时，只要还有电脑连着，服务就不停。
        </p>
      </div>
    );
  }
  return (
    <div className="settings-note">
      <p>
        <b>已开放。</b>在其他电脑的浏览器里打开：
      </p>
      {lan.addresses.length === 0 ? (
        <p className="soon">这台电脑现在没有局域网地址，请检查网线或无线网。</p>
      ) : (
        <ul className="lan-addresses">
          {lan.addresses.map((address) => (
            <li key={address}>{address}</li>
          ))}
        </ul>
      )}
      {lan.fingerprint === null ? null : (
        <>
          <p>
            第一次打开时浏览器会提示证书不受信任：请点“查看证书”，SHA-256 指纹和下面<b>逐位相同</b>
            才继续；不同就是连错了或有人冒充，请停下。
          </p>
          <p className="lan-fingerprint">{lan.fingerprint}</p>
        </>
      )}
      <table className="settings-table">
        <caption>连着的电脑</caption>
        <thead>
          <tr>
            <th scope="col">电脑</th>
            <th scope="col">谁在用</th>
            <th scope="col">从何时起</th>
          </tr>
        </thead>
        <tbody>
          {lan.desks.map(({ desk, staffName, since }) => (
            <tr key={`${desk} ${staffName} ${since}`}>
              <th scope="row">{desk === '' ? '没有起名' : desk}</th>
              <td>{staffName}</td>
              <td>{formatInstant(since)}</td>
            </tr>
          ))}
          {lan.desks.length === 0 ? (
            <tr>
              <td colSpan={3} className="muted">
                还没有电脑连上来
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
    </div>
  );
}
