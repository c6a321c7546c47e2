import { useEffect, useState } from 'react';
import { v7 as newId } from 'uuid';
import { shrunk } from '../cases/files/shrink.ts';
import { usePictureUrl } from '../signing/picture-url.ts';
import type { KeptPhoto } from './kept-photo.ts';

interface PhotoPickerProps {
  readonly photos: readonly KeptPhoto[];
  readonly onPhotos: (change: (before: readonly KeptPhoto[]) => readonly KeptPhoto[]) => void;
}

/** Photos of the phone's camera or album, made small before they are kept. */
export function PhotoPicker({ photos, onPhotos }: PhotoPickerProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const take = async (files: FileList | null): Promise<void> => {
    setProblem(null);
    setBusy(true);
    for (const file of files ?? []) {
      try {
        const photo = await shrunk(file);
        onPhotos((before) => [...before, { id: newId(), name: file.name || '照片.jpg', photo }]);
      } catch {
        setProblem(`“${file.name}”打不开，请换一张照片，或者重新拍`);
      }
    }
    setBusy(false);
  };
  return (
    <fieldset className="field photos">
      <legend>照片（可不拍）</legend>
      <ul>
        {photos.map(({ id, name, photo }, index) => (
          <li key={id}>
            <Picture photo={photo} alt={`第 ${index + 1} 张照片 ${name}`} />
            <button
              type="button"
              className="button"
              aria-label={`去掉第 ${index + 1} 张照片`}
              onClick={() => onPhotos((before) => before.filter((each) => each.id !== id))}
            >
              去掉
            </button>
          </li>
        ))}
      </ul>
      <label className="button file-button">
        拍照
        <input
          type="file"
          accept="image/*"
          capture="environment"
          onChange={(event) => {
            void take(event.target.files);
            event.target.value = '';
          }}
        />
      </label>
      <label className="button file-button">
        从相册选
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp"
          multiple
          onChange={(event) => {
            void take(event.target.files);
            event.target.value = '';
          }}
        />
      </label>
      {busy ? <p role="status">正在缩小照片…</p> : null}
      {problem === null ? null : (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

function Picture({ photo, alt }: { readonly photo: Blob; readonly alt: string }) {
  const url = usePictureUrl(photo);
  const [broken, setBroken] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another photo is another try
  useEffect(() => setBroken(false), [photo]);
  return url === null || broken ? <span>{alt}</span> : <img src={url} alt={alt} onError={() => setBroken(true)} />;
}
