import { useQuery } from '@tanstack/react-query';
import type { Centers } from '../../../../contract/directory.ts';
import type { CenterRef } from '../../../../domain/cases/handover-actions.ts';
import { directionOf, directions } from '../../../../domain/directory/levels.ts';
import { queries } from '../../../api/client.ts';
import { toApiError } from '../../../api/errors.ts';
import { type ChoiceGroup, CodeSelect } from '../../../forms/CodeSelect.tsx';
import { EmptyState } from '../../../status/EmptyState.tsx';
import { ErrorNote } from '../../../status/ErrorNote.tsx';

interface CenterChoiceProps {
  readonly id?: string;
  readonly value?: CenterRef;
  readonly onChange?: (center: CenterRef | undefined) => void;
}

/**
 * The other centers, as the city last told of them, by which way the case would go: up, down, across. Found by name or
 * pinyin initials, also without a line.
 */
export function CenterChoice({ id, value, onChange }: CenterChoiceProps) {
  const { data, error, refetch } = useQuery(queries.directory.centers.queryOptions());
  if (error) return <ErrorNote error={toApiError(error)} onRetry={() => void refetch()} />;
  if (data?.others.length === 0) return <EmptyState>市里还没有别的中心接入，暂时不能移交。</EmptyState>;
  return (
    <CodeSelect
      {...(id === undefined ? {} : { id })}
      choices={(data?.others ?? []).map(({ stationId, name }) => ({ code: stationId, name }))}
      groups={data ? groupsOf(data) : []}
      value={value?.stationId ?? null}
      onChange={(stationId) => onChange?.(data?.others.find((center) => center.stationId === stationId))}
      // The field is there before the list: it is the first of its form, and has the focus.
      placeholder={data ? '打名称或拼音首字母' : '正在取中心名单'}
    />
  );
}

/** Where nobody knows which center this is, there is no direction. */
function groupsOf({ here, others }: Centers): readonly ChoiceGroup[] {
  if (here === null) return [];
  return directions.map(({ id, name, to }) => ({
    label: `${name}（${to}）`,
    codes: others.filter((center) => directionOf(here, center) === id).map(({ stationId }) => stationId),
  }));
}
