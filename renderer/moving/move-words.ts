import type { MovePreview } from '../../contract/moving.ts';
import { momentWords } from '../backups/backup-notes.ts';
import { countWords } from '../sync/quantities.ts';

/** What a package holds, a line for each thing by which a person sees that it is the right one. */
export function previewRows(preview: MovePreview): readonly (readonly [string, string])[] {
  const { from, madeAt, program, cases, actions, newestCase, newestActionAt, waiting, files, missingFiles } = preview;
  const newest = newestCase === null ? '' : `，最新案号 ${newestCase}`;
  return [
    ['做于', `${momentWords(madeAt)}，旧电脑“${from}”（程序 ${program}）`],
    ['里面有', `案件 ${countWords(cases)} 件，共 ${countWords(actions)} 步${newest}`],
    ['最后一步', newestActionAt === null ? '没有' : momentWords(newestActionAt)],
    [
      '附件',
      missingFiles === 0 ? `${countWords(files)} 个` : `${countWords(files)} 个，缺 ${countWords(missingFiles)} 个`,
    ],
    ['等着上传', waitingWords(waiting)],
  ];
}

function waitingWords(waiting: number | null): string {
  if (waiting === null) return '没有接入市平台';
  return waiting === 0 ? '没有，市平台都收到了' : `${countWords(waiting)} 步，搬进来以后由这台上传`;
}
