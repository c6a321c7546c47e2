import type { AttachedFile, CaseState } from '../../domain/cases/state.ts';
import type { FormInput } from '../../domain/documents/form.ts';
import { type BoundPart, contentsRow } from '../../domain/dossier/contents.ts';
import { type DossierPart, partHash } from '../../domain/dossier/dossier.ts';
import { type StandIn, standIns } from '../../domain/dossier/stand-in.ts';
import { retentionText, volumeDays } from '../../domain/dossier/volume.ts';
import { caseVolumeTitle, volumeTitle } from '../../domain/dossier/volume-title.ts';
import { fileKinds, mediaTypes, sizeText } from '../../domain/files/file.ts';
import { formatChineseDate, plainDateAt } from '../../domain/text/chinese-date.ts';
import type { Volume } from './load-volume.ts';

export interface SheetFrame {
  readonly committee: string;
  readonly preparedAt: string;
}

export function sheetFrameOf({ settings }: Volume, now: number): SheetFrame {
  return { committee: settings.committee.name, preparedAt: new Date(now).toISOString() };
}

const statesOf = ({ cases }: Volume): readonly CaseState[] => cases.map(({ state }) => state);

/** Who archived it and when; of a volume of several cases the last one. Null while it is not archived whole. */
function archiveOf(volume: Volume) {
  const archives = statesOf(volume).map(({ archive }) => archive);
  if (archives.some((archive) => archive === null)) return null;
  return (
    archives
      .filter((archive) => archive !== null)
      .toSorted((a, b) => a.archivedAt - b.archivedAt)
      .at(-1) ?? null
  );
}

function binderOf(volume: Volume) {
  const archive = archiveOf(volume);
  if (archive === null) return { binder: '', boundOn: null };
  return { binder: volume.staffName(archive.archivedBy), boundOn: plainDateAt(archive.archivedAt) };
}

export function coverOf(volume: Volume, frame: SheetFrame): FormInput<'dossier-cover'> {
  const states = statesOf(volume);
  const days = volumeDays(states);
  const archive = archiveOf(volume);
  const mediators = [...new Set(states.flatMap(({ mediatorIds }) => mediatorIds))];
  return {
    ...frame,
    ...binderOf(volume),
    volumeTitle: volumeTitle(states),
    volume: archive?.shelf ?? '',
    mediators: mediators.map(volume.staffName),
    mediatedFrom: days.from,
    mediatedTo: days.to,
    retention: archive === null ? '' : retentionText(archive.retention, volume.settings.dossier),
    remarks: '',
  };
}

export function contentsOf(
  volume: Volume,
  frame: SheetFrame,
  bound: readonly (readonly BoundPart[])[],
): FormInput<'dossier-contents'> {
  const parts = volume.cases.map(({ state }, index) => ({
    caption: volume.cases.length === 1 ? '' : `${state.caseNumber}　${caseVolumeTitle(state)}`,
    rows: (bound[index] ?? []).map(contentsRow),
  }));
  return { ...frame, parts };
}

export function backCoverOf(volume: Volume, frame: SheetFrame, pages: number): FormInput<'back-cover'> {
  return { ...frame, ...binderOf(volume), pages };
}

const kindName = ({ kind }: AttachedFile): string => fileKinds.find(({ id }) => id === kind)?.name ?? '';

export function photoSheetOf(file: AttachedFile, frame: SheetFrame): FormInput<'photo-sheet'> {
  const name = file.name.replace(/\.[A-Za-z0-9]{1,5}$/, '');
  return {
    ...frame,
    picture: file.sha256,
    caption: name,
    note: `${kindName(file)}，${formatChineseDate(plainDateAt(file.attachedAt))}附`,
  };
}

export function standInOf(part: DossierPart, why: StandIn, frame: SheetFrame): FormInput<'stand-in-sheet'> {
  const { name, bytes, at, type } =
    part.kind === 'paper'
      ? { name: part.paper.title, bytes: part.paper.bytes, at: part.paper.issuedAt, type: 'PDF' }
      : {
          name: part.file.name,
          bytes: part.file.bytes,
          at: part.file.attachedAt,
          type: mediaTypes.find(({ id }) => id === part.file.mediaType)?.name ?? part.file.mediaType,
        };
  const facts = [
    { label: '种类', value: type },
    { label: '大小', value: sizeText(bytes) },
    { label: part.kind === 'paper' ? '出具' : '附入', value: formatChineseDate(plainDateAt(at)) },
    { label: '校验码', value: `SHA-256 ${partHash(part)}` },
  ];
  return { ...frame, name, why: standIns[why].why, facts };
}
