import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../domain/dossier/manifest.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { attach, boundableCase, completeCase, pdfOf } from '../../tests/support/dossiers.ts';
import { issuePaper, serviceErrorOf, stateOf } from '../../tests/support/papers.ts';
import { readPdfText } from '../../tests/support/pdf-text.ts';
import { fileHashOf } from '../documents/pdf-file.ts';
import { photoOf } from '../files/testing.ts';
import { archiveDossier, bindDossier } from './archive.ts';
import { createMeasure } from './measure-part.ts';
import { dossierView } from './view.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());
const view = (caseId: string, measure = createMeasure()) => dossierView(desk, desk.clerk, { caseId }, measure);
async function unzipped(caseIds: readonly string[]) {
  const file = await archiveDossier(desk, desk.clerk, { caseIds });
  const entries = unzipSync(await bytesOf(file));
  const manifest = JSON.parse(strFromU8(entries['清单.json'] ?? new Uint8Array())) as Manifest;
  return { file, entries, manifest };
}
/** The desk, and what it notes of who looked at what. */
function notingDesk() {
  const noted: unknown[] = [];
  const write: TestDesk['store']['write'] = (work) =>
    desk.store.write((writes) => {
      const noteAccess: typeof writes.sessions.noteAccess = (entry) => {
        noted.push({ kind: entry.kind, staffId: entry.staffId, ...JSON.parse(entry.subject) });
        return writes.sessions.noteAccess(entry);
      };
      return work({ ...writes, sessions: { ...writes.sessions, noteAccess } });
    });
  return { noted, noting: { ...desk, store: { ...desk.store, write } } };
}

describe('the zip for the archive (人民调解法 27)', () => {
  it('has the volume, every kept file under its number, and a list with the hash of each', async () => {
    const caseId = await completeCase(desk);
    const scan = await pdfOf('signed', { pages: 2 });
    await attach(desk, caseId, 'signed', '协议书 签字.pdf', scan);
    await attach(desk, caseId, 'scene', '楼道.jpg', photoOf('zipped'));
    await desk.act(desk.clerk, caseId, 'case.archived', { retention: 'long', shelf: '2026-7' });
    const { file, entries, manifest } = await unzipped([caseId]);
    const { caseNumber } = await stateOf(desk, caseId);
    expect(file.name).toBe(`卷宗 ${caseNumber} 张某与李某邻里纠纷.zip`);
    expect(manifest).toMatchObject({ title: '张某与李某邻里纠纷', shelf: '2026-7', retention: '长期' });
    const named = [manifest.bound, ...manifest.files];
    for (const { path, sha256: hash, bytes } of named) {
      const entry = entries[path ?? ''];
      expect(entry && sha256(entry), path ?? '').toBe(hash);
      expect(entry?.byteLength).toBe(bytes);
    }
    expect(Object.keys(entries).toSorted()).toEqual(
      [...named.map(({ path }) => path), '索引.html', '清单.csv', '清单.json'].toSorted(),
    );
    expect(manifest.files.map(({ no }) => no)).toEqual(manifest.files.map((_, index) => index + 1));
    expect(manifest.files.find(({ title }) => title === '协议书 签字')?.sha256).toBe(fileHashOf(scan));
  });

  it('says the pages that are stamped in the volume', async () => {
    const caseId = await completeCase(desk);
    await attach(desk, caseId, 'evidence', '借条.pdf', await pdfOf('iou page', { pages: 3 }));
    const { entries, manifest } = await unzipped([caseId]);
    const texts = await readPdfText(entries['装订本.pdf'] ?? new Uint8Array());
    const iou = manifest.files.find(({ title }) => title === '借条');
    expect(iou?.lastPage).toBe((iou?.firstPage ?? 0) + 2);
    for (let page = iou?.firstPage ?? 0; page <= (iou?.lastPage ?? 0); page += 1) {
      const at = 1 + page;
      expect(texts[at]).toContain(`ioupage${page - (iou?.firstPage ?? 0) + 1}`);
      expect(texts[at]).toMatch(new RegExp(`${page}$`));
    }
    expect(texts).toHaveLength(manifest.pages + 3);
  });

  it('takes earlier versions along beside the volume, and names a file whose bytes are not here', async () => {
    const caseId = await completeCase(desk);
    for (const text of ['缺第 3 页。', '缺第 3、4 页。']) {
      await desk.act(desk.clerk, caseId, 'dossier.noted', { text });
      const { dossierNote } = await stateOf(desk, caseId);
      await issuePaper(desk, caseId, 'dossier-note', { subject: dossierNote?.version ?? 0 });
    }
    await attach(desk, caseId, 'scene', '没到.jpg', photoOf('not in the zip'));
    await desk.fileBytes.remove(fileHashOf(photoOf('not in the zip')));
    const { entries, manifest } = await unzipped([caseId]);
    const absent = manifest.files.find(({ title }) => title === '没到');
    expect(absent).toMatchObject({ path: null, remark: '尚未到达，未装订' });
    expect(Object.keys(entries).some((path) => path.includes('没到'))).toBe(false);
    const notes = manifest.files.filter(({ title }) => title === '卷宗情况说明');
    expect(notes.map(({ firstPage, remark }) => [firstPage !== null, remark])).toEqual([
      [true, ''],
      [false, '旧版，已由新版代替'],
    ]);
    const earlier = entries[notes[1]?.path ?? ''] ?? new Uint8Array();
    expect((await readPdfText(earlier)).join('')).toContain('缺第3页。');
  });

  it('is noted as what left the center: by whom, which cases, no word of theirs', async () => {
    const caseId = await boundableCase(desk);
    const { noting, noted } = notingDesk();
    await archiveDossier(noting, desk.clerk, { caseIds: [caseId] });
    await bindDossier(noting, desk.clerk, { caseIds: [caseId] });
    const taken = { kind: 'export', staffId: desk.clerk.staffId, dossier: [caseId], pages: 3 };
    expect(noted).toEqual([
      { ...taken, form: 'zip' },
      { ...taken, form: 'pdf' },
    ]);
  });

  it('is refused to IT, for a case that is not there, and for cases that may not share a volume', async () => {
    const caseId = await boundableCase(desk);
    const general = await boundableCase(desk, { complexity: 'complex' });
    const refusal = async (work: Promise<unknown>) => (await serviceErrorOf(work)).code;
    expect(await refusal(bindDossier(desk, desk.it, { caseIds: [caseId] }))).toBe('NOT_ALLOWED');
    expect(await refusal(dossierView(desk, desk.it, { caseId }, createMeasure()))).toBe('NOT_ALLOWED');
    expect(await refusal(archiveDossier(desk, desk.clerk, { caseIds: [desk.environment.newId()] }))).toBe('NOT_FOUND');
    // Both ended by word of mouth, so they may share; a case without an agreement that is not simple may not.
    await expect(bindDossier(desk, desk.clerk, { caseIds: [caseId, general] })).resolves.toBeInstanceOf(File);
    const { caseId: open } = await desk.register({ complexity: 'complex' });
    expect(await refusal(bindDossier(desk, desk.clerk, { caseIds: [caseId, open] }))).toBe('NOT_POSSIBLE_NOW');
  });
});

