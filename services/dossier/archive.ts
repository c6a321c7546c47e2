import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { ServiceError } from '../../contract/errors.ts';
import type { DossierPart } from '../../domain/dossier/dossier.ts';
import {
  boundFile,
  leftOutFile,
  type Manifest,
  type ManifestFile,
  manifestCsv,
  manifestIndex,
} from '../../domain/dossier/manifest.ts';
import { MAX_ARCHIVE_BYTES } from '../../domain/dossier/stand-in.ts';
import { retentionText } from '../../domain/dossier/volume.ts';
import { volumeTitle } from '../../domain/dossier/volume-title.ts';
import { safeFileName, sizeText } from '../../domain/files/file.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { fileHashOf, pdfFile } from '../documents/pdf-file.ts';
import { type BoundVolume, bindVolume } from './bind.ts';
import { loadVolume, type Volume } from './load-volume.ts';
import { readPart } from './read-part.ts';

const BOUND = '装订本.pdf';

export interface VolumeInput {
  readonly caseIds: readonly string[];
}

/** `卷宗 金矛调〔2026〕4127 张某与李某邻里纠纷.pdf`; `end` with its dot. */
export function volumeFileName({ cases }: Volume, end: string): string {
  const states = cases.map(({ state }) => state);
  return safeFileName(`卷宗 ${states[0]?.caseNumber ?? ''} ${volumeTitle(states)}${end}`);
}

/** A dossier leaves the center whole: who took which is noted, and where that cannot be written nothing goes. */
async function noteTaken(
  { store, environment }: Dependencies,
  caller: Caller,
  volume: Volume,
  form: 'pdf' | 'zip',
  pages: number,
): Promise<void> {
  const subject = JSON.stringify({ dossier: volume.cases.map(({ state }) => state.id), form, pages });
  await store.write(({ sessions }) =>
    sessions.noteAccess({ at: environment.now(), staffId: caller.staffId, kind: 'export', subject }),
  );
}

/** The bound volume as a PDF. @throws as {@link loadVolume} */
export async function bindDossier(dependencies: Dependencies, caller: Caller, { caseIds }: VolumeInput): Promise<File> {
  const volume = await loadVolume(dependencies, caller, caseIds);
  const { pdf, pages } = await bindVolume(dependencies, volume);
  await noteTaken(dependencies, caller, volume, 'pdf', pages);
  return pdfFile(pdf, volumeFileName(volume, '.pdf'));
}

interface KeptFile {
  readonly listed: ManifestFile;
  readonly part: DossierPart;
}

/** Everything that is kept of a volume: what is bound in the order of the contents, then what lies beside it. */
async function keptFiles(dependencies: Dependencies, volume: Volume, bound: BoundVolume): Promise<readonly KeptFile[]> {
  const inside = volume.cases.flatMap(({ state }, index) =>
    (bound.parts[index] ?? []).map((each) => ({ caseNumber: state.caseNumber, each })),
  );
  const kept: KeptFile[] = inside.map(({ caseNumber, each }, index) => ({
    listed: boundFile(index + 1, caseNumber, each),
    part: each.part,
  }));
  for (const { state, dossier } of volume.cases) {
    for (const leftOut of dossier.leftOut) {
      const part = { kind: 'paper', place: 'note', paper: leftOut.paper } as const;
      const isHere = (await readPart(dependencies, part)).kind === 'bytes';
      kept.push({ listed: leftOutFile(kept.length + 1, state.caseNumber, leftOut, isHere), part });
    }
  }
  return kept;
}

function manifestOf(volume: Volume, bound: BoundVolume, files: readonly ManifestFile[], preparedAt: number): Manifest {
  const states = volume.cases.map(({ state }) => state);
  const archive = states.every((state) => state.archive !== null) ? (states[0]?.archive ?? null) : null;
  return {
    schema: 'fengqiao-dossier/1',
    committee: volume.settings.committee.name,
    title: volumeTitle(states),
    shelf: archive?.shelf ?? null,
    retention: archive === null ? null : retentionText(archive.retention, volume.settings.dossier),
    preparedAt: new Date(preparedAt).toISOString(),
    pages: bound.pages,
    bound: { path: BOUND, bytes: bound.pdf.byteLength, sha256: fileHashOf(bound.pdf) },
    files,
  };
}

/**
 * The zip for the archive (人民调解法 27): the bound volume, each kept file under its number in the contents with the very
 * bytes that the log names, a list with the SHA-256 of each, and an index. Files are read one after the other.
 * @throws as {@link loadVolume}; TOO_LARGE where it would not fit the memory
 */
export async function archiveDossier(
  dependencies: Dependencies,
  caller: Caller,
  { caseIds }: VolumeInput,
): Promise<File> {
  const volume = await loadVolume(dependencies, caller, caseIds);
  requireFits(volume);
  const bound = await bindVolume(dependencies, volume);
  const kept = await keptFiles(dependencies, volume, bound);
  const now = dependencies.environment.now();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    chunks.push(new Uint8Array(chunk));
  });
  const add = (path: string, bytes: Uint8Array, packed: boolean): void => {
    const entry = packed ? new ZipDeflate(path) : new ZipPassThrough(path);
    entry.mtime = now;
    zip.add(entry);
    entry.push(bytes, true);
  };
  add(BOUND, bound.pdf, false);
  const listed: ManifestFile[] = [];
  for (const { listed: file, part } of kept) {
    const read = file.path === null ? null : await readPart(dependencies, part);
    if (file.path !== null && read?.kind === 'bytes') add(file.path, read.bytes, false);
    listed.push(read?.kind === 'bytes' ? file : { ...file, path: null });
  }
  const manifest = manifestOf(volume, bound, listed, now);
  add('索引.html', strToU8(manifestIndex(manifest)), true);
  add('清单.csv', strToU8(manifestCsv(manifest)), true);
  add('清单.json', strToU8(`${JSON.stringify(manifest, null, 2)}\n`), true);
  zip.end();
  await noteTaken(dependencies, caller, volume, 'zip', bound.pages);
  return new File(chunks, volumeFileName(volume, '.zip'), { type: 'application/zip' });
}

function requireFits({ cases }: Volume): void {
  const bytes = cases
    .flatMap(({ dossier }) => dossier.parts)
    .reduce((sum, part) => sum + (part.kind === 'paper' ? part.paper.bytes : part.file.bytes), 0);
  if (bytes <= MAX_ARCHIVE_BYTES) return;
  const detail = `这一卷的材料有 ${sizeText(bytes)}，超过一个压缩包能装的 ${sizeText(MAX_ARCHIVE_BYTES)}。请把大的材料移到另一卷，或者缩小照片后再下载。`;
  throw new ServiceError('TOO_LARGE', { detail });
}
