import type { Caller, Dependencies } from '../dependencies.ts';
import { countPages } from '../documents/page-count.ts';
import { pdfFile } from '../documents/pdf-file.ts';
import { DOCX, wordFile, wordSheet } from '../documents/word.ts';
import { type VolumeInput, volumeFileName } from './archive.ts';
import { loadVolume } from './load-volume.ts';
import type { MeasurePart } from './measure-part.ts';
import { numberVolume } from './number-parts.ts';
import { backCoverOf, contentsOf, coverOf, sheetFrameOf } from './volume-sheets.ts';

/**
 * Cover, contents and back cover as a bound volume would have them now, in one file for a word processor: offices paste
 * them on folders of their own. A working copy; nothing is kept, and who took it is noted.
 * @throws as {@link loadVolume}
 */
export async function dossierWord(
  dependencies: Dependencies,
  caller: Caller,
  { caseIds }: VolumeInput,
  measure: MeasurePart,
): Promise<File> {
  const { environment, store, asides } = dependencies;
  const volume = await loadVolume(dependencies, caller, caseIds);
  const frame = sheetFrameOf(volume, environment.now());
  const { parts, cover, contents } = await numberVolume(dependencies, volume, frame, measure);
  const front = volume.settings.dossier.numberFront ? countPages(cover) + countPages(contents) : 0;
  const inside = parts.flat().reduce((sum, { firstPage, lastPage }) => sum + lastPage - firstPage + 1, 0);
  const bytes = await wordFile({
    title: '卷宗封面、卷内目录、封底',
    committee: frame.committee,
    sheets: [
      wordSheet('dossier-cover', coverOf(volume, frame)),
      wordSheet('dossier-contents', contentsOf(volume, frame, parts)),
      wordSheet('back-cover', backCoverOf(volume, frame, front + inside)),
    ],
  });
  for (const { state } of volume.cases) {
    const subject = `${state.id}/dossier-cover`;
    await asides.note(store, { at: environment.now(), staffId: caller.staffId, kind: 'file', subject });
  }
  return pdfFile(bytes, volumeFileName(volume, '（封面目录工作副本）.docx'), DOCX);
}
