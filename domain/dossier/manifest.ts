import { safeFileName } from '../files/file.ts';
import { markupText } from '../text/markup-text.ts';
import { type BoundPart, partRemark } from './contents.ts';
import { type DossierPart, type LeftOut, partHash, partName } from './dossier.ts';
import { type DossierPlace, dossierPlaces } from './places.ts';

/** One kept file of an archived volume, bound or beside it. */
export interface ManifestFile {
  /** Its number in the contents; what is not bound goes on from there. */
  readonly no: number;
  readonly caseNumber: string;
  /** Where it lies in the archive's zip; null where its bytes are not here. */
  readonly path: string | null;
  readonly title: string;
  /** 协议书 …, or why it is not in the volume. */
  readonly place: string;
  /** Official number of a paper. */
  readonly number: string | null;
  readonly firstPage: number | null;
  readonly lastPage: number | null;
  readonly remark: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a volume is, for whoever takes the zip into an archive. */
export interface Manifest {
  readonly schema: 'fengqiao-dossier/1';
  readonly committee: string;
  readonly title: string;
  readonly shelf: string | null;
  /** 永久, 长期（30 年） …; null before the archive. */
  readonly retention: string | null;
  readonly preparedAt: string;
  /** Pages that bear a number. */
  readonly pages: number;
  readonly bound: { readonly path: string; readonly bytes: number; readonly sha256: string };
  readonly files: readonly ManifestFile[];
}

const LONGEST_TITLE = 80;
const PDF_END = 'pdf';
const INSIDE = '卷内材料';
const BESIDE = '未装订';

const reasons: { readonly [Why in LeftOut['why']]: string } = {
  earlier: '旧版，已由新版代替',
  signed: '签名以前的文本，卷内装订的是签署件',
  visitors: '回执，交来访人',
};

/** `003 人民调解协议书.pdf`: numbered as in the contents, so that every system lists the files in their order. */
export function numberedName(no: number, title: string, end: string): string {
  const short = [...safeFileName(title)].slice(0, LONGEST_TITLE).join('').trim();
  return `${String(no).padStart(3, '0')} ${short === '' ? '材料' : short}.${end}`;
}

function factsOfPart(part: DossierPart) {
  if (part.kind === 'paper') {
    const { bytes, number } = part.paper;
    return { bytes, number, mediaType: 'application/pdf', end: PDF_END };
  }
  const { bytes, mediaType, name } = part.file;
  return { bytes, number: null, mediaType, end: name.slice(name.lastIndexOf('.') + 1) };
}

/** A bound part as the manifest lists it. */
export function boundFile(no: number, caseNumber: string, bound: BoundPart): ManifestFile {
  const { part, firstPage, lastPage, standIn } = bound;
  const { end, ...facts } = factsOfPart(part);
  const title = partName(part);
  const place: DossierPlace | undefined = dossierPlaces.find(({ id }) => id === part.place);
  return {
    ...facts,
    no,
    caseNumber,
    title,
    path: standIn === 'not_here' ? null : `${INSIDE}/${numberedName(no, title, end)}`,
    place: place?.name ?? '',
    firstPage,
    lastPage,
    remark: partRemark(bound),
    sha256: partHash(part),
  };
}

/** A kept paper beside the volume. */
export function leftOutFile(no: number, caseNumber: string, { paper, why }: LeftOut, isHere: boolean): ManifestFile {
  return {
    no,
    caseNumber,
    title: paper.title,
    path: isHere ? `${BESIDE}/${numberedName(no, paper.title, PDF_END)}` : null,
    place: BESIDE,
    number: paper.number,
    firstPage: null,
    lastPage: null,
    remark: isHere ? reasons[why] : `${reasons[why]}；文件不在本机`,
    mediaType: 'application/pdf',
    bytes: paper.bytes,
    sha256: paper.fileHash,
  };
}

const columns: readonly { readonly header: string; readonly cell: (file: ManifestFile) => string | number | null }[] = [
  { header: '序号', cell: ({ no }) => no },
  { header: '案号', cell: ({ caseNumber }) => caseNumber },
  { header: '文书名称', cell: ({ title }) => title },
  { header: '位置', cell: ({ place }) => place },
  { header: '编号', cell: ({ number }) => number },
  { header: '起页', cell: ({ firstPage }) => firstPage },
  { header: '止页', cell: ({ lastPage }) => lastPage },
  { header: '备注', cell: ({ remark }) => remark },
  { header: '文件', cell: ({ path }) => path },
  { header: '字节', cell: ({ bytes }) => bytes },
  { header: 'SHA-256', cell: ({ sha256 }) => sha256 },
];

/** A name that begins like a formula must not become one when a spreadsheet opens the list. */
function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The list for a spreadsheet: UTF-8 with its mark, as Excel needs it for Chinese. */
export function manifestCsv({ files }: Manifest): string {
  const rows = [columns.map(({ header }) => header), ...files.map((file) => columns.map(({ cell }) => cell(file)))];
  return `\ufeff${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

const link = (path: string, text: string) =>
  `<a href="${markupText(path.split('/').map(encodeURIComponent).join('/'))}">${markupText(text)}</a>`;

/** A page that any browser shows, with a way to every file: the index of the zip. */
export function manifestIndex(manifest: Manifest): string {
  const { title, committee, shelf, retention, pages, bound, files } = manifest;
  const rows = files.map((file) => {
    const span = file.firstPage === null ? '' : [...new Set([file.firstPage, file.lastPage])].join('—');
    const name = file.path === null ? markupText(file.title) : link(file.path, file.title);
    const cells = [String(file.no), name, markupText(file.place), span, markupText(file.remark)];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${markupText(title)}</title>
<style>body{font:16px/1.6 sans-serif;margin:2em auto;max-width:60em}table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3em .6em;text-align:left}</style>
</head><body>
<h1>${markupText(title)}</h1>
<p>${markupText(committee)}${shelf === null ? '' : `　卷号：${markupText(shelf)}`}${retention === null ? '' : `　保管期限：${markupText(retention)}`}　共 ${pages} 页</p>
<p>${link(bound.path, '装订本（整卷 PDF）')}</p>
<table><thead><tr><th>序号</th><th>文书名称</th><th>位置</th><th>页号</th><th>备注</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table>
<p>每个文件的校验码（SHA-256）见“清单.csv”和“清单.json”。</p>
</body></html>
`;
}
