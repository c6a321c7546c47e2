import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { presentAgreement } from '../../domain/documents/agreement.ts';
import type { FormInput } from '../../domain/documents/form.ts';

function literal(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

const lines = (texts: readonly string[]) => texts.map((text) => `<p>${literal(text)}</p>`).join('');

/** Rows of whatever the template shows of a party: labels and values, in its order. */
function partyRows(party: unknown): string {
  const words: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string' && value !== '') words.push(value);
    else if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect(party);
  return `<tr>${words.map((word) => `<td>${literal(word)}</td>`).join('')}</tr>`;
}

const faces = [
  ['FandolFang', 'FandolFang-Regular.otf', 'normal'],
  ['FandolHei', 'FandolHei-Regular.otf', 'normal'],
  ['FandolSong', 'FandolSong-Regular.otf', 'normal'],
  ['FandolSong', 'FandolSong-Bold.otf', 'bold'],
] as const;

/** An empty page for Chromium's printer, A4, with the fonts of the forms: a program would load it once. */
export function agreementShell(fontsDir: string): string {
  const fonts = faces.map(([family, file, weight]) => {
    const bytes = readFileSync(join(fontsDir, file)).toString('base64');
    return `@font-face { font-family: ${family}; font-weight: ${weight}; src: url(data:font/otf;base64,${bytes}) }`;
  });
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${fonts.join('\n')}
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { font: 14pt/1.75 FandolFang, serif } h1 { font: bold 22pt FandolSong; text-align: center }
h2 { font: 14pt FandolHei } p { text-indent: 2em; margin: 0 } table { width: 100%; border-collapse: collapse }
td { padding: 2pt } .grid { display: grid; grid-template-columns: 1fr 1fr } .end { text-align: right }
.foot { font: 9pt FandolSong }
</style><body></body></html>`;
}

/** The agreement inside the shell: the same words as the template's. */
export function agreementBody(data: FormInput<'agreement'>): string {
  const form = presentAgreement(data);
  const signatures = Array.from({ length: form.partySignatures }, () => '<p>当事人（签名盖章或按指印）：</p>').join('');
  return `<h1>${literal(form.title)}</h1><p class="end">编号：${literal(data.number ?? '')}</p>
<table>${form.parties.map(partyRows).join('')}</table>
<h2>纠纷主要事实、争议事项：</h2>${lines(form.facts)}
<h2>经调解，自愿达成如下协议：</h2>${form.terms.map((term) => lines([term].flat())).join('')}
<h2>履行方式、时限：</h2>${lines(form.performance)}<p>${literal(form.copies)}</p>
<div class="grid"><div>${signatures}</div><div><p>人民调解员（签名）：</p><p>记录人（签名）：</p></div></div>
<p class="end">${literal(data.committee)}（印）</p><p class="end">${literal(form.date ?? '')}</p>
<p class="foot">${literal(form.title)}　编号：${literal(data.number ?? '')}</p>`;
}
