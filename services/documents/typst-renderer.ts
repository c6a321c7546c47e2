import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import * as z from 'zod';
import { type FormInput, formDefinitions, type PrintKind } from '../../domain/documents/form.ts';
import type { TemplateData } from '../../domain/documents/presentation.ts';
import { hasLongRun } from '../../domain/documents/printable-text.ts';
import { slotRoles } from '../../domain/signing/slot.ts';
import { noOwnTemplates, type OwnTemplates } from './own-templates.ts';
import {
  DocumentRenderError,
  type DocumentRenderer,
  type RenderedPaper,
  type SheetPicture,
  type SheetPictureType,
} from './renderer.ts';
import { templateTrouble } from './template-trouble.ts';
import { findUnprintable, unprintableMessage } from './unprintable.ts';

/** Every font that the templates name. Without one of them the compiler would silently set nothing. */
export const documentFonts = [
  'FandolFang-Regular.otf',
  'FandolSong-Regular.otf',
  'FandolSong-Bold.otf',
  'FandolHei-Regular.otf',
  'NotoSerifSC-Regular.ttf',
] as const;

export interface TypstFolders {
  /** `resources/templates`. */
  templatesDir: string;
  /** `resources/fonts`. */
  fontsDir: string;
}

/** Where the Typst source of a form lies, and the inputs it is compiled with: what a raw compile of it needs. */
export function templateSource<K extends PrintKind>(
  kind: K,
  data: FormInput<K>,
  { templatesDir }: Pick<TypstFolders, 'templatesDir'>,
): { mainFilePath: string; inputs: Record<string, string>; creationTimestamp: number } {
  const { templateFile, present } = formDefinitions[kind];
  const presented: TemplateData = present(data);
  return {
    mainFilePath: join(resolve(templatesDir), templateFile),
    inputs: { data: JSON.stringify(presented), longRuns: hasLongRun(presented) ? 'yes' : 'no' },
    creationTimestamp: Math.floor(Date.parse(data.preparedAt) / 1000),
  };
}

// Kept results of older compilations; more would only grow the memory of a service that runs for weeks.
// Looking them through takes as long as half a form, so it is done now and then.
const CACHE_AGE = 2;
const FORMS_BETWEEN_EVICTIONS = 16;

