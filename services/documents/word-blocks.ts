import {
  AlignmentType,
  BorderStyle,
  type FileChild,
  HeightRule,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { TemplateData, TemplateValue } from '../../domain/documents/presentation.ts';
import type { WordBlock, WordField } from '../../domain/documents/word-layout.ts';

/** Half points, as Word counts: 三号, 小四 and 二号 are 16, 12 and 22 points. */
const BODY = 28;
const SMALL = 24;
const HEADLINE = 44;
/** Twentieths of a point between lines, and around tables. */
const LINE = 420;
const GAP = 160;
const BLANK_DATE = '　　　　年　　月　　日';

type Wanted<Kind extends WordBlock['kind']> = Extract<WordBlock, { kind: Kind }>;

const asList = (value: TemplateValue | undefined): readonly TemplateValue[] =>
  Array.isArray(value) ? (value as readonly TemplateValue[]) : value === null || value === undefined ? [] : [value];
const asText = (value: TemplateValue | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const asRecord = (value: TemplateValue | undefined): TemplateData =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as TemplateData) : {};
/** A text, a list of texts or a list of such lists, in one line of texts. */
const texts = (value: TemplateValue | undefined): readonly string[] =>
  asList(value).flatMap((each) => (Array.isArray(each) ? texts(each as TemplateValue) : [asText(each)]));

interface Look {
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: (typeof AlignmentType)[keyof typeof AlignmentType];
  readonly indent?: boolean;
}

function paragraph(words: string, { size = BODY, bold = false, align, indent = false }: Look = {}): Paragraph {
  return new Paragraph({
    ...(align ? { alignment: align } : {}),
    // Two characters, whatever the size (首行缩进 2 字符); in twentieths of a point for programs that know no characters.
    ...(indent ? { indent: { firstLineChars: 200, firstLine: 2 * size * 10 } } : {}),
    spacing: { line: LINE },
    children: [new TextRun({ text: words, size, bold })],
  });
}

function cell(children: readonly Paragraph[], span = 1): TableCell {
  return new TableCell({
    children: [...children],
    columnSpan: span,
    margins: { left: 80, right: 80, top: 60, bottom: 60 },
  });
}

const small = (words: string, look: Look = {}): Paragraph => paragraph(words, { size: SMALL, ...look });

function table(rows: readonly TableRow[]): FileChild[] {
  if (rows.length === 0) return [];
  const whole = { size: 100, type: WidthType.PERCENTAGE };
  return [
    new Table({ rows: [...rows], width: whole, layout: TableLayoutType.AUTOFIT }),
    new Paragraph({ spacing: { after: GAP }, children: [] }),
  ];
}

/** Label and value side by side; a row with fewer pairs than the widest stretches its last value. */
function pairRows(
  rows: readonly (readonly { readonly label: string; readonly values: readonly string[] }[])[],
): readonly TableRow[] {
  const widest = Math.max(...rows.map((row) => row.length), 1);
  return rows.map((row) => {
    const cells = row.flatMap(({ label, values }, index) => {
      const isLast = index === row.length - 1;
      const span = isLast ? 2 * (widest - row.length) + 1 : 1;
      const shown = values.length === 0 ? [''] : values;
      return [
        cell([small(label, { align: AlignmentType.CENTER })]),
        cell(
          shown.map((each) => small(each)),
          span,
        ),
      ];
    });
    return new TableRow({ children: cells, height: { value: 460, rule: HeightRule.ATLEAST } });
  });
}

function pairsOf(value: TemplateValue | undefined) {
  return asList(value).map((row) =>
    asList(row).map((pair) => ({ label: asText(asRecord(pair).label), values: [asText(asRecord(pair).value)] })),
  );
}

function signLine(label: string): Paragraph {
  return new Paragraph({
    spacing: { before: 240, line: LINE },
    children: [
      new TextRun({ text: `${label}：`, size: SMALL }),
      new TextRun({ text: '　'.repeat(12), size: SMALL, underline: { type: 'single' } }),
    ],
  });
}

/** `{field}` stands for a value; null where one of them is empty, for then the sentence says nothing. */
function filled(words: string, data: TemplateData): string | null {
  let isWhole = true;
  const text = words.replace(/\{(\w+)\}/g, (_, field: string) => {
    const value = asText(data[field]);
    if (value === '') isWhole = false;
    return value;
  });
  return isWhole ? text : null;
}

/** What a field of a ruled form shows; what is not known yet has its blank. */
function fieldTexts({ from, to, blank = '' }: WordField, data: TemplateData): readonly string[] {
  if (to !== undefined) return [`${asText(data[from]) || blank}至${asText(data[to]) || blank}`];
  const shown = texts(data[from]);
  return shown.some((each) => each !== '') ? shown : [blank];
}

const cellsOf = (row: TemplateValue, keys: readonly string[]): readonly string[] =>
  keys.map((key) => asText(asRecord(row)[key]));

function ruledRow(cells: readonly string[], isHead = false): TableRow {
  return new TableRow({
    tableHeader: isHead,
    children: cells.map((each) => cell([small(each, { bold: isHead })])),
  });
}

const headRows = (headings: readonly string[]): readonly TableRow[] =>
  headings.length === 0 ? [] : [ruledRow(headings, true)];

const right = (words: string): Paragraph => small(words, { align: AlignmentType.RIGHT });

type Setters = {
  readonly [Kind in WordBlock['kind']]: (block: Wanted<Kind>, data: TemplateData) => readonly FileChild[];
};

const setters: Setters = {
  title: ({ from, numbered }, data) => [
    paragraph(asText(data[from]), { size: HEADLINE, bold: true, align: AlignmentType.CENTER }),
    ...(numbered ? [right(`编号：${asText(data.number)}`)] : []),
  ],
  text: ({ text: words, indent = false }, data) => {
    const text = filled(words, data);
    return text === null ? [] : [paragraph(text, { indent })];
  },
  heading: ({ text: words }) => [paragraph(words, { bold: true })],
  paragraphs: ({ from }, data) => texts(data[from]).map((each) => paragraph(each, { indent: true })),
  labelled: ({ label, from }, data) => {
    const [first = '', ...rest] = texts(data[from]);
    return [paragraph(`${label}：${first}`), ...rest.map((each) => paragraph(each, { indent: true }))];
  },
  sections: ({ from }, data) =>
    asList(data[from]).flatMap((item) => [
      paragraph(asText(asRecord(item).heading), { bold: true }),
      ...texts(asRecord(item).paragraphs).map((each) => paragraph(each, { indent: true })),
    ]),
  parties: ({ from }, data) =>
    from
      .flatMap((field) => asList(data[field]))
      .flatMap((party) => {
        const { role, rows } = asRecord(party);
        return [paragraph(asText(role), { bold: true }), ...table(pairRows(pairsOf(rows)))];
      }),
  pairs: ({ from }, data) => table(pairRows(pairsOf(data[from]))),
  table: ({ headings, from, keys }, data) =>
    table([
      ...headRows(headings),
      ...asList(data[from])
        .map((row) => (keys ? cellsOf(row, keys) : texts(row)))
        .map((cells) => ruledRow(cells)),
    ]),
  'parts-table': ({ headings, from, keys }, data) =>
    table([
      ...headRows(headings),
      ...asList(data[from]).flatMap((part) => {
        const caption = asText(asRecord(part).caption);
        return [
          ...(caption === ''
            ? []
            : [new TableRow({ children: [cell([small(caption, { bold: true })], headings.length)] })]),
          ...asList(asRecord(part).rows).map((row) => ruledRow(cellsOf(row, keys))),
        ];
      }),
    ]),
  fields: ({ rows }, data) =>
    table(pairRows(rows.map((row) => row.map((field) => ({ label: field.label, values: fieldTexts(field, data) }))))),
  boxes: ({ label, from }, data) => [
    paragraph(
      `${label}：${asList(data[from])
        .map((box) => `${asRecord(box).checked === true ? '☑' : '□'}${asText(asRecord(box).label)}`)
        .join('　')}`,
    ),
  ],
  lines: ({ label, count }, data) => {
    const wanted = typeof count === 'number' ? count : Number(data[count] ?? 1);
    return Array.from({ length: Math.max(1, wanted) }, () => signLine(label));
  },
  'named-lines': ({ before = '', from, after }, data) => {
    const names = texts(data[from]);
    return (names.length === 0 ? [''] : names).map((name) => signLine(`${before}${name}${after}`));
  },
  date: ({ from }, data) => [right((from === null ? '' : asText(data[from])) || BLANK_DATE)],
  seal: ({ date }, data) => [
    right(asText(data.committee)),
    right('（人民调解委员会印）'),
    right((date === null ? '' : asText(data[date])) || BLANK_DATE),
  ],
};

/** Sets one block of the layout with what the form shows. */
export function setWordBlock(block: WordBlock, data: TemplateData): readonly FileChild[] {
  const set = setters[block.kind] as (block: WordBlock, data: TemplateData) => readonly FileChild[];
  return set(block, data);
}

/** Ruled above, as the foot of the printed forms is. */
export function footParagraph(children: readonly TextRun[]): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    border: { top: { style: BorderStyle.SINGLE, size: 4, space: 4, color: '808080' } },
    children: [...children],
  });
}
