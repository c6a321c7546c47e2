import { EyeOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import type { OwnTemplate } from '../../contract/settings.ts';
import { may } from '../../domain/access/permissions.ts';
import { queries } from '../api/client.ts';
import { PrintPreview } from '../documents/PrintPreview.tsx';
import { Dialog } from '../frame/Dialog.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { Note } from '../status/Note.tsx';
import '../documents/paper-dialog.css';

/** Of the dialog in CSS pixels: a whole page at once, and a page as large as the preview draws it. */
const WIDTH = 720;
const ZOOMED_WIDTH = 960;

/** Forms that are printed by the office's own templates, how they look, and what is wrong with those that cannot be. */
export function OwnTemplates() {
  const { roles } = useSignedIn();
  const mayAsk = may(roles, 'settings.ownTemplates');
  const { data } = useQuery({ ...queries.settings.ownTemplates.queryOptions(), enabled: mayAsk });
  const [shown, setShown] = useState<OwnTemplate | null>(null);
  if (!data) return null;
  const broken = data.used.filter(({ problem }) => problem !== null);
  return (
    <div className="settings-wide settings-note own-templates">
      {broken.length > 0 ? (
        <Note look="warn" title="有自备的模板不能用，这几种文书现在印不出来">
          {broken.map(({ file, problem }) => (
            <p key={file}>{problem}</p>
          ))}
        </Note>
      ) : null}
      {data.problems.length > 0 ? (
        <Note look="warn" title="有自备的模板没有采用">
          {data.problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </Note>
      ) : null}
      <p className="small muted">
        {data.used.length === 0 ? '各种文书都用程序自带的模板。' : '下面这些用本单位自备的模板。'}
        要换模板，把改好的 .typ 文件放进数据文件夹里的“templates”文件夹，重新启动服务。
      </p>
      {data.used.length === 0 ? null : (
        <ul className="own-template-list" aria-label="自备的模板">
          {data.used.map((template) => (
            <li key={template.file}>
              <span>
                {template.title ?? '签署件'} <span className="muted small">{template.file}</span>
              </span>
              {template.title === null || template.problem !== null ? (
                <span className="muted small">{template.problem === null ? '没有样张' : '有错，见上'}</span>
              ) : (
                <Button
                  size="small"
                  icon={<EyeOutlined aria-hidden="true" />}
                  aria-label={`看样张：${template.title}`}
                  onClick={() => setShown(template)}
                >
                  看样张
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {shown ? <SampleDialog template={shown} onClose={() => setShown(null)} /> : null}
    </div>
  );
}

interface SampleDialogProps {
  readonly template: OwnTemplate;
  readonly onClose: () => void;
}

function SampleDialog({ template: { file, title }, onClose }: SampleDialogProps) {
  const [zoomed, setZoomed] = useState(false);
  return (
    <Dialog title={`样张　${title ?? file}`} width={zoomed ? ZOOMED_WIDTH : WIDTH} onClose={onClose} closeLabel="返回">
      <SampleInside file={file} zoomed={zoomed} onZoom={() => setZoomed(!zoomed)} />
    </Dialog>
  );
}

interface SampleInsideProps {
  readonly file: string;
  readonly zoomed: boolean;
  readonly onZoom: () => void;
}

/** Inside of the dialog, so that its key is the dialog's. */
function SampleInside({ file, zoomed, onZoom }: SampleInsideProps) {
  useActionKeys([{ combo: 'F9', label: '放大预览', run: onZoom }]);
  return (
    <div className="paper-dialog">
      <PrintPreview source={{ kind: 'sample', file }} zoomed={zoomed} onZoom={onZoom} />
    </div>
  );
}
