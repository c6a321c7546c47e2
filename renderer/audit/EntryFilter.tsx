import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { type AuditFilter, type AuditKind, auditKinds } from '../../contract/audit.ts';
import { accessKinds } from '../../domain/log/access.ts';
import { findDateProblem } from '../../domain/text/chinese-date.ts';
import { queries } from '../api/client.ts';
import { MaskedDateInput } from '../forms/MaskedDateInput.tsx';

const DAY_MS = 24 * 60 * 60 * 1000;
/** China has one zone without summer time. */
const instantOf = (date: string): number => Date.parse(`${date}T00:00:00+08:00`);

const kindName = (kind: AuditKind): string => (kind === 'action' ? '改动' : accessKinds[kind]);

interface EntryFilterProps {
  readonly filter: AuditFilter;
  readonly onFilter: (filter: AuditFilter) => void;
}

/** By person, kind, case number and days. */
export function EntryFilter({ filter, onFilter }: EntryFilterProps) {
  const { data: staff = [] } = useQuery(queries.directory.staff.queryOptions());
  const change = (part: Partial<AuditFilter>) => onFilter({ ...filter, ...part });
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
      <DayInput label="从哪天起" onDay={(day) => change({ from: day === null ? null : instantOf(day) })} />
      <DayInput label="到哪天止" onDay={(day) => change({ to: day === null ? null : instantOf(day) + DAY_MS })} />
    </div>
  );
}

interface DayInputProps {
  readonly label: string;
  readonly onDay: (day: string | null) => void;
}

/** One end of the days: it filters once it is a whole date or empty, and says below what is wrong with it. */
function DayInput({ label, onDay }: DayInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [left, setLeft] = useState(false);
  const problem = typed === null ? null : findDateProblem(typed);
  return (
    <div>
      <MaskedDateInput
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(value) => {
          setTyped(value);
          setLeft(false);
          if (value === null || findDateProblem(value) === null) onDay(value);
        }}
        onBlur={() => setLeft(true)}
      />
      {left && problem !== null ? (
        <span role="alert" className="late">
          {problem}
        </span>
      ) : null}
    </div>
  );
}
