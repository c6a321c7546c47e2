import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { type RefObject, useEffect, useState } from 'react';
import type { PlainDate } from '../../domain/text/chinese-date.ts';
import { queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { signerWarning } from '../cases/case-page/forms/who-signs.ts';
import { CodeSelect } from '../forms/CodeSelect.tsx';
import { ariaKeys, Key } from '../keyboard/Key.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';
import { asPng } from './fingerprint-file.ts';
import { usePictureUrl } from './picture-url.ts';
import { type PadHandle, SignaturePad } from './SignaturePad.tsx';
import type { Signer } from './signing-job.ts';
import type { MadeHere } from './use-signing.ts';

interface MakeMarkProps {
  readonly isSeal: boolean;
  readonly signer: Signer;
  readonly pad: RefObject<PadHandle | null>;
  readonly signingDay: PlainDate;
  readonly agentName: string | null;
  readonly onAgent: (name: string | null) => void;
  readonly onMade: (made: MadeHere | null) => void;
  readonly onClear: () => void;
}

const SELF = '';
/** How a reader is called on the record where its file does not say. */
const READER = '指纹仪';

/** The field in which one mark is made: the pad or a reader's file for people, the picture of the seal for the committee. */
export function MakeMark({ isSeal, signer, pad, signingDay, agentName, onAgent, onMade, onClear }: MakeMarkProps) {
  const [way, setWay] = useState<'screen' | 'reader'>('screen');
  if (isSeal) return <SealToSet onMade={onMade} />;
  const warning = signerWarning(signer, { method: 'signature', agentName }, signingDay);
  const change = (next: 'screen' | 'reader'): void => {
    onClear();
    setWay(next);
  };
  return (
    <section className="signing-make" aria-label={`${signer.name}签名`}>
      <div className="signing-ways">
        <Segmented
          aria-label="怎么签"
          value={way}
          onChange={change}
          options={[
            { value: 'screen', label: '手写' },
            { value: 'reader', label: '指纹图片' },
          ]}
        />
        {signer.agents.length === 0 ? null : (
          <CodeSelect
            aria-label={`${signer.name}由谁签`}
            choices={[
              { code: SELF, name: '本人签' },
              ...signer.agents.map(({ name, relation }) => ({
                code: name,
                name: relation === 'guardian' ? `法定代理人${name}签` : `${name}代签`,
              })),
            ]}
            value={agentName ?? SELF}
            onChange={(name) => onAgent(name === null || name === SELF ? null : name)}
          />
        )}
        <Button onClick={onClear} aria-keyshortcuts={ariaKeys('Alt+C')}>
          清除重签 <Key combo="Alt+C" />
        </Button>
      </div>
      {way === 'screen' ? (
        <>
          <SignaturePad
            ref={pad}
            label={`${agentName ?? signer.name}签名区`}
            onDrawn={(drawn) => onMade(drawn && { way: 'screen', drawn })}
          />
          <p className="signing-name muted">
            请{agentName === null ? signer.name : `${agentName}（代${signer.name}）`}
            在上面签全名，手写笔、手指、鼠标都可以。
          </p>
        </>
      ) : (
        <Fingerprint name={signer.name} onMade={onMade} />
      )}
      {warning ? (
        <Note look="warn" title={warning.title} live>
          <p>{warning.advice}</p>
        </Note>
      ) : null}
    </section>
  );
}

function Fingerprint({ name, onMade }: { readonly name: string; readonly onMade: (made: MadeHere | null) => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const url = usePictureUrl(file);
  const pick = async (picked: File | undefined): Promise<void> => {
    setProblem(null);
    setFile(null);
    onMade(null);
    if (!picked) return;
    try {
      const png = await asPng(picked);
      setFile(png);
      onMade({ way: 'reader', file: png, device: READER });
    } catch {
      setProblem(`“${picked.name}”不是能打开的图片，请重新采集指纹或者换 PNG、BMP、JPG 图片`);
    }
  };
  return (
    <div className="signing-print">
      <label>
        {name}的指纹图片（指纹仪存的 PNG、BMP、JPG）
        <input
          type="file"
          accept="image/png,image/bmp,image/jpeg"
          onChange={(event) => void pick(event.target.files?.[0])}
        />
      </label>
      {url === null ? null : <img src={url} alt={`${name}的指纹`} />}
      {problem === null ? null : (
        <p className="late" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function SealToSet({ onMade }: { readonly onMade: (made: MadeHere | null) => void }) {
  const seal = useQuery({ ...queries.signing.sealPicture.queryOptions(), gcTime: 0 });
  const picture = seal.data ?? null;
  const url = usePictureUrl(picture);
  useEffect(() => onMade(picture ? { way: 'seal' } : null), [picture, onMade]);
  return (
    <section className="signing-make" aria-label="加盖委员会印章">
      {url === null ? null : <img className="signing-seal" src={url} alt="人民调解委员会印章" />}
      {seal.error ? <ErrorNote error={toApiError(seal.error)} onRetry={() => void seal.refetch()} /> : null}
      {seal.isSuccess && picture === null ? (
        <Note look="warn" title="还没有电子印章">
          <p>到“设置·印章”放入印章图样；也可以打印后盖实物章，再按 Alt+M 登记。</p>
        </Note>
      ) : null}
      <p className="muted">印章盖在日期上，随签署件一起固定，盖后不能撤。</p>
    </section>
  );
}
