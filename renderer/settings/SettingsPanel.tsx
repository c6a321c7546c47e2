import type { UseQueryResult } from '@tanstack/react-query';
import type { KeysStatus } from '../../contract/keys.ts';
import type { LanStatus, ScanFolderSetting } from '../../contract/settings.ts';
import { toApiError } from '../api/errors.ts';
import { BackupPart } from '../backups/BackupPart.tsx';
import type { Backups } from '../backups/use-backups.ts';
import { KeysPart } from '../keys/KeysPart.tsx';
import { assertNever } from '../status/assert-never.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { CalendarPart } from './CalendarPart.tsx';
import { CenterPart } from './CenterPart.tsx';
import { DeadlinesPart } from './DeadlinesPart.tsx';
import { DocumentsPart } from './DocumentsPart.tsx';
import { LanPart } from './LanPart.tsx';
import { NumberingPart } from './NumberingPart.tsx';
import type { SettingsPartId } from './parts.ts';
import { ScanPart } from './ScanPart.tsx';
import { SealPart } from './SealPart.tsx';
import { SignInPart } from './SignInPart.tsx';
import { StaffPart } from './StaffPart.tsx';
import type { SettingsDraft, StoredSettings } from './use-settings-draft.ts';
import type { useStaff } from './use-staff.ts';

interface SettingsPanelProps {
  readonly part: SettingsPartId;
  readonly stored: StoredSettings & { readonly knownYears: readonly number[] };
  readonly draft: SettingsDraft;
  readonly staff: ReturnType<typeof useStaff>;
  readonly lan: UseQueryResult<LanStatus>;
  readonly scan: UseQueryResult<ScanFolderSetting>;
  readonly keys: UseQueryResult<KeysStatus>;
  readonly backups: Backups;
}

/** One group of settings. */
export function SettingsPanel({ part, stored, draft, staff, lan, scan, keys, backups }: SettingsPanelProps) {
  switch (part) {
    case 'center':
      return <CenterPart draft={draft} />;
    case 'numbering':
      return <NumberingPart draft={draft} />;
    case 'deadlines':
      return <DeadlinesPart draft={draft} />;
    case 'calendar':
      return <CalendarPart calendars={stored.settings.calendars} knownYears={stored.knownYears} />;
    case 'documents':
      return <DocumentsPart draft={draft} />;
    case 'sign-in':
      return <SignInPart draft={draft} />;
    case 'seal':
      return <SealPart />;
    case 'staff':
      return (
        <>
          {staff.error ? <ErrorNote error={staff.error} /> : null}
          <Loaded query={staff.list} label="正在读账号">
            {(members) => (
              <StaffPart
                staff={members}
                selected={staff.selected?.staffId ?? null}
                onSelect={(staffId) => staff.select(staffId)}
              />
            )}
          </Loaded>
        </>
      );
    case 'lan':
      return (
        <Loaded query={lan} label="正在看联网情况">
          {(status) => <LanPart lan={status} />}
        </Loaded>
      );
    case 'scan':
      return (
        <Loaded query={scan} label="正在看扫描文件夹">
          {(setting) => <ScanPart setting={setting} />}
        </Loaded>
      );
    case 'keys':
      return (
        <Loaded query={keys} label="正在看密钥">
          {(status) => <KeysPart keys={status} />}
        </Loaded>
      );
    case 'backup':
      return (
        <Loaded query={backups.view} label="正在看备份">
          {(view) => <BackupPart view={view} backups={backups} />}
        </Loaded>
      );
    default:
      return assertNever(part);
  }
}

interface LoadedProps<Data> {
  readonly query: UseQueryResult<Data>;
  readonly label: string;
  readonly children: (data: Data) => React.ReactNode;
}

function Loaded<Data>({ query, label, children }: LoadedProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorNote error={toApiError(query.error)} onRetry={() => void query.refetch()} />;
  return <Waiting label={label} />;
}
