import type { BackupsView } from '../../contract/backups.ts';
import { api } from '../api/client.ts';
import { FolderDialog } from '../settings/FolderDialog.tsx';

interface TargetDialogProps {
  readonly target: string | null;
  readonly onClose: () => void;
  readonly onDone: (view: BackupsView) => void;
}

/** Sets where the backups go. */
export function TargetDialog({ target, onClose, onDone }: TargetDialogProps) {
  return (
    <FolderDialog
      title="备份位置"
      label="另一块磁盘、移动硬盘或者共享上的文件夹（完整路径）"
      hint="例如 E:\备份 或 \\服务器\备份。服务所在的电脑要能一直写到它；原来位置上的备份不动。"
      folder={target}
      field="target"
      onSet={async (wanted) => onDone(await api.backups.setTarget({ target: wanted }))}
      onClose={onClose}
    />
  );
}
