import { fileKinds } from '../files/file.ts';
import { type DossierPart, partName } from './dossier.ts';
import type { PageRun } from './page-numbers.ts';
import { type StandIn, standIns } from './stand-in.ts';

/** How many pages a part has in the volume; a stand-in has one. */
export interface PartPages {
  readonly pages: number;
  /** Why it is not bound itself; null where it is. */
  readonly standIn: StandIn | null;
}

/** A part in its place in a volume. */
export interface BoundPart extends PartPages, PageRun {
  readonly part: DossierPart;
}

/** 备注 of the contents: the number of a paper, what kind of file it is, or why it is not bound. */
export function partRemark({ part, standIn }: Pick<BoundPart, 'part' | 'standIn'>): string {
  if (standIn !== null) return standIns[standIn].remark;
  if (part.kind === 'paper') return part.paper.number === null ? '' : `编号 ${part.paper.number}`;
  return fileKinds.find(({ id }) => id === part.file.kind)?.name ?? '';
}

/** A row of 卷内目录. */
export function contentsRow(bound: BoundPart) {
  const { firstPage, lastPage } = bound;
  return { name: partName(bound.part), firstPage, lastPage, remark: partRemark(bound) };
}
