import { join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { loadDocumentRenderer } from '../../center/resources.ts';
import type { FormInput } from '../../domain/documents/form.ts';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import { templateSource } from '../../services/documents/typst-renderer.ts';
import { launchChromium } from '../browser/chromium.ts';
import { projectRoot } from '../browser/project.ts';
import { agreementBody, agreementShell } from './agreement-page.ts';
import { dossierBench } from './dossier.ts';
import type { Metrics, Threshold } from './report.ts';
import { median, timed } from './statistics.ts';

export const printThresholds: readonly Threshold[] = [
  { metric: 'vs_raw_typst', atMost: 2 },
  { metric: 'vs_chromium', atLeast: 5 },
];

export interface PrintOptions {
  readonly rounds: number;
  /** Agreements of each side in a round: a batch. */
  readonly count: number;
}

/** An agreement that no compiler has seen: its number and its sums differ from every other. */
function agreementOf(index: number): FormInput<'agreement'> {
  const sample = formSamples.agreement;
  const sum = 10_000_000 + index * 137;
  return {
    ...sample,
    number: `（2026）测人调字第${index}号`,
    facts: `${sample.facts}（第 ${index} 件）`,
    terms: [...sample.terms, `第 ${index} 件的补充约定：金额以 ${sum} 分计。`],
    performance: sample.performance.map((item) => ({ ...item, amountFen: sum })),
  };
}

/**
 * An agreement through the program, through a bare compiler with the same template, and through Chromium's printer; and a
 * dossier bound from papers, scans and photos.
 */
export async function printBench({ rounds, count }: PrintOptions): Promise<Metrics> {
  const resources = join(projectRoot, 'resources');
  const folders = { templatesDir: join(resources, 'templates'), fontsDir: join(resources, 'fonts') };
  const renderer = loadDocumentRenderer(resources);
  const compiler = NodeCompiler.create({
    workspace: folders.templatesDir,
    fontArgs: [{ fontPaths: [folders.fontsDir] }],
  });
  const own = (index: number) => renderer.render('agreement', agreementOf(index));
  const raw = (index: number) => {
    const { mainFilePath, inputs, creationTimestamp } = templateSource('agreement', agreementOf(index), folders);
    const { result } = compiler.compile({ mainFilePath, inputs });
    if (result === null) throw new Error('the template does not compile');
    const pdf = compiler.pdf(result, { pdfStandard: 'a-2b', creationTimestamp });
    if (index % 16 === 0) compiler.evictCache(2);
    return pdf;
  };

  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const first = await timed(() => own(0));
    raw(1);
    await page.setContent(agreementShell(folders.fontsDir), { waitUntil: 'load' });
    const show = (html: string) =>
      page.evaluate(async (body) => {
        document.body.innerHTML = body;
        await document.fonts.ready;
      }, html);
    await show(agreementBody(agreementOf(2)));
    await page.pdf({ format: 'A4' });
    const [owns, raws, prints, loads]: [number[], number[], number[], number[]] = [[], [], [], []];
    let index = 10;
    for (let round = 0; round < rounds; round += 1) {
      const times = { own: [] as number[], raw: [] as number[], print: [] as number[], load: [] as number[] };
      for (let turn = 0; turn < count; turn += 1) {
        index += 10;
        // Turn about, so that neither side always finds the memory that the other has just left.
        if (turn % 2 === 0) times.own.push(await timed(() => own(index)));
        times.raw.push(await timed(() => raw(index + 1)));
        if (turn % 2 === 1) times.own.push(await timed(() => own(index)));
        times.load.push(await timed(() => show(agreementBody(agreementOf(index + 2)))));
        times.print.push(await timed(() => page.pdf({ format: 'A4' })));
      }
      owns.push(median(times.own));
      raws.push(median(times.raw));
      prints.push(median(times.print));
      loads.push(median(times.load));
    }
    const [agreement, bare, print, load] = [median(owns), median(raws), median(prints), median(loads)];
    const dossier = await dossierBench(page, rounds);
    return {
      agreement_ms: agreement,
      agreement_first_ms: first,
      raw_typst_ms: bare,
      vs_raw_typst: agreement / bare,
      chromium_print_ms: print,
      chromium_load_ms: load,
      // From the facts to the file on both sides: a page has to be laid out before it can be printed.
      vs_chromium: (print + load) / agreement,
      ...dossier,
    };
  } finally {
    await browser.close();
  }
}
