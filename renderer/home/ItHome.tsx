import { SettingOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { toChinaDate } from '../../domain/deadlines/china-time.ts';
import { useCenterNow } from '../api/center-clock.ts';
import { queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { backupNote, isBackupLate } from '../backups/backup-notes.ts';
import { Screen } from '../frame/Screen.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { calendarNote, deskNote, keysNote, programNote, staffNote } from './it-notes.ts';
import './home.css';

const ASK_EVERY_MS = 30_000;

/** The home of whoever runs the machine: accounts, holidays, other desks. No case is shown (domain/access/roles.ts). */
export function ItHome() {
  const [, navigate] = useLocation();
  const now = useCenterNow();
  const staff = useQuery({ ...queries.directory.staff.queryOptions(), refetchInterval: ASK_EVERY_MS });
  const settings = useQuery({ ...queries.settings.get.queryOptions(), refetchInterval: ASK_EVERY_MS });
  const lan = useQuery({ ...queries.settings.lan.queryOptions(), refetchInterval: ASK_EVERY_MS });
  const keys = useQuery({ ...queries.keys.status.queryOptions(), refetchInterval: ASK_EVERY_MS });
  const backups = useQuery({ ...queries.backups.view.queryOptions(), refetchInterval: ASK_EVERY_MS });
  const status = useQuery(queries.center.status.queryOptions());

  const failed = [staff, settings, lan, keys, backups].find(({ error }) => error !== null);
  const year = Number(toChinaDate(now).slice(0, 4));
  return (
    <Screen
      title="工作台"
      secondary={[{ label: '账号', onRun: () => navigate('/settings?part=staff') }]}
      main={{ label: '打开设置', icon: <SettingOutlined aria-hidden="true" />, onRun: () => navigate('/settings') }}
    >
      <div className="it-home">
        {failed ? <ErrorNote error={toApiError(failed.error)} onRetry={() => void failed.refetch()} /> : null}
        <ItCard
          title="备份"
          part="backup"
          link="管理备份"
          lines={backups.data && backupNote(backups.data)}
          late={backups.data !== undefined && isBackupLate(backups.data)}
        />
        <ItCard title="账号" part="staff" link="管理账号" lines={staff.data && staffNote(staff.data)} />
        <ItCard
          title="节假日"
          part="calendar"
          link="导入节假日"
          lines={settings.data && calendarNote(settings.data.knownYears, year)}
        />
        <ItCard title="其他电脑" part="lan" link="联网设置" lines={lan.data && deskNote(lan.data)} />
        <ItCard title="密钥" part="keys" link="恢复密钥" lines={keys.data && keysNote(keys.data)} />
        <ItCard title="本程序" part="center" link="中心名称" lines={status.data && programNote(status.data)} />
        <p className="small muted">系统管理员管账号、设置和联网，不看案件。办案请用受理员、调解员或主任的账号登录。</p>
      </div>
    </Screen>
  );
}

interface ItCardProps {
  readonly title: string;
  readonly part: string;
  readonly link: string;
  /** Those after the first are quieter; undefined while they are being read. */
  readonly lines: readonly string[] | undefined;
  /** Red: somebody must do something. */
  readonly late?: boolean;
}

function ItCard({ title, part, link, lines, late = false }: ItCardProps) {
  return (
    <section className="card side-card" aria-label={title}>
      <h2>
        {title}
        <Link className="small" href={`/settings?part=${part}`}>
          {link}
        </Link>
      </h2>
      {lines ? (
        lines.map((line, index) => (
          <p key={line} className={late ? 'late' : index === 0 ? '' : 'small muted'}>
            {line}
          </p>
        ))
      ) : (
        <Waiting label="正在读" />
      )}
    </section>
  );
}
