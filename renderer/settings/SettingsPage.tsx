import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useLocation, useSearch } from 'wouter';
import type { ScanFolderSetting } from '../../contract/settings.ts';
import { may, type Procedure } from '../../domain/access/permissions.ts';
import { useOpen } from '../access/use-open.ts';
import { api, queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { BackupDialogs, backupActions } from '../backups/BackupActions.tsx';
import { useBackups } from '../backups/use-backups.ts';
import type { MainAction, SecondaryAction } from '../frame/ActionBar.tsx';
import { Screen } from '../frame/Screen.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { useKeys } from '../keys/use-keys.tsx';
import { useSignedIn } from '../sessions/signed-in.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { ImportCalendarDialog } from './ImportCalendarDialog.tsx';
import { LanDialog } from './LanDialog.tsx';
import { MediationDialog } from './MediationDialog.tsx';
import { PANEL_ID, PartTabs } from './PartTabs.tsx';
import { partsFor, type SettingsPartId } from './parts.ts';
import { ScanFolderDialog } from './ScanFolderDialog.tsx';
import { SealDialog } from './SealDialog.tsx';
import { inputId } from './SettingInput.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import { AddStaffDialog, ChangeContactDialog, ChangeRolesDialog, ResetPasswordDialog } from './StaffDialog.tsx';
import { StaleNote } from './StaleNote.tsx';
import { staffActions } from './staff-actions.ts';
import { type StoredSettings, useSettingsDraft } from './use-settings-draft.ts';
import { useStaff } from './use-staff.ts';
import './settings.css';

type Stored = StoredSettings & { readonly knownYears: readonly number[] };
type OpenDialog =
  | 'none'
  | 'target'
  | 'restore'
  | 'move'
  | 'calendar'
  | 'lan'
  | 'scan'
  | 'seal'
  | 'add'
  | 'roles'
  | 'contact'
  | 'mediation'
  | 'password';

const LAN_EVERY_MS = 10_000;
const back = { to: '/', label: '返回，不丢' };

/** 设置. */
export default function SettingsPage() {
  const settings = useQuery(queries.settings.get.queryOptions());
  if (settings.data) return <Settings stored={settings.data} />;
  return (
    <Screen title="设置" back={back}>
      {settings.error ? (
        <ErrorNote error={toApiError(settings.error)} onRetry={() => void settings.refetch()} />
      ) : (
        <Waiting label="正在读设置" />
      )}
    </Screen>
  );
}

function Settings({ stored }: { readonly stored: Stored }) {
  const { roles } = useSignedIn();
  const allowed = (procedure: Procedure): boolean => may(roles, procedure);
  const changes = allowed('settings.change');
  const client = useQueryClient();
  const { message } = App.useApp();
  const [, navigate] = useLocation();
  const asked = new URLSearchParams(useSearch()).get('part');
  const isOpen = useOpen();
  const parts = partsFor(roles, isOpen);
  const part: SettingsPartId = parts.find(({ id }) => id === asked)?.id ?? parts[0]?.id ?? 'center';
  const draft = useSettingsDraft(stored, changes);
  const staff = useStaff(allowed('directory.staff'));
  const lan = useQuery({
    ...queries.settings.lan.queryOptions(),
    enabled: allowed('settings.lan') && part === 'lan',
    refetchInterval: LAN_EVERY_MS,
  });
  const scan = useQuery({
    ...queries.settings.scanFolder.queryOptions(),
    enabled: allowed('settings.scanFolder') && part === 'scan',
    refetchInterval: LAN_EVERY_MS,
  });
  const keys = useKeys(allowed('keys.status') && part === 'keys');
  const backups = useBackups(allowed('backups.view') && part === 'backup');
  const [dialog, setDialog] = useState<OpenDialog>('none');
  const close = (): void => setDialog('none');
  const choose = (id: SettingsPartId): void => navigate(`/settings?part=${id}`, { replace: true });

  const lists = { staff: { label: '选人', step: staff.step }, backup: { label: '选备份', step: backups.step } };
  const listed = part === 'staff' || part === 'backup' ? lists[part] : null;
  const stepPart = (by: 1 | -1) => (): void => {
    const next = parts[(parts.findIndex(({ id }) => id === part) + by + parts.length) % parts.length];
    if (next) choose(next.id);
  };
  useActionKeys([
    { combo: 'Alt+↓', label: '换一组', run: stepPart(1) },
    { combo: 'Alt+↑', label: '换一组', run: stepPart(-1) },
    ...(listed
      ? [
          { combo: '↓', label: listed.label, repeats: true, run: () => listed.step(1) },
          { combo: '↑', label: listed.label, repeats: true, run: () => listed.step(-1) },
        ]
      : []),
  ]);

  const save = async (): Promise<void> => {
    const wrong = draft.changed.find(({ id }) => draft.problems[id] !== undefined);
    if (wrong) {
      // Drawn before the next key is taken: a focus that comes later would pull back a hand that has gone on.
      flushSync(() => {
        draft.refuse();
        choose(wrong.part);
      });
      document.getElementById(inputId(wrong))?.focus();
      return;
    }
    await draft.save();
  };
  const unsaved = draft.changed.length;
  const saving: MainAction = {
    label: unsaved > 0 ? `保存设置（${unsaved} 处）` : '保存设置',
    onRun: save,
    blocked: unsaved > 0 ? undefined : '没有改动',
  };
  const showScans = (next: ScanFolderSetting): void => {
    client.setQueryData(queries.settings.scanFolder.queryKey(), next);
  };
  const endScans = async (): Promise<void> => {
    try {
      showScans(await api.settings.setScanFolder({ folder: null }));
      void message.success('不再看扫描文件夹，里面的文件都没有动');
    } catch (failure) {
      void message.error(toApiError(failure).message);
    }
  };
  const { selected } = staff;
  const actions: { readonly main?: MainAction; readonly secondary: readonly SecondaryAction[] } =
    part === 'seal'
      ? { main: { label: '放入印章', onRun: () => setDialog('seal') }, secondary: [] }
      : part === 'staff'
        ? {
            ...(allowed('directory.addStaff') ? { main: { label: '新建账号', onRun: () => setDialog('add') } } : {}),
            secondary: selected ? staffActions(selected, { roles, staff, open: setDialog }) : [],
          }
        : !changes
          ? { secondary: [] }
          : part === 'lan'
            ? {
                main: {
                  label: lan.data?.listening ? '停止开放' : '开放给其他电脑',
                  onRun: () => setDialog('lan'),
                  blocked: lan.data ? undefined : '正在看联网情况',
                },
                secondary: [],
              }
            : part === 'scan'
              ? {
                  main: {
                    label: scan.data?.folder ? '换文件夹' : '设扫描文件夹',
                    onRun: () => setDialog('scan'),
                    blocked: scan.data ? undefined : '正在看扫描文件夹',
                  },
                  secondary: scan.data?.folder ? [{ label: '不再使用', combo: 'Alt+X', onRun: endScans }] : [],
                }
              : part === 'keys'
                ? { main: keys.main, secondary: keys.secondary }
                : part === 'backup'
                  ? backupActions(backups, { message, open: setDialog, isOpen })
                  : part === 'calendar'
                    ? { main: { label: '导入一年的安排', onRun: () => setDialog('calendar') }, secondary: [] }
                    : { main: saving, secondary: [] };

  const staffDone = (words: string) => (): void => {
    close();
    void message.success(words);
    void staff.refresh();
  };

  return (
    <Screen
      title="设置"
      className="settings"
      back={back}
      keys={[{ combo: ['Alt+↑', 'Alt+↓'], label: '换一组' }]}
      secondary={actions.secondary}
      {...(actions.main ? { main: actions.main } : {})}
      notice={unsaved > 0 ? <span className="soon">有 {unsaved} 处改动没保存</span> : null}
    >
      <PartTabs
        parts={parts}
        current={part}
        changedIn={(id) => draft.changed.filter((field) => field.part === id).length}
        onChoose={choose}
      />
      <section id={PANEL_ID} role="tabpanel" aria-labelledby={`settings-tab-${part}`} className="card settings-panel">
        <h2>{parts.find(({ id }) => id === part)?.name}</h2>
        {changes || part === 'seal' || part === 'staff' ? null : (
          <Note look="info" title="设置、账号和联网由系统管理员办理，主任可以查看。" />
        )}
        <StaleNote draft={draft} />
        {draft.error ? (
          <ErrorNote error={draft.error} onRetry={() => void save()}>
            {Object.entries(draft.error.fields).map(([path, text]) => (
              <p key={path}>{text}</p>
            ))}
          </ErrorNote>
        ) : null}
        <EnterToNext>
          <SettingsPanel
            part={part}
            stored={stored}
            draft={draft}
            staff={staff}
            lan={lan}
            scan={scan}
            keys={keys.query}
            backups={backups}
          />
        </EnterToNext>
      </section>
      {keys.dialog}
      {dialog === 'calendar' ? (
        <ImportCalendarDialog
          onClose={close}
          onImported={(year) => {
            close();
            void message.success(`${year} 年的放假安排已导入`);
            void client.invalidateQueries({ queryKey: queries.settings.get.queryKey() });
          }}
        />
      ) : null}
      {dialog === 'lan' && lan.data ? (
        <LanDialog
          lan={lan.data}
          onClose={close}
          onDone={(next) => {
            close();
            client.setQueryData(queries.settings.lan.queryKey(), next);
          }}
        />
      ) : null}
      {dialog === 'scan' && scan.data ? (
        <ScanFolderDialog
          folder={scan.data.folder}
          onClose={close}
          onDone={(next) => {
            close();
            showScans(next);
          }}
        />
      ) : null}
      <BackupDialogs dialog={dialog} backups={backups} onClose={close} />
      {dialog === 'seal' ? (
        <SealDialog
          onClose={close}
          onDone={() => {
            close();
            void message.success('印章已放入');
            void client.invalidateQueries({ queryKey: queries.signing.sealPicture.queryKey() });
            void client.invalidateQueries({ queryKey: queries.settings.get.queryKey() });
          }}
        />
      ) : null}
      {dialog === 'add' ? (
        <AddStaffDialog onClose={close} onDone={staffDone('账号已建好，请安全保密管理员授予岗位')} />
      ) : null}
      {dialog === 'roles' && selected ? (
        <ChangeRolesDialog member={selected} onClose={close} onDone={staffDone('岗位已改')} />
      ) : null}
      {dialog === 'contact' && selected ? (
        <ChangeContactDialog member={selected} onClose={close} onDone={staffDone('电话已改')} />
      ) : null}
      {dialog === 'mediation' && selected ? (
        <MediationDialog member={selected} onClose={close} onDone={staffDone('擅长已改')} />
      ) : null}
      {dialog === 'password' && selected ? (
        <ResetPasswordDialog member={selected} onClose={close} onDone={staffDone('密码已重设')} />
      ) : null}
    </Screen>
  );
}
