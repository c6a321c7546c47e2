import { Input } from 'antd';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import type { PosterStreet } from '../../contract/posters.ts';
import type { Building } from '../../domain/directory/poster-place.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { CodeSelect } from '../forms/CodeSelect.tsx';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { namesIn } from './poster-choices.ts';

interface BuildingsDialogProps {
  readonly street: PosterStreet;
  readonly onClose: () => void;
  readonly onDone: (buildings: readonly Building[]) => void;
}

/** Registers buildings of one community, so that each gets a code of its own. */
export function BuildingsDialog({ street, onClose, onDone }: BuildingsDialogProps) {
  const [placeCode, setPlaceCode] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  // Of what is typed now: only the same names asked for again are the same action.
  const [actionId, setActionId] = useState(() => newId());
  const names = namesIn(text);
  const blocked = placeCode === null ? '先选社区' : names.length === 0 ? '先写楼栋名' : undefined;
  const run = async (): Promise<void> => {
    if (placeCode === null) return;
    setError(null);
    try {
      onDone(await api.posters.registerBuildings({ actionId, placeCode, names: [...names] }));
    } catch (cause) {
      setError(toApiError(cause));
    }
  };
  return (
    <Dialog
      title="登记楼栋"
      onClose={onClose}
      main={{ label: names.length === 0 ? '登记' : `登记 ${names.length} 个楼栋`, onRun: run, blocked }}
    >
      <div className="form-column">
        <CodeSelect
          aria-label="楼栋在哪个社区"
          placeholder="选社区，可打首字母"
          autoFocus
          value={placeCode}
          onChange={(code) => {
            setPlaceCode(code);
            setActionId(newId());
          }}
          choices={[...street.villages, street].map(({ code, name }) => ({ code, name }))}
        />
        <Input.TextArea
          aria-label="楼栋名，一行一个"
          placeholder={'楼栋名，一行一个，例如\n3 号楼\n和谐家园 2 期 5 栋'}
          rows={6}
          maxLength={8_000}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            setActionId(newId());
          }}
        />
        <p className="small muted">编码登记后不变：楼栋改名，墙上的海报照样能用。</p>
        {error ? (
          <ErrorNote error={error} onRetry={() => void run()}>
            {Object.values(error.fields).map((words) => (
              <p key={words}>{words}</p>
            ))}
          </ErrorNote>
        ) : null}
      </div>
    </Dialog>
  );
}

interface RenameDialogProps {
  readonly building: Building;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Another name for a building; its code stays. */
export function RenameDialog({ building, onClose, onDone }: RenameDialogProps) {
  const [name, setName] = useState(building.name);
  const [error, setError] = useState<ApiError | null>(null);
  // Of what is typed now: only the same names asked for again are the same action.
  const [actionId, setActionId] = useState(() => newId());
  const run = async (): Promise<void> => {
    setError(null);
    try {
      await api.posters.renameBuilding({ actionId, code: building.code, name: name.trim() });
      onDone();
    } catch (cause) {
      setError(toApiError(cause));
    }
  };
  return (
    <Dialog
      title={`改名 ${building.name}`}
      onClose={onClose}
      main={{ label: '改名', onRun: run, blocked: name.trim() === '' ? '先写新的名字' : undefined }}
    >
      <div className="form-column">
        <Input
          aria-label="新的楼栋名"
          autoFocus
          maxLength={40}
          value={name}
          status={error?.fields.name === undefined ? '' : 'error'}
          onChange={({ target }) => {
            setName(target.value);
            setActionId(newId());
          }}
          onPressEnter={() => void run()}
        />
        {error?.fields.name === undefined ? null : (
          <p className="late" role="alert">
            {error.fields.name}
          </p>
        )}
        {error && error.fields.name === undefined ? <ErrorNote error={error} onRetry={() => void run()} /> : null}
      </div>
    </Dialog>
  );
}
