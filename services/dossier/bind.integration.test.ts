import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initialDossierSettings } from '../../domain/center/settings.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { attach, boundableCase, pdfOf, readOutline, readPlacedText } from '../../tests/support/dossiers.ts';
import { readPdfGlyphs, readPdfText } from '../../tests/support/pdf-text.ts';
import { fileHashOf } from '../documents/pdf-file.ts';
import { photoOf } from '../files/testing.ts';
import { bindVolume } from './bind.ts';
import { loadVolume } from './load-volume.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

async function bound(caseIds: readonly string[], dossier = initialDossierSettings) {
  const volume = await loadVolume(desk, desk.clerk, caseIds);
  return bindVolume(desk, { ...volume, settings: { ...volume.settings, dossier } });
}

/** How the contents print each part: number, name and pages. */
function rowsPrinted(parts: Awaited<ReturnType<typeof bound>>['parts']) {
  return parts.flat().map(({ firstPage, lastPage, part }, index) => {
    const name = part.kind === 'paper' ? part.paper.title : part.file.name.replace(/\.\w+$/, '');
    const span = firstPage === lastPage ? `${firstPage}` : `${firstPage}—${lastPage}`;
    return `${index + 1}${name}${span}`.replace(/\s/g, '');
  });
}

describe('a bound dossier (人民调解法 27)', () => {
  it('has cover, contents, every part in the official order and the back cover, numbered through', async () => {
    const caseId = await boundableCase(desk);
    await attach(desk, caseId, 'identity', '身份证.pdf', await pdfOf('identity', { pages: 2 }));
    await attach(desk, caseId, 'scene', '楼道.jpg', photoOf('bound whole'));
    const { pdf, pages, parts } = await bound([caseId]);
    const texts = await readPdfText(pdf);
    expect(pages).toBe(6);
    expect(texts).toHaveLength(9);
    expect(texts[0]).toContain('调解卷宗');
    expect(texts[0]).toContain('卷名张某与李某邻里纠纷');
    expect(texts.at(-1)).toContain('本卷共6页');
    const inside = ['人民调解受理登记表', 'identity1', 'identity2', '楼道', '人民调解记录', '人民调解口头协议登记表'];
    for (const [index, text] of inside.entries()) {
      expect(texts[2 + index]).toContain(text);
      // The stamp is the last that is laid on the page.
      expect(texts[2 + index]).toMatch(new RegExp(`${index + 1}$`));
    }
    for (const row of rowsPrinted(parts)) expect(texts[1]).toContain(row);
    expect(parts.flat().map(({ firstPage, lastPage }) => [firstPage, lastPage])).toEqual([
      [1, 1],
      [2, 3],
      [4, 4],
      [5, 5],
      [6, 6],
    ]);
    expect((await readPdfGlyphs(pdf)).missing).toBe(0);
  });

  it('has bookmarks for its places and what stands there, that lead to the right pages', async () => {
    const caseId = await boundableCase(desk);
    await attach(desk, caseId, 'evidence', '借条.pdf', await pdfOf('iou', { pages: 3 }));
    await attach(desk, caseId, 'scene', '楼道.jpg', photoOf('bookmarks'));
    const { pdf } = await bound([caseId]);
    expect(await readOutline(pdf)).toEqual([
      { title: '封面', level: 0, page: 1 },
      { title: '卷内目录', level: 0, page: 2 },
      { title: '申请书或受理登记表', level: 0, page: 3 },
      { title: '人民调解受理登记表', level: 1, page: 3 },
      { title: '证据材料', level: 0, page: 4 },
      { title: '借条', level: 1, page: 4 },
      { title: '楼道', level: 1, page: 7 },
      { title: '调解记录', level: 0, page: 8 },
      { title: '人民调解记录', level: 1, page: 8 },
      { title: '协议书', level: 0, page: 9 },
      { title: '人民调解口头协议登记表', level: 1, page: 9 },
      { title: '封底', level: 0, page: 10 },
    ]);
  });

  it('says why a file is not bound, on a page in its place, and binds the rest', async () => {
    const caseId = await boundableCase(desk);
    const locked = await pdfOf('locked', { password: { user: 'secret', owner: 'owner' } });
    const damaged = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(4_000, 7), Buffer.from('\n%%EOF\n')]);
    const word = Buffer.from('d0cf11e0a1b11ae1'.padEnd(2_048, '0'), 'hex');
    await attach(desk, caseId, 'evidence', '合同.pdf', locked);
    await attach(desk, caseId, 'evidence', '坏文件.pdf', damaged);
    await attach(desk, caseId, 'evidence', '清单.doc', word);
    await attach(desk, caseId, 'evidence', '没到.jpg', photoOf('not here'));
    await desk.fileBytes.remove(fileHashOf(photoOf('not here')));
    const { pdf, parts } = await bound([caseId]);
    expect(parts.flat().flatMap(({ standIn }) => standIn ?? [])).toEqual([
      'locked',
      'damaged',
      'not_printable',
      'not_here',
    ]);
    const texts = await readPdfText(pdf);
    expect(texts[3]).toContain('材料：合同.pdf这份PDF设有打开密码');
    expect(texts[3]).toContain(`SHA-256${fileHashOf(locked)}`);
    expect(texts[4]).toContain('已经损坏');
    expect(texts[5]).toContain('Word或者Excel文件');
    expect(texts[6]).toContain('还没有从市平台传到本机');
    expect(texts[1]).toContain('有密码，未装订');
    expect(texts).toHaveLength(10);
  });

  it('opens what only forbids changes, as every reader does', async () => {
    const caseId = await boundableCase(desk);
    await attach(desk, caseId, 'evidence', '只读.pdf', await pdfOf('readable', { password: { user: '', owner: 'x' } }));
    const { parts, pdf } = await bound([caseId]);
    expect(parts.flat().filter(({ standIn }) => standIn !== null)).toEqual([]);
    expect((await readPdfText(pdf))[3]).toContain('readable1');
  });

  it('never changes the bytes that it binds', async () => {
    const caseId = await boundableCase(desk);
    const scan = await pdfOf('signed', { pages: 2 });
    const { fileId } = await attach(desk, caseId, 'signed', '协议书签字.pdf', scan);
    await bound([caseId]);
    const volume = await loadVolume(desk, desk.clerk, [caseId]);
    for (const part of volume.cases.flatMap(({ dossier }) => dossier.parts)) {
      const hash = part.kind === 'paper' ? part.paper.fileHash : part.file.sha256;
      const kept =
        part.kind === 'paper'
          ? (await desk.store.read(({ files }) => files.file(hash)))?.bytes
          : await desk.fileBytes.read(hash);
      expect(kept && fileHashOf(kept)).toBe(hash);
    }
    expect(fileHashOf(scan)).toBe(volume.cases[0]?.state.files.find((file) => file.fileId === fileId)?.sha256);
  });

  it.each([0, 90, 180, 270])(
    'numbers a page that is turned by %i° at its upper right, as it is read',
    async (turned) => {
      const caseId = await boundableCase(desk);
      await attach(desk, caseId, 'evidence', '扫描.pdf', await pdfOf(`turned ${turned}`, { turned }));
      const { pdf } = await bound([caseId]);
      const stamp = (await readPlacedText(pdf, 4)).find(({ text }) => text === '2');
      if (!stamp) throw new Error('no number on the page');
      expect(stamp.x).toBeGreaterThan(stamp.width - 60);
      expect(stamp.x).toBeLessThan(stamp.width - 30);
      expect(stamp.y).toBeLessThan(50);
      expect(stamp.y).toBeGreaterThan(20);
    },
  );

  it('numbers a page whose drawing leaves the canvas turned and scaled', async () => {
    const caseId = await boundableCase(desk);
    await attach(desk, caseId, 'evidence', '乱.pdf', await pdfOf('askew', { operators: '0 0.2 -0.2 0 300 300 cm' }));
    const { pdf } = await bound([caseId]);
    const stamp = (await readPlacedText(pdf, 4)).find(({ text }) => text === '2');
    expect(stamp && stamp.x > stamp.width - 60 && stamp.y < 50).toBe(true);
  });

  it('numbers cover and contents too where the center wants it', async () => {
    const caseId = await boundableCase(desk);
    const { pdf, pages, parts } = await bound([caseId], { ...initialDossierSettings, numberFront: true });
    const texts = await readPdfText(pdf);
    expect(parts.flat()[0]).toMatchObject({ firstPage: 3 });
    expect(pages).toBe(5);
    expect(texts[1]).toContain('1人民调解受理登记表3');
    expect(texts.at(-1)).toContain('本卷共5页');
    expect(texts[0]).toMatch(/1$/);
  });

  it('binds a file whose name has signs that no font has', async () => {
    const caseId = await boundableCase(desk);
    await attach(desk, caseId, 'scene', '楼道😀.jpg', photoOf('smile'));
    const texts = await readPdfText((await bound([caseId])).pdf);
    expect(texts[1]).toContain('楼道□');
    expect(texts[3]).toContain('楼道□');
  });

  it('puts several simple cases into one volume, each with its part of the contents (多案一卷)', async () => {
    const [first, second] = [await boundableCase(desk), await boundableCase(desk)];
    const { pdf, pages, parts } = await bound([first, second]);
    const texts = await readPdfText(pdf);
    expect(pages).toBe(6);
    expect(texts[0]).toContain('张某与李某邻里纠纷等2案');
    expect(parts.map((ofCase) => ofCase.map(({ firstPage }) => firstPage))).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(texts[1]).toContain('6人民调解口头协议登记表6');
    const tops = (await readOutline(pdf)).filter(({ level }) => level === 0).map(({ page }) => page);
    expect(tops).toEqual([1, 2, 3, 6, 9]);
  });

  it('carries nothing that runs or leads away out of what people brought', async () => {
    const caseId = await boundableCase(desk);
    const { PDFDocument, PDFName, PDFString } = await import('@cantoo/pdf-lib');
    const source = await PDFDocument.load(await pdfOf('hostile', { pages: 2 }));
    const [page] = source.getPages();
    if (!page) throw new Error('no page');
    const script = source.context.obj({ S: 'JavaScript', JS: PDFString.of('app.alert(1)') });
    page.node.set(PDFName.of('AA'), source.context.obj({ O: script }));
    const link = source.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], A: script });
    const field = source.context.obj({ Type: 'Annot', Subtype: 'Widget', Rect: [0, 0, 9, 9], AA: { E: script } });
    page.node.set(PDFName.of('Annots'), source.context.obj([link, field]));
    await attach(desk, caseId, 'evidence', '脚本.pdf', await source.save({ useObjectStreams: false }));
    const { pdf } = await bound([caseId]);
    const saved = await (await PDFDocument.load(pdf)).save({ useObjectStreams: false });
    const raw = Buffer.from(saved).toString('latin1');
    expect(raw).not.toContain('JavaScript');
    expect(raw).not.toContain('/Link');
    expect(await readPdfText(pdf)).toHaveLength(8);
  });
});
