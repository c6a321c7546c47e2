import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MediatorChoice as Mediator } from '../../../../contract/directory.ts';
import { queries } from '../../../api/client.ts';
import { toApiError } from '../../../api/errors.ts';
import { matchesCode } from '../../../forms/code-search.ts';
import { EmptyState } from '../../../status/EmptyState.tsx';
import { ErrorNote } from '../../../status/ErrorNote.tsx';
import { Waiting } from '../../../status/Waiting.tsx';

interface MediatorChoiceProps {
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (staffIds: readonly string[]) => void;
}

/** So many names are found by looking; more by typing. */
const LOOKED_THROUGH = 8;

/** Whom the person chose last stands first and is ticked; then those with the fewest cases in hand. */
export function MediatorChoice(props: MediatorChoiceProps) {
  const { value, onChange } = props;
  const { data, error, refetch } = useQuery(queries.directory.mediators.queryOptions());
  const place = useRef<HTMLDivElement>(null);
  const waits = data === undefined && error === null;

  useEffect(() => {
    const last = data?.filter((mediator) => mediator.chosenLast).map(({ staffId }) => staffId) ?? [];
    if (value === undefined && last.length > 0) onChange?.(last);
  }, [data, value, onChange]);

  // The list comes a moment after the form: until then its place holds the focus of the first field.
  useLayoutEffect(() => {
    if (!waits && document.activeElement === place.current) place.current?.querySelector('input')?.focus();
  }, [waits]);

  return (
    <div ref={place} {...(waits ? { tabIndex: 0, 'data-enter-stop': '' } : {})}>
      {error ? <ErrorNote error={toApiError(error)} onRetry={() => void refetch()} /> : null}
      {waits ? <Waiting label="正在取调解员名单" /> : null}
      {data ? <MediatorList {...props} mediators={data} /> : null}
    </div>
  );
}

interface MediatorListProps extends MediatorChoiceProps {
  readonly mediators: readonly Mediator[];
}

function MediatorList({ id, value, onChange, mediators }: MediatorListProps) {
  const [typed, setTyped] = useState('');
  if (mediators.length === 0) return <EmptyState>还没有在岗的调解员，请系统管理员在「设置」里添加。</EmptyState>;

  const chosen = value ?? [];
  const shown = mediators.filter(
    (mediator) =>
      chosen.includes(mediator.staffId) || matchesCode({ code: mediator.staffId, name: mediator.name }, typed),
  );
  const tick = (staffId: string, on: boolean): void =>
    onChange?.(on ? [...chosen, staffId] : chosen.filter((each) => each !== staffId));

  return (
    <fieldset {...(id === undefined ? {} : { id })} aria-label="交办给" className="mediators">
      {mediators.length > LOOKED_THROUGH ? (
        <Input
          aria-label="找调解员"
          placeholder="打姓名或拼音首字母"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      <ul className="mediator-list">
        {shown.map((mediator) => (
          <li key={mediator.staffId}>
            <Checkbox
              checked={chosen.includes(mediator.staffId)}
              onChange={(event) => tick(mediator.staffId, event.target.checked)}
            >
              {mediator.name}
              <span className="small muted">　{workload(mediator)}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? <p className="soon small">没有找到“{typed}”</p> : null}
    </fieldset>
  );
}

function workload({ openCases, chosenLast }: Mediator): string {
  const hand = openCases === 0 ? '手上没有案件' : `手上 ${openCases} 件`;
  return chosenLast ? `${hand}，上次交办给他` : hand;
}
