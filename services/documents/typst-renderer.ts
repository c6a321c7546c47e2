import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { type FormInput, formDefinitions, type PrintKind } from '../../domain/documents/form.ts';
import type { TemplateData } from '../../domain/documents/presentation.ts';
import { DocumentRenderError, type DocumentRenderer, type SheetImage } from './renderer.ts';
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
  return {
    mainFilePath: join(resolve(templatesDir), templateFile),
    inputs: { data: JSON.stringify(present(data) satisfies TemplateData) },
    creationTimestamp: Math.floor(Date.parse(data.preparedAt) / 1000),
  };
}

// Kept results of older compilations; more would only grow the memory of a service that runs for weeks.
const CACHE_AGE = 10;

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

/**
 * Renders forms with one warm compiler, made at the first call (about 0.4 s; later documents take a few ms).
 * Each call throws {@link DocumentRenderError}; missing fonts are a plain Error.
 */
export function createTypstRenderer(folders: TypstFolders): DocumentRenderer {
  let warm: NodeCompiler | undefined;

  function compilePdf<K extends PrintKind>(kind: K, data: FormInput<K>, image: SheetImage | undefined): Uint8Array {
    const { title, templateFile } = formDefinitions[kind];
    const { mainFilePath, inputs, creationTimestamp } = templateSource(kind, data, folders);
    const fail = (code: 'template-missing' | 'template-broken' | 'glyph-missing', message: string, details: string) =>
      new DocumentRenderError(code, kind, templateFile, message, details);

    if (!existsSync(mainFilePath)) {
      throw fail('template-missing', `「${title}」的模板 ${templateFile} 不见了，请重新安装本程序`, mainFilePath);
    }
    warm ??= createCompiler(folders);
    const imageFile = image && `sheet-image.${image.end}`;
    const imagePath = imageFile && join(resolve(folders.templatesDir), imageFile);
    if (image && imagePath) warm.mapShadow(imagePath, Buffer.from(image.bytes));
    const compiled = warm.compile({ mainFilePath, inputs: imageFile ? { ...inputs, image: imageFile } : inputs });
    if (compiled.result === null) {
      const diagnostics = compiled.takeDiagnostics();
      const details = JSON.stringify(diagnostics === null ? [] : warm.fetchDiagnostics(diagnostics));
      throw fail('template-broken', `「${title}」的模板 ${templateFile} 有错，无法生成文书`, details);
    }
    try {
      return new Uint8Array(warm.pdf(compiled.result, { pdfStandard: 'a-2b', creationTimestamp }));
    } catch (error) {
      const details = describe(error);
      const unprintable = findUnprintable(details, data);
      throw unprintable.length > 0
        ? fail('glyph-missing', unprintableMessage(title, unprintable), details)
        : fail('template-broken', `「${title}」的模板 ${templateFile} 有错，无法生成 PDF`, details);
    } finally {
      if (imagePath) warm.unmapShadow(imagePath);
      warm.evictCache(CACHE_AGE);
    }
  }

  return {
    render(kind, data, image) {
      const { title, templateFile, schema } = formDefinitions[kind];
      const parsed = schema.safeParse(data);
      if (!parsed.success) {
        const first = parsed.error.issues[0];
        const cause = first === undefined ? '' : `：${first.message}`;
        const details = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n');
        throw new DocumentRenderError('data-invalid', kind, templateFile, `「${title}」的内容有误${cause}`, details);
      }
      return compilePdf(kind, parsed.data, image);
    },
  };
}
