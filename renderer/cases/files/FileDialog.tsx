import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AttachedFile } from '../../../domain/cases/state.ts';
import { isPhoto, isVideo } from '../../../domain/files/file.ts';
import { queries } from '../../api/client.ts';
import { toApiError } from '../../api/errors.ts';
import { PrintPreview } from '../../documents/PrintPreview.tsx';
import { Dialog } from '../../frame/Dialog.tsx';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import './files.css';

interface FileDialogProps {
  readonly caseId: string;
  readonly file: AttachedFile;
  readonly onClose: () => void;
}

/** What scrolls must be reachable by the keyboard, although it is no control. */
const scrolls = { tabIndex: 0 } as const;

/** An attached file as it is: a picture, a video, a PDF; Word and Excel are saved and opened in their own programs. */
export function FileDialog({ caseId, file, onClose }: FileDialogProps) {
  const [zoomed, setZoomed] = useState(false);
  const { fileId, sha256: fileHash } = file;
  const isPdf = file.mediaType === 'application/pdf';
  return (
    <Dialog title={file.name} width={zoomed ? 1_100 : 760} onClose={onClose} closeLabel="返回">
      <section className="file-view" aria-label="材料内容" {...scrolls}>
        {isPdf ? (
          <PrintPreview
            source={{ kind: 'attached', caseId, fileId, fileHash }}
            zoomed={zoomed}
            onZoom={() => setZoomed(!zoomed)}
          />
        ) : (
          <OpenedFile caseId={caseId} file={file} />
        )}
      </section>
    </Dialog>
  );
}

interface OpenedFileProps {
  readonly caseId: string;
  readonly file: Pick<AttachedFile, 'fileId' | 'name' | 'mediaType'>;
}

/** A picture as it is; what needs its own program is saved. */
export function OpenedFile({ caseId, file }: OpenedFileProps) {
  const { fileId, name, mediaType } = file;
  const opened = useQuery({
    ...queries.files.file.queryOptions({ input: { caseId, fileId, glance: false } }),
    // Each look is a look of its own, and is noted as one.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const url = useObjectUrl(opened.data ?? null);
  if (opened.error) return <ErrorNote error={toApiError(opened.error)} onRetry={() => void opened.refetch()} />;
  if (url === null) return <p role="status">正在打开…</p>;
  if (isPhoto(mediaType)) return <img className="file-picture" src={url} alt={name} />;
  if (isVideo(mediaType)) return <OpenedVideo name={name} url={url} />;
  return (
    <p>
      这种文件要用 Word、Excel 或 WPS 打开。
      <a className="card-link" href={url} download={name} data-dialog-first="">
        存到本机
      </a>
    </p>
  );
}

/** Plays here where the browser can; what a phone coded otherwise is for a player of its own. */
function OpenedVideo({ name, url }: { readonly name: string; readonly url: string }) {
  const [isStrange, setStrange] = useState(false);
  return (
    <>
      {isStrange ? (
        <p role="status">这段视频的编码这里放不了，请存到本机，用播放器打开。</p>
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: what somebody filmed has no captions.
        <video
          className="file-picture"
          src={url}
          aria-label={name}
          controls={true}
          preload="metadata"
          onError={() => setStrange(true)}
        />
      )}
      <p>
        <a className="card-link" href={url} download={name}>
          存到本机
        </a>
      </p>
    </>
  );
}

/** An address of bytes for as long as they are shown. */
export function useObjectUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return setUrl(null);
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
