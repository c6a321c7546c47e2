import { type FormEvent, useState } from 'react';
import type { CaseView } from '../../contract/cases.ts';
import { type FileKind, fileKinds } from '../../domain/files/file.ts';
import { choicesOf } from '../cases/case-page/forms/action-form.ts';
import { FormField } from './FormField.tsx';
import { type KeptPhoto, readPhotos } from './kept-photo.ts';
import { PhotoPicker } from './PhotoPicker.tsx';
import { usePhone } from './phone-context.ts';
import { unsentPhoto } from './unsent-of.ts';
import { type OpenDraft, useKeptDraft } from './use-kept-draft.ts';

interface PhotosPageProps {
  readonly view: CaseView;
  readonly onBack: () => void;
}

/** Photos alone: of the place, of what a party brought. */
export function PhotosPage(props: PhotosPageProps) {
  const draft = useKeptDraft(props.view.state.id, 'photos');
  return draft.found ? <OpenPhotos {...props} draft={draft} found={draft.found} /> : <p role="status">…</p>;
}

interface OpenPhotosProps extends PhotosPageProps {
  readonly draft: OpenDraft;
  readonly found: NonNullable<OpenDraft['found']>;
}

function OpenPhotos({ view, onBack, draft, found }: OpenPhotosProps) {
  const { sender } = usePhone();
  const [kind, setKind] = useState<FileKind>(fileKinds.find(({ id }) => id === found.values?.kind)?.id ?? 'scene');
  const [photos, setPhotos] = useState<readonly KeptPhoto[]>(() => readPhotos(found.values?.photos));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const send = async (): Promise<void> => {
    if (photos.length === 0) return setProblem('还没有照片');
    setBusy(true);
    draft.pause();
    const outcome = await sender.submit(
      photos.map((photo, order) => unsentPhoto({ view, at: Date.now() }, photo, kind, order)),
    );
    setBusy(false);
    if (outcome.kind !== 'refused') {
      await draft.close();
      return onBack();
    }
    draft.resume();
    draft.changed({ kind, photos });
    setProblem(outcome.error.detail ?? outcome.error.message);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) void send();
  };
  return (
    <form className="stack" noValidate onSubmit={submit}>
      <h1>拍照存入案件</h1>
      <p className="muted">{view.state.caseNumber}</p>
      <FormField
        field={{ kind: 'one', name: 'kind', label: '拍的是什么', choices: choicesOf(fileKinds) }}
        value={kind}
        problem={undefined}
        onValue={(value) => {
          const next = fileKinds.find(({ id }) => id === value)?.id ?? 'scene';
          setKind(next);
          draft.changed({ kind: next, photos });
        }}
      />
      <PhotoPicker
        photos={photos}
        onPhotos={(change) =>
          setPhotos((before) => {
            const next = change(before);
            draft.changed({ kind, photos: next });
            return next;
          })
        }
      />
      {problem === undefined ? null : (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
      <div className="bottom">
        <button type="submit" className="button main" aria-disabled={busy}>
          {busy ? '正在发出…' : '存入案件'}
        </button>
      </div>
    </form>
  );
}
