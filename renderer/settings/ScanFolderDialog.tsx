import type { ScanFolderSetting } from '../../contract/settings.ts';
import { api } from '../api/client.ts';
import { FolderDialog } from './FolderDialog.tsx';

interface ScanFolderDialogProps {
  readonly folder: string | null;
  readonly onClose: () => void;
  readonly onDone: (setting: ScanFolderSetting) => void;
}

/** Sets the folder of scans, or another one. */
export function ScanFolderDialog({ folder, onClose, onDone }: ScanFolderDialogProps) {
  return (
    <FolderDialog
      title="扫描文件夹"
      label="服务所在电脑上的文件夹（完整路径）"
      hint="和扫描仪、扫描软件里设的存放位置一样，例如 D:\扫描。"
      folder={folder}
      field="folder"
      onSet={async (wanted) => onDone(await api.settings.setScanFolder({ folder: wanted }))}
      onClose={onClose}
    />
  );
}
