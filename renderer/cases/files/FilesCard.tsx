import {
  FileOutlined,
  FilePdfOutlined,
  FileWordOutlined,
  PictureOutlined,
  PlaySquareOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { CaseView } from '../../../contract/cases.ts';
import { isOnlyAsked } from '../../../domain/cases/handover.ts';
import { paperTitle } from '../../../domain/cases/papers.ts';
import { type AttachedFile, type CaseState, listedFiles, partiesOf } from '../../../domain/cases/state.ts';
import { type FilePlace, fileKinds, filePlaces, isPhoto, sizeText } from '../../../domain/files/file.ts';
import { formatInstant } from '../../../domain/text/chinese-date.ts';
import { api, queries } from '../../api/client.ts';
import { Key } from '../../keyboard/Key.tsx';
import { useActionKeys } from '../../keyboard/use-action-keys.ts';
import { StatusTag } from '../../status/StatusTag.tsx';
import { AttachDialog } from './AttachDialog.tsx';
import { FileDialog, useObjectUrl } from './FileDialog.tsx';
import { useIncomingFiles } from './incoming-files.ts';
import { RemoveFileDialog } from './RemoveFileDialog.tsx';
import { thumbnail } from './shrink.ts';
import { scanNames, useScanned, waitingScans } from './use-scanned.ts';
import './files.css';

const ATTACH = 'Alt+F';
/** While something travels, where it is is asked this often, in ms. */
const TRAVELLING_EVERY_MS = 10_000;

const placeLooks: Readonly<Record<FilePlace, 'done' | 'active' | 'soon'>> = {
  here: 'done',
  waiting: 'active',
  at_city: 'done',
  not_here: 'soon',
};

interface FilesCardProps {
  readonly view: CaseView;
  readonly mayAttach: boolean;
  readonly mayRemove: boolean;
  readonly tell: (text: string) => void;
}

type Opened =
  | { readonly kind: 'attach'; readonly first: readonly File[] }
  | { readonly kind: 'look' | 'remove'; readonly file: AttachedFile };

/** Files of the case that were not made here: chosen, pasted or dropped; where each is, and what it shows (SYNC-8). */
export function FilesCard({ view, mayAttach, mayRemove, tell }: FilesCardProps) {
  const { id: caseId } = view.state;
  const files = listedFiles(view.state);
  const section = useRef<HTMLElement>(null);
  const [opened, setOpened] = useState<Opened | null>(null);
  // Names come with an offer, bytes with its acceptance (SYNC-6).
  const isAsked = isOnlyAsked(view.state, view.here.stationId);
  const places = useFilePlaces(caseId, isAsked ? [] : files);
  const scanned = useScanned(mayAttach);
  const scans = waitingScans(scanned);
  const attach = (first: readonly File[] = []): void => {
    if (!mayAttach) tell(isAsked ? '接收以后才能附材料' : '您的岗位不能附材料');
    else setOpened((before) => before ?? { kind: 'attach', first });
  };
  // A dialog that is open has its own use for what is pasted, or none.
  useIncomingFiles((first) => {
    if (document.querySelector('[role=dialog]') === null) attach(first);
  });
  useActionKeys(mayAttach ? [{ combo: ATTACH, label: '附材料', run: () => attach() }] : []);
  const close = (): void => setOpened(null);
  const done = (text: string): void => {
    close();
    // The list stands low on a small screen: what was just done is seen.
    requestAnimationFrame(() => section.current?.scrollIntoView({ block: 'nearest' }));
    tell(text);
  };

  return (
    <section ref={section} className="card" aria-labelledby="files">
      <h2 id="files">
        材料
        {mayAttach ? (
          <button type="button" className="card-link" aria-keyshortcuts={ATTACH} onClick={() => attach()}>
            附材料 <Key combo={ATTACH} />
          </button>
        ) : null}
      </h2>
      {scans.length > 0 ? (
        <p className="scans-wait" role="status">
          <span>
            扫描文件夹里有 {scans.length} 份新文件：{scanNames(scans)}
          </span>
          <button type="button" className="card-link" onClick={() => attach()}>
            归入本案 <Key combo={ATTACH} />
          </button>
        </p>
      ) : null}
      {mayAttach && scanned.problem !== null ? <p className="soon">{scanned.problem}</p> : null}
      {files.length === 0 ? (
        <p className="muted">
          还没有材料。{mayAttach ? '照片、借条、合同可以选文件、拖进来，截图按 Ctrl+V 粘贴。' : null}
        </p>
      ) : (
        <ul className="case-files">
          {files.map((file) => (
            <li key={file.fileId}>
              <FileSign caseId={caseId} file={file} place={places[file.fileId]} />
              <span className="case-file-words">
                <span>{file.name}</span>
                <span className="muted">
                  {whatItIs(file, view.state)}，{sizeText(file.bytes)}，{formatInstant(file.attachedAt).slice(5)}
                </span>
              </span>
              <PlaceTag place={places[file.fileId]} />
              {isAsked ? null : (
                <button
                  type="button"
                  className="card-link"
                  aria-label={`看${file.name}`}
                  onClick={() => setOpened({ kind: 'look', file })}
                >
                  看
                </button>
              )}
              {mayRemove ? (
                <button
                  type="button"
                  className="card-link"
                  aria-label={`移出${file.name}`}
                  onClick={() => setOpened({ kind: 'remove', file })}
                >
                  移出
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {isAsked && files.length > 0 ? <p className="muted">接收以后，材料才从市平台传到本中心。</p> : null}
      {opened?.kind === 'attach' ? (
        <AttachDialog
          view={view}
          first={opened.first}
          scanned={scanned}
          onDone={(count) => done(`已附 ${count} 份材料`)}
          onClose={close}
        />
      ) : null}
      {opened?.kind === 'look' ? <FileDialog caseId={caseId} file={opened.file} onClose={close} /> : null}
      {opened?.kind === 'remove' ? (
        <RemoveFileDialog
          view={view}
          file={opened.file}
          onDone={() => done(`已移出 ${opened.file.name}`)}
          onClose={close}
        />
      ) : null}
    </section>
  );
}

/** 证据材料，刘某乙提供，2 份；签过字的文书：人民调解记录. */
function whatItIs({ kind, paper, providerId, copies = 1 }: AttachedFile, state: CaseState): string {
  const name = fileKinds.find(({ id }) => id === kind)?.name ?? '';
  const provider = partiesOf(state).find(({ id }) => id === providerId)?.name;
  return [
    paper === undefined ? name : `${name}：${paperTitle(state, paper)}`,
    provider === undefined ? null : `${provider}提供`,
    copies > 1 ? `${copies} 份` : null,
  ]
    .filter((part) => part !== null)
    .join('，');
}

function useFilePlaces(caseId: string, files: readonly AttachedFile[]): Readonly<Record<string, FilePlace>> {
  const places = useQuery({
    ...queries.files.places.queryOptions({ input: { caseId } }),
    enabled: files.length > 0,
    // Asked anew with the list.
    queryKey: [...queries.files.places.queryKey({ input: { caseId } }), files.map(({ fileId }) => fileId)],
    refetchInterval: ({ state }) =>
      Object.values(state.data ?? {}).some((place) => place === 'waiting' || place === 'not_here')
        ? TRAVELLING_EVERY_MS
        : false,
  });
  return places.data ?? {};
}

function PlaceTag({ place }: { readonly place: FilePlace | undefined }) {
  // Where there is no city, that a file is saved goes without saying.
  if (place === undefined || place === 'here') return null;
  return <StatusTag look={placeLooks[place]}>{filePlaces.find(({ id }) => id === place)?.name}</StatusTag>;
}

interface FileSignProps {
  readonly caseId: string;
  readonly file: AttachedFile;
  readonly place: FilePlace | undefined;
}

const signs: Readonly<Partial<Record<AttachedFile['mediaType'], ReactNode>>> = {
  'video/mp4': <PlaySquareOutlined />,
  'video/quicktime': <PlaySquareOutlined />,
  'video/webm': <PlaySquareOutlined />,
  'application/pdf': <FilePdfOutlined />,
  'application/msword': <FileWordOutlined />,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': <FileWordOutlined />,
};

/** A photo as a small picture, once its bytes are here; else what kind of file it is. */
function FileSign({ caseId, file, place }: FileSignProps) {
  const { fileId, mediaType, sha256 } = file;
  const photo = isPhoto(mediaType);
  const small = useQuery({
    queryKey: ['thumbnail', sha256],
    queryFn: async () => thumbnail(await api.files.file({ caseId, fileId, glance: true })),
    enabled: photo && place !== undefined && place !== 'not_here',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const url = useObjectUrl(small.data ?? null);
  return (
    <span className="case-file-sign" aria-hidden="true">
      {url === null ? photo ? <PictureOutlined /> : (signs[mediaType] ?? <FileOutlined />) : <img src={url} alt="" />}
    </span>
  );
}
