import { useQuery } from '@tanstack/react-query';
import { queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { usePictureUrl } from '../signing/picture-url.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import '../signing/signing.css';

/** The picture of the committee's seal: the manager sees and sets it, nobody else. */
export function SealPart() {
  const seal = useQuery(queries.signing.sealPicture.queryOptions());
  const url = usePictureUrl(seal.data ?? null);
  if (seal.error) return <ErrorNote error={toApiError(seal.error)} onRetry={() => void seal.refetch()} />;
  if (!seal.isSuccess) return <Waiting label="正在读印章" />;
  return (
    <div className="settings-note">
      {url === null ? (
        <p>
          <b>没有放入。</b>协议书在屏幕上签名的，要有印章图样才能出签署件；没有的，打印后盖实物章，再登记。
        </p>
      ) : (
        <>
          <p>
            <b>正在使用：</b>
          </p>
          <img className="signing-seal" src={url} alt="人民调解委员会印章" />
        </>
      )}
      <ul className="muted">
        <li>只有主任能放入、更换和加盖；每次更换都记在本中心的记录里。</li>
        <li>用透明底的 PNG，圆章边长约 500 像素（直径 42 毫米、300 dpi）；印出来盖在日期上。</li>
        <li>已经盖过的协议书不变。</li>
      </ul>
    </div>
  );
}
