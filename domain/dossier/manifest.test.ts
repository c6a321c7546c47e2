import { describe, expect, it } from 'vitest';
import { caseIn, withAction } from '../cases/testing.ts';
import { testFile } from '../cases/testing-facts.ts';
import { dossierOf } from './dossier.ts';
import { boundFile, leftOutFile, type Manifest, manifestCsv, manifestIndex, numberedName } from './manifest.ts';

const closed = withAction(caseIn('closed'), 'file.attached', { ...testFile(77), name: '楼道 <1>.jpg', kind: 'scene' });
const { parts, leftOut } = dossierOf(closed);
const files = parts.map((part, index) =>
  boundFile(index + 1, closed.caseNumber, { part, pages: 1, standIn: null, firstPage: index + 1, lastPage: index + 1 }),
);
const manifest: Manifest = {
  schema: 'fengqiao-dossier/1',
  committee: '郑州市金水区人民调解委员会',
  title: '张某与李某邻里纠纷',
  shelf: null,
  retention: null,
  preparedAt: '2026-11-23T00:00:00.000Z',
  pages: files.length,
  bound: { path: '装订本.pdf', bytes: 9, sha256: 'c'.repeat(64) },
  files,
};

describe('names in the zip of the archive', () => {
  it('sort as the contents do, and are taken by every system', () => {
    expect(numberedName(3, '人民调解协议书', 'pdf')).toBe('003 人民调解协议书.pdf');
    expect(numberedName(12, ' a/b:c*?"<>|. ', 'jpg')).toBe('012 a_b_c______.jpg');
    expect(numberedName(1, '😀'.repeat(200), 'pdf')).toBe(`001 ${'😀'.repeat(80)}.pdf`);
    expect(numberedName(1, '...', 'pdf')).toBe('001 材料.pdf');
    const names = [2, 10, 100].map((no) => numberedName(no, '协议', 'pdf'));
    expect(names.toSorted()).toEqual(names);
  });
});

describe('the list of the archive (人民调解法 27)', () => {
  it('has for each part its place, its pages and the hash that the log names', () => {
    expect(files.map(({ no }) => no)).toEqual(files.map((_, index) => index + 1));
    const photo = files.find(({ title }) => title.includes('<'));
    expect(photo).toMatchObject({ title: '楼道 <1>', place: '证据材料', sha256: testFile(77).sha256 });
    expect(photo?.path).toMatch(/^卷内材料\/\d{3} 楼道 _1_\.jpg$/);
  });

  it('says of a file that is not here that there is none, and of what is beside the volume why', () => {
    const [part] = parts;
    if (!part) throw new Error('an empty dossier');
    const absent = boundFile(1, '', { part, pages: 1, standIn: 'not_here', firstPage: 1, lastPage: 1 });
    expect(absent.path).toBeNull();
    const [slip] = leftOut;
    if (!slip) throw new Error('no slip');
    expect(leftOutFile(9, '', slip, true)).toMatchObject({ remark: '回执，交来访人', firstPage: null });
    expect(leftOutFile(9, '', slip, true).path).toMatch(/^未装订\/009 /);
    expect(leftOutFile(9, '', slip, false).path).toBeNull();
  });

  it('is a table that Excel reads, and no name of it becomes a formula', () => {
    const [first] = files;
    if (!first) throw new Error('no file');
    const csv = manifestCsv({ ...manifest, files: [{ ...first, title: '=HYPERLINK("x")', remark: '一,"二"\n三' }] });
    expect(csv.startsWith('\ufeff序号,案号,文书名称,')).toBe(true);
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
    expect(csv).toContain('"一,""二""\n三"');
    expect(csv.endsWith('\r\n')).toBe(true);
  });

  it('is a page that leads to every file, and shows names as they are', () => {
    const page = manifestIndex(manifest);
    expect(page).toContain('楼道 &lt;1&gt;');
    expect(page).not.toContain('<1>');
    for (const { path } of files) {
      expect(page).toContain(`href="${(path ?? '').split('/').map(encodeURIComponent).join('/')}"`);
    }
    expect(page).toContain(`href="${encodeURIComponent('装订本.pdf')}"`);
  });
});
