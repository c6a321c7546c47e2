import { useQuery } from '@tanstack/react-query';
import type { PersonHere } from '../../contract/sessions.ts';
import { roleName } from '../../domain/access/roles.ts';
import { queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import './switch.css';

interface SwitchDialogProps {
  readonly onClose: () => void;
  readonly onChosen: (person: PersonHere) => void;
  /** Somebody who has not signed in at this desk yet. */
  readonly onOther: () => void;
}

/** As many as there are digits beside 0. */
const MOST = 9;

/** F6, then a digit: who sits down at this desk. */
export function SwitchDialog({ onClose, onChosen, onOther }: SwitchDialogProps) {
  const people = useQuery({ ...queries.sessions.peopleHere.queryOptions(), staleTime: 0 });
  const others = (people.data ?? []).filter(({ current }) => !current).slice(0, MOST);
  return (
    <Dialog title="换人" width={400} onClose={onClose}>
      <div className="switch-list">
        {people.error ? <ErrorNote error={toApiError(people.error)} onRetry={() => void people.refetch()} /> : null}
        {people.isPending ? <Waiting label="正在看谁在这台电脑上登录过" /> : null}
        <Choices others={others} onChosen={onChosen} onOther={onOther} />
        <p className="small muted">没写完的都留在各人的草稿里，换回来还在原来那一页。</p>
      </div>
    </Dialog>
  );
}

function Choices({
  others,
  onChosen,
  onOther,
}: Omit<SwitchDialogProps, 'onClose'> & { readonly others: readonly PersonHere[] }) {
  useActionKeys([
    ...others.map((person, index) => ({
      combo: String(index + 1),
      label: `换${person.name}`,
      run: () => onChosen(person),
    })),
    { combo: '0', label: '别人登录', run: onOther },
  ]);
  return (
    <>
      {others.map((person, index) => (
        <button
          key={person.staffId}
          type="button"
          className="switch-person"
          {...(index === 0 ? { 'data-dialog-first': '' } : {})}
          onClick={() => onChosen(person)}
        >
          <Key combo={String(index + 1)} />
          <b>{person.name}</b>
          <span className="muted">{person.roles.map(roleName).join('、')}</span>
          {person.free ? null : <span className="small soon">要输密码</span>}
        </button>
      ))}
      <button
        type="button"
        className="switch-person"
        {...(others.length === 0 ? { 'data-dialog-first': '' } : {})}
        onClick={onOther}
      >
        <Key combo="0" />
        <span>别人登录</span>
      </button>
    </>
  );
}
