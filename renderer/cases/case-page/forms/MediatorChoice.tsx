import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Tag } from 'antd';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { MediatorOffer } from '../../../../domain/cases/suggest-mediator.ts';
import { queries } from '../../../api/client.ts';
import { toApiError } from '../../../api/errors.ts';
import { matchesCode } from '../../../forms/code-search.ts';
import { fieldsOf, isFocusNowhere } from '../../../keyboard/next-field.ts';
import { EmptyState } from '../../../status/EmptyState.tsx';
import { ErrorNote } from '../../../status/ErrorNote.tsx';
import { Waiting } from '../../../status/Waiting.tsx';

interface MediatorChoiceProps {
  /** The case that is assigned. */
  readonly caseId: string;
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (staffIds: readonly string[]) => void;
}

/** So many names are found by looking; more by typing. */
const LOOKED_THROUGH = 8;

/** Those whom the case suits best stand first, each with the reason; who is ticked by itself is named on the button. */
export function MediatorChoice({ caseId, ...props }: MediatorChoiceProps) {
  const { value, onChange } = props;
  const { data, error, refetch } = useQuery(queries.cases.suggestMediators.queryOptions({ input: { caseId } }));
  const place = useRef<HTMLDivElement>(null);
  const waits = data === undefined && error === null;

  useEffect(() => {
    const ticked = data?.filter(({ preselected }) => preselected).map(({ staffId }) => staffId) ?? [];
    if (value === undefined && ticked.length > 0) onChange?.(ticked);
  }, [data, value, onChange]);

  // The list comes a moment after the form: until then its place holds the focus of the first field.
  useLayoutEffect(() => {
    const at = place.current;
    if (!waits && at && (document.activeElement === at || isFocusNowhere(at))) fieldsOf(at)[0]?.focus();
  }, [waits]);

  return (
    <div ref={place} {...(waits ? { tabIndex: 0, 'data-enter-stop': '' } : {})}>
      {error ? <ErrorNote error={toApiError(error)} onRetry={() => void refetch()} /> : null}
      {waits ? <Waiting label="正在取调解员名单" /> : null}
      {data ? <MediatorList {...props} offers={data} /> : null}
    </div>
  );
}

interface MediatorListProps extends Omit<MediatorChoiceProps, 'caseId'> {
  readonly offers: readonly MediatorOffer[];
}

function MediatorList({ id, value, onChange, offers }: MediatorListProps) {
  const [typed, setTyped] = useState('');
  if (offers.length === 0) return <EmptyState>还没有在岗的调解员，请系统管理员在「设置」里添加。</EmptyState>;

  const chosen = value ?? [];
  const searches = offers.length > LOOKED_THROUGH;
  const isFound = (offer: MediatorOffer): boolean =>
    searches && typed.trim() === '' ? offer.suggested : matchesCode({ code: offer.staffId, name: offer.name }, typed);
  const shown = offers.filter((offer) => chosen.includes(offer.staffId) || isFound(offer));
  const tick = (staffId: string, on: boolean): void =>
    onChange?.(on ? [...chosen, staffId] : chosen.filter((each) => each !== staffId));

  return (
    <fieldset {...(id === undefined ? {} : { id })} aria-label="交办给" className="mediators">
      {searches ? (
        <Input
          aria-label="找调解员"
          placeholder={`其余 ${offers.length - shown.length} 位，打姓名或拼音首字母`}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
      <ul className="mediator-list">
        {shown.map((offer) => (
          <li key={offer.staffId}>
            <Checkbox
              checked={chosen.includes(offer.staffId)}
              disabled={offer.barred}
              onChange={(event) => tick(offer.staffId, event.target.checked)}
            >
              {offer.name}
              {offer.suggested ? <Tag className="mediator-suggested">推荐</Tag> : null}
              <span className="small muted">　{offer.reason}</span>
              {offer.obstacle === null ? null : <span className="small soon">　{offer.obstacle}</span>}
            </Checkbox>
          </li>
        ))}
      </ul>
      {shown.length === 0 && typed.trim() !== '' ? <p className="soon small">没有找到“{typed}”</p> : null}
    </fieldset>
  );
}
