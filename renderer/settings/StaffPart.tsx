import type { StaffAccount } from '../../contract/directory.ts';
import { roleName } from '../../domain/access/roles.ts';
import { findMojType } from '../../domain/codes/moj-types.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { EmptyState } from '../status/EmptyState.tsx';

interface StaffPartProps {
  readonly staff: readonly StaffAccount[];
  readonly selected: string | null;
  readonly onSelect: (staffId: string) => void;
}

const rowId = (staffId: string): string => `staff-${staffId}`;

/** Who may sign in. One row is always selected: the keys of the bar act on it. */
export function StaffPart({ staff, selected, onSelect }: StaffPartProps) {
  if (staff.length === 0)
    return <EmptyState first={{ combo: 'Ctrl+Enter', label: '新建账号' }}>这里列出能登录的人。</EmptyState>;
  return (
    <div
      className="staff-list"
      role="listbox"
      tabIndex={0}
      aria-label="账号"
      aria-activedescendant={selected === null ? undefined : rowId(selected)}
    >
      {staff.map((member) => (
        <div
          key={member.staffId}
          id={rowId(member.staffId)}
          role="option"
          tabIndex={-1}
          aria-selected={member.staffId === selected}
          className="staff-row"
          onMouseDown={(event) => {
            event.preventDefault();
            onSelect(member.staffId);
          }}
        >
          <b className={member.active ? '' : 'muted'}>{member.name}</b>
          <span className="muted">{member.account}</span>
          <span className={member.roles.length === 0 ? 'soon' : ''}>
            {member.roles.map(roleName).join('、') || '还没有岗位'}
          </span>
          <span className="muted">{[member.phone, goodAt(member)].filter(Boolean).join('　')}</span>
          <Standing member={member} />
        </div>
      ))}
    </div>
  );
}

function goodAt({ specialities }: StaffAccount): string {
  const names = specialities.flatMap((code) => findMojType(code)?.shortName ?? []);
  return names.length === 0 ? '' : `擅长${names.join('、')}`;
}

function Standing({ member: { active, lockedUntil, secondFactor } }: { readonly member: StaffAccount }) {
  if (!active) return <span className="soon">已停用</span>;
  if (lockedUntil !== null) return <span className="soon">锁到 {formatInstant(lockedUntil).slice(-5)}</span>;
  return <span>{secondFactor ? '在用，动态口令' : '在用'}</span>;
}
