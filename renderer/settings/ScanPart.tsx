import type { ScanFolderSetting } from '../../contract/settings.ts';
import { ATTACHED_FOLDER } from '../../domain/files/scanned.ts';

/** The folder into which this machine's scanner puts its files, and how it is with it. */
export function ScanPart({ setting }: { readonly setting: ScanFolderSetting }) {
  const { folder, problem, waiting } = setting;
  return (
    <div className="settings-note">
      {folder === null ? (
        <p>
          <b>没有设。</b>设好以后，扫描仪存进这个文件夹的新文件会出现在案件的“材料”里，一键归入。
        </p>
      ) : (
        <>
          <p>
            <b>正在看着：</b>
            <span className="scan-folder">{folder}</span>
          </p>
          {problem === null ? (
            <p>{waiting === 0 ? '现在没有新文件。' : `现在有 ${waiting} 份新文件等着归入。`}</p>
          ) : (
            <p className="soon" role="alert">
              {problem}
            </p>
          )}
        </>
      )}
      <ul className="muted">
        <li>这是服务所在这台电脑上的文件夹，不随同步走；其他电脑办案时看到的也是它。</li>
        <li>
          归入案件的文件移进里面的“{ATTACHED_FOLDER}
          ”，程序不删任何文件。请按本单位的规定定期清理，依法删除案件材料时也要清理这里。
        </li>
        <li>能打开这个文件夹的人都能看到扫描件，请只给窗口人员权限。</li>
      </ul>
    </div>
  );
}
