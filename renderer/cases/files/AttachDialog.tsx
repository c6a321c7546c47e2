import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Radio } from 'antd';
import { useRef, useState } from 'react';
import type { CaseView } from '../../../contract/cases.ts';
import type { ScanFolderContent } from '../../../contract/files.ts';
import { type FileDetails, type FileKind, fileKinds, mediaTypes, sizeText } from '../../../domain/files/file.ts';
import { queries } from '../../api/client.ts';
import { Dialog } from '../../frame/Dialog.tsx';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { detailsFor, FileDetailsFields } from './FileDetailsFields.tsx';
import { useIncomingFiles } from './incoming-files.ts';
import { ScanList } from './ScanList.tsx';
import { useAttach } from './use-attach.ts';
import { useScanChoice } from './use-scanned.ts';
import './files.css';

interface AttachDialogProps {
  readonly view: CaseView;
  /** What was pasted or dropped; none where a person will choose. */
  readonly first: readonly File[];
  readonly scanned: ScanFolderContent;
  readonly onDone: (count: number) => void;
  readonly onClose: () => void;
}

const ENDS = mediaTypes.flatMap(({ ends }) => ends.map((end) => `.${end}`)).join(',');

/** Files of the scan folder, chosen, pasted or dropped ones, what they show, and whether photos are shrunk. */
export function AttachDialog({ view, first, scanned, onDone, onClose }: AttachDialogProps) {
  const attaching = useAttach(view, first);
  const { chosen, recognised, problems, error } = attaching;
  const [kind, setKind] = useState<FileKind>('evidence');
  const [details, setDetails] = useState<FileDetails>({});
  const [shrinks, setShrinks] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  useIncomingFiles(attaching.add);
  const client = useQueryClient();
  const scans = useScanChoice(scanned);
  const hasScans = scans.files.length > 0;
  const count = chosen.length + scans.chosen.length;

  const send = async (): Promise<void> => {
    const names = scans.chosen.map(({ name }) => name);
    const { done, all } = await attaching.attach({ kind, shrinks, details: detailsFor(kind, details) }, names);
    if (names.length > 0) await client.invalidateQueries({ queryKey: queries.files.scanned.queryKey() });
    if (all) onDone(done);
  };

  return (
    <Dialog
      title={`附材料　${view.state.caseNumber}`}
      width={600}
      onClose={onClose}
      main={{
        label: count > 0 ? `附上 ${count} 份` : '附上',
        onRun: send,
        ...(count > 0 ? {} : { blocked: '先选文件，或者粘贴截图' }),
      }}
    >
      <div className="form-column attach">
        {hasScans ? <ScanList choice={scans} problems={problems} /> : null}
        <div>
          <Button {...(hasScans ? {} : { 'data-dialog-first': '' })} onClick={() => picker.current?.click()}>
            选文件…
          </Button>
          <span className="muted">　也可以按 Ctrl+V 粘贴图片，或者把文件拖到这里</span>
          <input
            ref={picker}
            type="file"
            multiple
            accept={ENDS}
            className="unseen"
            tabIndex={-1}
            aria-label="要附的文件"
            onChange={(event) => {
              attaching.add([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </div>
        {chosen.length > 0 ? (
          <ul className="attach-list" aria-label="要附的材料">
            {chosen.map(({ id, file }) => (
              <li key={id}>
                <span className="attach-name">{file.name}</span>
                <span className="muted">{sizeText(file.size)}</span>
                <button
                  type="button"
                  className="card-link"
                  aria-label={`不附${file.name}`}
                  onClick={() => attaching.drop(id)}
                >
                  不附
                </button>
                {recognised[id] === undefined ? null : (
                  <p className="attach-recognised" role="status">
                    认出是《{recognised[id].title}》的扫描件，按签过字的文书归入
                  </p>
                )}
                {problems[id] === undefined ? null : (
                  <p className="attach-problem" role="alert">
                    {problems[id]}
                  </p>
                )}
              </li>
            ))}
          </ul>
        ) : null}
        <div>
          <p id="attach-kind">是什么</p>
          <Radio.Group
            aria-labelledby="attach-kind"
            value={kind}
            onChange={(event) => setKind(event.target.value as FileKind)}
            options={fileKinds.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </div>
        <FileDetailsFields state={view.state} kind={kind} details={details} onChange={setDetails} />
        <Checkbox checked={shrinks} onChange={(event) => setShrinks(event.target.checked)}>
          缩小照片（传得快；要看清细节的证据不要缩小{hasScans ? '；扫描文件不缩小' : ''}）
        </Checkbox>
        <p className="muted">照片里的拍摄地点会去掉{shrinks ? '' : '，画面不变'}。</p>
        {error ? <ErrorNote error={error} onRetry={() => void send()} /> : null}
      </div>
    </Dialog>
  );
}