describe('the dossier as the desk sees it (人民调解法 27)', () => {
  it('gives each part the numbers that the bound volume then bears', async () => {
    const caseId = await completeCase(desk);
    await attach(desk, caseId, 'evidence', '长.pdf', await pdfOf('long', { pages: 5 }));
    await attach(desk, caseId, 'evidence', '密.pdf', await pdfOf('shut', { password: { user: 's', owner: 'o' } }));
    await attach(desk, caseId, 'scene', '楼道.jpg', photoOf('viewed'));
    const seen = (await view(caseId)).entries.flatMap(({ parts }) => parts);
    const { manifest } = await unzipped([caseId]);
    const bound = manifest.files.filter(({ firstPage }) => firstPage !== null);
    expect(seen.map(({ name, firstPage, lastPage, remark }) => [name, firstPage, lastPage, remark])).toEqual(
      bound.map(({ title, firstPage, lastPage, remark }) => [title, firstPage, lastPage, remark]),
    );
    expect((await view(caseId)).pages).toBe(manifest.pages);
    expect(seen.find(({ name }) => name === '密')?.standIn).toBe('locked');
  });

  it('names what is missing and can be issued at once, until it is there', async () => {
    const caseId = await boundableCase(desk);
    const lacking = (await view(caseId)).entries.flatMap((entry) => entry.lacking);
    expect(lacking.map(({ title }) => title)).toEqual(['权利义务告知书', '当事人身份证明']);
    expect(lacking.every(({ paper }) => paper !== null)).toBe(true);
    const complete = await view(await completeCase(desk));
    expect(complete.entries.filter(({ state }) => state === 'missing')).toEqual([]);
    expect(complete.entries.at(-1)).toMatchObject({ no: 13, state: 'made_when_bound' });
  });

  it('opens a file once, and counts it anew only where its bytes are not there any more', async () => {
    const caseId = await boundableCase(desk);
    const scan = await pdfOf('once', { pages: 4 });
    await attach(desk, caseId, 'evidence', '一次.pdf', scan);
    const measure = createMeasure();
    const pages = async () => (await view(caseId, measure)).pages;
    expect(await pages()).toBe(7);
    let reads = 0;
    const read = (hash: string) => {
      reads += 1;
      return desk.fileBytes.read(hash);
    };
    const counting = { ...desk, fileBytes: { ...desk.fileBytes, read } };
    expect((await dossierView(counting, desk.clerk, { caseId }, measure)).pages).toBe(7);
    expect(reads).toBe(0);
    await desk.fileBytes.remove(fileHashOf(scan));
    expect(await pages()).toBe(4);
  });
});
