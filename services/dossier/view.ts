import type { DossierView, DossierViewEntry, DossierViewPart, IssuablePaper } from '../../contract/dossier.ts';
import { type PaperOfCase, paperTitle } from '../../domain/cases/papers.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import { type BoundPart, partRemark } from '../../domain/dossier/contents.ts';
import { type DossierEntry, type DossierPart, partHash, partName } from '../../domain/dossier/dossier.ts';
import { retentionText } from '../../domain/dossier/volume.ts';
import { caseVolumeTitle } from '../../domain/dossier/volume-title.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { PDF } from '../documents/pdf-file.ts';
import { loadVolume } from './load-volume.ts';
import type { MeasurePart } from './measure-part.ts';
import { numberVolume } from './number-parts.ts';
import { sheetFrameOf } from './volume-sheets.ts';

/** The dossier of one case with the numbers that its pages would bear were it bound now. */
export async function dossierView(
  dependencies: Dependencies,
  caller: Caller,
  { caseId }: { readonly caseId: string },
  measure: MeasurePart,
): Promise<DossierView> {
  const volume = await loadVolume(dependencies, caller, [caseId]);
  const [only] = volume.cases;
  if (!only) throw new RangeError('a volume without a case');
  const { state, dossier } = only;
  const frame = sheetFrameOf(volume, dependencies.environment.now());
  const [bound = []] = (await numberVolume(dependencies, volume, frame, measure)).parts;
  const viewed = new Map(bound.map((each): [DossierPart, DossierViewPart] => [each.part, viewedPart(each)]));
  const { archive } = state;
  return {
    caseId,
    caseNumber: state.caseNumber,
    title: caseVolumeTitle(state),
    archive,
    retention: archive === null ? null : retentionText(archive.retention, volume.settings.dossier),
    entries: dossier.entries.map((entry) => viewedEntry(state, entry, viewed)),
    leftOut: dossier.leftOut.map(({ paper, why }) => ({ id: paper.id, title: paper.title, why })),
    pages: bound.at(-1)?.lastPage ?? 0,
  };
}

function viewedPart(bound: BoundPart): DossierViewPart {
  const { part, standIn, firstPage, lastPage } = bound;
  const { id, mediaType } =
    part.kind === 'paper'
      ? { id: part.paper.id, mediaType: PDF }
      : { id: part.file.fileId, mediaType: part.file.mediaType };
  return {
    kind: part.kind,
    id,
    mediaType,
    hash: partHash(part),
    copy: part.kind === 'paper' && part.paper.executed ? 'signed' : 'text',
    name: partName(part),
    remark: partRemark(bound),
    standIn,
    firstPage,
    lastPage,
  };
}

function viewedEntry(
  state: CaseState,
  { no, place, state: stands, parts, lacking, possible }: DossierEntry,
  viewed: ReadonlyMap<DossierPart, DossierViewPart>,
): DossierViewEntry {
  const issuable = (paper: PaperOfCase): IssuablePaper => ({ ...paper, title: paperTitle(state, paper) });
  return {
    no,
    id: place.id,
    name: place.name,
    need: place.need,
    state: stands,
    parts: parts.flatMap((part) => viewed.get(part) ?? []),
    lacking: lacking.map(({ title, advice, paper }) => ({ title, advice, paper: paper && issuable(paper) })),
    possible: possible.map(issuable),
  };
}
