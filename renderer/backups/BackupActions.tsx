import type { MessageInstance } from 'antd/es/message/interface';
import type { Procedure } from '../../domain/access/permissions.ts';
import type { MainAction, SecondaryAction } from '../frame/ActionBar.tsx';
import { MoveOutDialog } from '../moving/MoveOutDialog.tsx';
import { RestoreDialog } from './RestoreDialog.tsx';
import { TargetDialog } from './TargetDialog.tsx';
import type { Backups } from './use-backups.ts';

interface BackupActionParts {
  readonly message: MessageInstance;
  readonly open: (dialog: 'target' | 'restore' | 'move') => void;
  /** Whether this machine lets it be done at all. */
  readonly isOpen: (procedure: Procedure) => boolean;
}

/** What the bar offers beside the list of backups. */
export function backupActions(
  { view, selected, makeNow }: Backups,
  { message, open, isOpen }: BackupActionParts,
): { readonly main: MainAction; readonly secondary: readonly SecondaryAction[] } {
  const target = view.data?.target ?? null;
  const move: readonly SecondaryAction[] = isOpen('moving.pack')
    ? [{ label: '搬到新电脑', combo: 'Alt+B', onRun: () => open('move') }]
    : [];
  const sets = isOpen('backups.setTarget');
  if (target === null) {
    const blocked = sets ? (view.data ? undefined : '正在看备份') : '备份位置由市级管理员统一设';
    return { main: { label: '设备份位置', onRun: () => open('target'), blocked }, secondary: move };
  }
  const run = async (): Promise<void> => {
    const after = await makeNow();
    if (after?.failure) void message.error(after.failure.words);
    else if (after) void message.success('备份做好了，打开检查过');
  };
  return {
    main: { label: '现在备份', onRun: run, blocked: view.data?.running ? '正在备份' : undefined },
    secondary: [
      ...(sets ? [{ label: '换备份位置', combo: 'Alt+G', onRun: () => open('target') }] : []),
      ...(selected ? [{ label: '恢复这一份', combo: 'Alt+R', onRun: () => open('restore') }] : []),
      ...move,
    ],
  };
}

interface BackupDialogsProps {
  readonly dialog: string;
  readonly backups: Backups;
  readonly onClose: () => void;
}

export function BackupDialogs({ dialog, backups: { view, selected, show }, onClose }: BackupDialogsProps) {
  if (dialog === 'move') return <MoveOutDialog onClose={onClose} />;
  if (dialog === 'restore' && selected) return <RestoreDialog backup={selected} onClose={onClose} />;
  if (dialog !== 'target' || !view.data) return null;
  return (
    <TargetDialog
      target={view.data.target}
      onClose={onClose}
      onDone={(next) => {
        onClose();
        show(next);
      }}
    />
  );
}
