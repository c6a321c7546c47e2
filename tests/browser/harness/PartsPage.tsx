import { createCalendar } from '../../../domain/deadlines/calendar.ts';
import { toApiError } from '../../../renderer/api/errors.ts';
import { Screen } from '../../../renderer/frame/Screen.tsx';
import { ErrorNote } from '../../../renderer/status/ErrorNote.tsx';
import { Note } from '../../../renderer/status/Note.tsx';
import { RemainingTime } from '../../../renderer/status/RemainingTime.tsx';
import { CaseStatusTag } from '../../../renderer/status/StatusTag.tsx';
import { Waiting } from '../../../renderer/status/Waiting.tsx';

const NOW = Date.UTC(2026, 10, 23, 8, 5);
const HOUR = 3_600_000;
const calendar = createCalendar();
const dues = [22.4, 0.9, -3.3].map((hours) => ({
  dueAt: NOW + hours * HOUR,
  warnAt: NOW + (hours > 1 ? HOUR : -HOUR),
  provisional: hours > 1,
}));

/** The status parts beside each other. */
export function PartsPage() {
  return (
    <Screen title="部件">
      <div style={{ display: 'grid', gap: 12, justifyItems: 'start' }}>
        <p>
          <CaseStatusTag status="registered" /> <CaseStatusTag status="mediating" exact />{' '}
          <CaseStatusTag status="mediating" urgency="warning" /> <CaseStatusTag status="mediating" urgency="overdue" />{' '}
          <CaseStatusTag status="performing" /> <CaseStatusTag status="terminated" />
        </p>
        {dues.map((due) => (
          <RemainingTime key={due.dueAt} due={due} now={NOW} calendar={calendar} />
        ))}
        <ErrorNote error={toApiError(new TypeError('Failed to fetch'))} onRetry={() => undefined} />
        <Note look="info" title="李某还没表态">
          <p className="small">可以先登记、受理。</p>
        </Note>
        <div>
          生僻字 㛃 䶮 喆 祎 <Waiting label="正在导出" done={4200} total={12408} onCancel={() => undefined} />
        </div>
      </div>
    </Screen>
  );
}
