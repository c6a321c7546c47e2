import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { type AuditFilter, type AuditKind, auditKinds } from '../../contract/audit.ts';
import { accessKinds } from '../../domain/log/access.ts';
import { queries } from '../api/client.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** China has one zone without summer time. */
const instantOf = (date: string): number | null => (date === '' ? null : Date.parse(`${date}T00:00:00+08:00`));

const kindName = (kind: AuditKind): string => (kind === 'action' ? '改动' : accessKinds[kind]);

interface EntryFilterProps {
  readonly filter: AuditFilter;
  readonly onFilter: (filter: AuditFilter) => void;
}

/** By person, kind, case number and days. */
export function EntryFilter({ filter, onFilter }: EntryFilterProps) {
  const { data: staff = [] } = useQuery(queries.directory.staff.queryOptions());
  const change = (part: Partial<AuditFilter>) => onFilter({ ...filter, ...part });
  const until = (date: string) => {
    const start = instantOf(date);
    return start === null ? null : start + DAY_MS;
  };
  return (
    <div className="audit-filter">
      <Select
        aria-label="人员"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="全部人员"
        value={filter.staffId}
        options={staff.map(({ staffId, name }) => ({ value: staffId, label: name }))}
        onChange={(staffId) => change({ staffId: staffId ?? null })}
      />
      <Select
        aria-label="类别"
        allowClear
        placeholder="全部类别"
        value={filter.kind}
        options={auditKinds.map((kind) => ({ value: kind, label: kindName(kind) }))}
        onChange={(kind) => change({ kind: kind ?? null })}
      />
      <Input
        aria-label="案号"
        allowClear
        placeholder="案号，写全后按 Enter"
        defaultValue={filter.caseNumber}
        onPressEnter={({ currentTarget }) => change({ caseNumber: currentTarget.value.trim() })}
        onClear={() => change({ caseNumber: '' })}
      />
      <Input aria-label="从哪天起" type="date" onChange={({ target }) => change({ from: instantOf(target.value) })} />
      <Input aria-label="到哪天止" type="date" onChange={({ target }) => change({ to: until(target.value) })} />
    </div>
  );
}
