import { describe, expect, it } from 'vitest';
import {
  backCoverSample,
  contentsSample,
  coverSample,
  photoSheetSample,
  standInSample,
} from '../../domain/documents/sample-sheets.ts';
import type { SheetPicture } from '../../services/documents/renderer.ts';
import { photoOf } from '../../services/files/testing.ts';
import { readPdfGlyphs, readPdfText } from '../support/pdf-text.ts';
import { expectInOrder, documentRenderer as renderer, renderFailureOf } from '../support/printed-forms.ts';

async function textOf(bytes: Uint8Array): Promise<string[]> {
  expect((await readPdfGlyphs(bytes)).missing).toBe(0);
  return readPdfText(bytes);
}

/** The photo that the sample names. */
const photo = (bytes: Uint8Array): readonly SheetPicture[] => [
  { hash: photoSheetSample.picture, mediaType: 'image/jpeg', bytes },
];

describe('the sheets of a bound dossier (司发通〔2010〕239号)', () => {
  it('the cover has its fields in the official order, on one page', async () => {
    const pages = await textOf(renderer.render('dossier-cover', coverSample));
    expect(pages).toHaveLength(1);
    expectInOrder(pages.join(''), [
      '郑州市中原区矛盾纠纷人民调解委员会',
      '调解卷宗',
      '卷名刘某甲与刘某乙婚姻家庭纠纷',
      '卷号（2026）中原人调字第128号',
      '人民调解员陈某、王某',
      '调解日期2026年11月23日至2026年12月2日',
      '立卷人李某',
      '立卷日期2027年8月5日',
      '保管期限长期（30年）',
      '备注另有录音光盘一张。',
    ]);
  });

  it('the cover leaves blank what is not known before the archive, for a pen', async () => {
    const blank = { ...coverSample, volume: '', binder: '', boundOn: null, retention: '', remarks: '' };
    const [text = ''] = await textOf(renderer.render('dossier-cover', blank));
    expectInOrder(text, ['卷号（）人调字第号', '立卷人', '立卷日期年月日', '保管期限', '备注']);
  });

  it('the cover keeps long names on its page', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `调解员某${index}`);
    const long = { ...coverSample, volumeTitle: '郑州市某某物业服务有限公司'.repeat(6), mediators: names };
    const pages = await textOf(renderer.render('dossier-cover', long));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain('郑州市某某物业服务有限公司'.repeat(6));
  });

  it('the contents have number, name, pages and remark, and go on over pages with their heading', async () => {
    const [text = ''] = await textOf(renderer.render('dossier-contents', contentsSample));
    expectInOrder(text, [
      '卷内目录',
      '序号文书名称页号备注',
      '1人民调解受理登记表1',
      '2人民调解记录（第一次）2—4',
      '3人民调解协议书5—6编号',
      '4楼道照片7照片',
    ]);
    const rows = Array.from({ length: 90 }, (_, index) => ({
      name: `证据材料${index}`,
      firstPage: index + 1,
      lastPage: index + 1,
      remark: '',
    }));
    const pages = await textOf(
      renderer.render('dossier-contents', { ...contentsSample, parts: [{ caption: '', rows }] }),
    );
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(page).toContain('序号文书名称页号备注');
  });

  it('the contents of a volume of several cases have a part for each, numbered through (多案一卷)', async () => {
    const [part] = contentsSample.parts;
    if (!part) throw new Error('sample without a part');
    const parts = ['案一', '案二'].map((caption) => ({ ...part, caption }));
    const [text = ''] = await textOf(renderer.render('dossier-contents', { ...contentsSample, parts }));
    expectInOrder(text, ['案一', '1人民调解受理登记表', '4楼道照片', '案二', '5人民调解受理登记表', '8楼道照片']);
  });

  it('the back cover says how many pages, who bound them and when', async () => {
    const [text = ''] = await textOf(renderer.render('back-cover', backCoverSample));
    expectInOrder(text, ['本卷共7页', '立卷人：李某', '立卷日期：2027年8月5日']);
  });

  it('a photo stands on one page with its name below it', async () => {
    const pages = await textOf(renderer.render('photo-sheet', photoSheetSample, photo(photoOf('a photo of a sheet'))));
    expect(pages).toEqual(['楼道照片现场照片，2026年11月23日附']);
  });

  it('a photo that no reader understands is a failure that says so, and leaves the next one alone', () => {
    const torn = photo(Buffer.from('no picture at all'));
    expect(renderFailureOf(() => renderer.render('photo-sheet', photoSheetSample, torn)).code).toBe('template-broken');
    const whole = photo(photoOf('after a torn one'));
    expect(renderer.render('photo-sheet', photoSheetSample, whole).byteLength).toBeGreaterThan(1_000);
  });

  it('a file that cannot be bound has a page that says why and what it is', async () => {
    const [text = ''] = await textOf(renderer.render('stand-in-sheet', standInSample));
    expectInOrder(text, ['未装订材料说明', '材料：借条.docx', '不能直接装订', '大小640KB']);
  });
});
