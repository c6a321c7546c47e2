import { AlignmentType, Document, Footer, Header, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import { type FormInput, formDefinitions } from '../../domain/documents/form.ts';
import type { TemplateData } from '../../domain/documents/presentation.ts';
import type { WordLayout } from '../../domain/documents/word-layout.ts';
import { type WordKind, wordLayouts } from '../../domain/documents/word-layouts.ts';
import { seenCase } from '../access/seen-case.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { composeForm } from './compose.ts';
import { pdfFile } from './pdf-file.ts';
import { formFacts, requireForm } from './render-form.ts';
import { footParagraph, setWordBlock } from './word-blocks.ts';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** In twentieths of a point: A4, with the margins of the printed forms (the left is where the archive punches holes). */
const PAGE = {
  size: { width: 11_906, height: 16_838 },
  margin: { top: 1_304, bottom: 1_304, left: 1_814, right: 1_247 },
};
const MARK = '工作副本，供修改使用，不作为正式文书';
/** 仿宋 as offices have it; Word and WPS fall back by themselves where it is missing. */
const FONT = { eastAsia: '仿宋', ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman' };
const GREY = '808080';

const small = (text: string) => new TextRun({ text, size: 18, color: GREY });

/** What a sheet of a working copy is made of: blocks, set with what the form's template is given. */
export interface WordSheet {
  readonly layout: WordLayout;
  readonly data: TemplateData;
}

export function wordSheet<K extends keyof typeof wordLayouts>(kind: K, input: FormInput<K>): WordSheet {
  return { layout: wordLayouts[kind], data: formDefinitions[kind].present(input) };
}

export interface WordFile {
  readonly title: string;
  readonly committee: string;
  /** Each begins on a new page. */
  readonly sheets: readonly WordSheet[];
  /** What every page says at its foot, with its number; none where sheets bear no numbers of their own. */
  readonly foot?: string;
}

/** A file for a word processor, marked as a working copy on every page. */
export async function wordFile({ title, committee, sheets, foot }: WordFile): Promise<Uint8Array> {
  const header = new Header({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [small(MARK)] })] });
  const footers = foot === undefined ? {} : { footers: { default: new Footer({ children: [numberedFoot(foot)] }) } };
  const document = new Document({
    title,
    creator: committee,
    description: MARK,
    styles: { default: { document: { run: { font: FONT, size: 28 } } } },
    sections: sheets.map(({ layout, data }) => ({
      properties: { page: PAGE },
      headers: { default: header },
      ...footers,
      children: layout.flatMap((block) => setWordBlock(block, data)),
    })),
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

function numberedFoot(title: string): Paragraph {
  return footParagraph([
    small(`${title}　第 `),
    new TextRun({ children: [PageNumber.CURRENT], size: 18, color: GREY }),
    small(' 页　共 '),
    new TextRun({ children: [PageNumber.TOTAL_PAGES], size: 18, color: GREY }),
    small(' 页'),
  ]);
}

/** A form for a word processor. It holds what the PDF says, in the same order, and is marked as a working copy. */
export function wordOf<K extends WordKind>(kind: K, input: FormInput<K>): Promise<Uint8Array> {
  const { title } = formDefinitions[kind];
  return wordFile({ title, committee: input.committee, sheets: [wordSheet(kind, input)], foot: title });
}

export interface WordInput {
  readonly caseId: string;
  readonly form: WordKind;
  readonly subject: number;
}

/** A working copy of a form of the case as it is now; nothing is issued and nothing is kept. Who took it is noted. */
export async function wordCopy(dependencies: Dependencies, caller: Caller, input: WordInput): Promise<File> {
  const { store, environment, asides } = dependencies;
  const { caseId, form, subject } = input;
  const facts = await store.read(async (reads) => {
    const found = await seenCase(reads, caller, 'documents.word', caseId);
    requireForm(found.state, input);
    return formFacts(reads, dependencies, found.state, { number: null, preparedAt: environment.now() });
  });
  const bytes = await wordOf(form, composeForm(form, facts, subject));
  await asides.note(store, {
    at: environment.now(),
    staffId: caller.staffId,
    kind: 'file',
    subject: `${caseId}/${form}`,
  });
  return pdfFile(bytes, `${formDefinitions[form].shortTitle}（工作副本）.docx`, DOCX);
}