function createCompiler({ templatesDir, fontsDir }: TypstFolders): NodeCompiler {
  const missing = documentFonts.filter((file) => !existsSync(join(fontsDir, file)));
  if (missing.length > 0) {
    throw new Error(`文书字体缺失：${missing.join('、')}（应在 ${resolve(fontsDir)}）。请重新安装本程序。`);
  }
  return NodeCompiler.create({ workspace: resolve(templatesDir), fontArgs: [{ fontPaths: [resolve(fontsDir)] }] });
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What a template says of the places for marks (lib.typ, `slot`). */
const slotsInTemplate = z.array(
  z.object({
    role: z.enum(slotRoles),
    ordinal: z.int().min(0),
    label: z.string().optional(),
    page: z.int().min(1),
    x: z.number(),
    y: z.number(),
    width: z.number(),
  }),
);

/** Hundredths of a point are finer than any printer. */
const rounded = (points: number): number => Math.round(points * 100) / 100;

const MARKS_TITLE = '签署件';
const MARKS_TEMPLATE = 'marks.typ';
/** The compiler tells by the end of a name what a picture is. */
const endOf: { readonly [Type in SheetPictureType]: string } = {
  'image/svg+xml': 'svg',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};
const fileOf = ({ hash, mediaType }: SheetPicture): string => `picture-${hash}.${endOf[mediaType]}`;

interface Source {
  readonly kind: PrintKind | 'marks';
  readonly title: string;
  readonly templateFile: string;
  readonly mainFilePath: string;
  readonly inputs: Record<string, string>;
  readonly creationTimestamp: number;
  /** Where the characters that no font has are looked for. */
  readonly data: unknown;
  /**
   * Lie beside the template in the compiler's own view of the folder; nothing is written to the disk. The template finds
   * the file of a picture by its hash (lib.typ, `picture-file`).
   */
  readonly pictures: readonly SheetPicture[];
}

/**
 * Renders forms with one warm compiler, made at the first call (about 0.4 s; later documents take a few ms).
 * Each call throws {@link DocumentRenderError}; missing fonts are a plain Error.
 */
export function createTypstRenderer(folders: TypstFolders, own: OwnTemplates = noOwnTemplates): DocumentRenderer {
  let warm: NodeCompiler | undefined;
  let rendered = 0;
  const compiler = (): NodeCompiler => {
    if (warm) return warm;
    warm = createCompiler(folders);
    // An office's own template stands where the shipped one lies, so that it finds the library beside it.
    for (const [name, source] of own.used) warm.mapShadow(join(resolve(folders.templatesDir), name), source);
    return warm;
  };
  const ownHint = (templateFile: string): string =>
    own.used.has(templateFile) ? '（这是本单位自备的模板，请改好或者移走后重新启动服务）' : '';

  /** Compiles what lies in the compiler's view of the folder now. */
  function compiled(typst: NodeCompiler, source: Source): RenderedPaper {
    const { kind, title, templateFile, mainFilePath, creationTimestamp, data, pictures } = source;
    const files = JSON.stringify(Object.fromEntries(pictures.map((picture) => [picture.hash, fileOf(picture)])));
    const inputs = { ...source.inputs, ...(pictures.length > 0 ? { pictures: files } : {}) };
    const fail = (code: 'template-broken' | 'glyph-missing', message: string, details: string) =>
      new DocumentRenderError(code, kind, templateFile, message, details);
    const broken = (what: string, details: string, trouble = '') => {
      const own = ownHint(templateFile);
      // Only who wrote a template can mend it by what the compiler says.
      const where = own === '' || trouble === '' ? '' : `。${trouble}`;
      return fail('template-broken', `「${title}」的模板 ${templateFile} 有错，无法生成${what}${where}${own}`, details);
    };

    const made = typst.compile({ mainFilePath, inputs });
    if (made.result === null) {
      const diagnostics = made.takeDiagnostics();
      const found: unknown = diagnostics === null ? [] : typst.fetchDiagnostics(diagnostics);
      throw broken('文书', JSON.stringify(found), templateTrouble(found));
    }
    try {
      const found = slotsInTemplate.parse(typst.query(made.result, { selector: '<slot>', field: 'value' }));
      const slots = found.map((slot) => ({
        ...slot,
        x: rounded(slot.x),
        y: rounded(slot.y),
        width: rounded(slot.width),
      }));
      return { bytes: new Uint8Array(typst.pdf(made.result, { pdfStandard: 'a-2b', creationTimestamp })), slots };
    } catch (error) {
      const details = describe(error);
      const unprintable = findUnprintable(details, data);
      throw unprintable.length > 0
        ? fail('glyph-missing', unprintableMessage(title, unprintable), details)
        : broken(' PDF', details);
    }
  }

  function compile(source: Source): RenderedPaper {
    const { kind, title, templateFile, mainFilePath, pictures } = source;
    if (!existsSync(mainFilePath)) {
      const message = `「${title}」的模板 ${templateFile} 不见了，请重新安装本程序`;
      throw new DocumentRenderError('template-missing', kind, templateFile, message, mainFilePath);
    }
    const typst = compiler();
    const beside = dirname(mainFilePath);
    for (const each of pictures) typst.mapShadow(join(beside, fileOf(each)), Buffer.from(each.bytes));
    try {
      return compiled(typst, source);
    } finally {
      for (const each of pictures) typst.unmapShadow(join(beside, fileOf(each)));
      rendered += 1;
      if (rendered % FORMS_BETWEEN_EVICTIONS === 0) typst.evictCache(CACHE_AGE);
    }
  }

  function renderSheet<K extends PrintKind>(
    kind: K,
    given: FormInput<K>,
    pictures: readonly SheetPicture[] = [],
  ): RenderedPaper {
    const { title, templateFile, schema } = formDefinitions[kind];
    const parsed = schema.safeParse(given);
    if (!parsed.success) {
      const first = parsed.error.issues[0];
      const cause = first === undefined ? '' : `：${first.message}`;
      const details = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n');
      throw new DocumentRenderError('data-invalid', kind, templateFile, `「${title}」的内容有误${cause}`, details);
    }
    const { data } = parsed;
    return compile({ kind, title, templateFile, ...templateSource(kind, data, folders), data, pictures });
  }

  return {
    ownTemplates: own,
    renderPaper: (kind, data) => renderSheet(kind, data),
    render: (kind, data, pictures) => renderSheet(kind, data, pictures).bytes,
    renderMarks(sheet, pictures) {
      return compile({
        kind: 'marks',
        title: MARKS_TITLE,
        templateFile: MARKS_TEMPLATE,
        mainFilePath: join(resolve(folders.templatesDir), MARKS_TEMPLATE),
        inputs: { data: JSON.stringify(sheet) },
        creationTimestamp: Math.floor(sheet.preparedAt / 1000),
        data: sheet,
        pictures,
      }).bytes;
    },
  };
}
