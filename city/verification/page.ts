import type { CheckOutput } from '../../contract/verification.ts';
import { formatChineseDate } from '../../domain/text/chinese-date.ts';
import { formatVerificationCode } from '../../domain/verification/code.ts';
import { html, type Markup } from '../pages/html.ts';
import { pageShell } from '../pages/shell.ts';
import { answerWords, fileWords } from './words.ts';

export const PAGE_PATH = '/v';
export const ASSETS_PATH = `${PAGE_PATH}/assets` as const;

/** What was asked, as it was typed or scanned. */
export interface Asked {
  readonly code: string;
  readonly token: string | undefined;
}

const shell = (title: string, main: Markup): string =>
  pageShell({
    title,
    styles: [`${ASSETS_PATH}/verify.css`],
    script: `${ASSETS_PATH}/verify.js`,
    header: html`<h1>调解协议核验</h1>`,
    main,
    footer: html`<p>这里只回答文书的真伪、编号、出具的委员会和日期，不显示当事人和内容。</p>`,
  });

const form = (typed: string): Markup => html`<form action="${PAGE_PATH}" method="get" role="search">
<label for="code">文书上的核验码（12 位，不分大小写）</label>
<div class="row">
<input id="code" name="code" value="${typed}" maxlength="60" required autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="例如 K7MW-3XPT-9QRD">
<button>核验</button>
</div>
</form>`;

const fact = (name: string, value: string | null): Markup | null =>
  value === null ? null : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

const day = (date: string | null): string | null => (date === null ? null : formatChineseDate(date));

/** A date breaks into no two lines. */
const unbroken = (text: string): readonly Markup[] =>
  text
    .split(/(\d{4}年\d{1,2}月\d{1,2}日)/)
    .map((part, index) => (index % 2 === 1 ? html`<span class="day">${part}</span>` : html`${part}`));

/** Its script works out the hash on this device; without one there is nothing to drop a file on. */
const fileSection = ({ code, token }: Asked): Markup => html`<section id="file" hidden aria-labelledby="file-title"
 data-code="${code}" data-token="${token ?? ''}" data-text="${fileWords.text}" data-executed="${fileWords.executed}"
 data-scan="${fileWords.scan}" data-other="${fileWords.other}">
<h2 id="file-title">手里的文件是不是这一份</h2>
<label id="drop" for="chosen"><span>把 PDF 或扫描件拖到这里，或者点这里选择</span><input id="chosen" type="file"></label>
<p class="small">文件不会上传：校验值在您这台设备上计算，只发送校验值。</p>
<p id="file-answer" role="status"></p>
</section>
<noscript><p class="small">要核对电子文件，请打开浏览器的 JavaScript。</p></noscript>`;

const isKnown = ({ state }: CheckOutput): boolean => state !== 'unknown' && state !== 'not_reported';

function answerSection(answer: CheckOutput, asked: Asked): Markup {
  const { tone, sign, headline, advice } = answerWords(answer);
  const { code, form: title, number, committee, issuedOn, effectiveOn } = answer;
  const facts = [
    fact('文书', title),
    fact('编号', number),
    fact('出具的委员会', committee),
    fact('出具日期', day(issuedOn)),
    fact('协议生效日期', day(effectiveOn)),
    fact('核验码', code === null ? null : formatVerificationCode(code)),
  ].filter((each) => each !== null);
  return html`<section class="answer ${tone}" aria-labelledby="headline">
<h2><span class="sign" aria-hidden="true">${sign}</span><span id="headline">${unbroken(headline)}</span></h2>
<p>${advice}</p>
${facts.length === 0 ? null : html`<dl>${facts}</dl>`}
</section>
${isKnown(answer) ? fileSection(asked) : null}`;
}

/** The page on which a code is typed in. */
export function askingPage(): string {
  return shell(
    '调解协议核验',
    html`${form('')}
<p>用手机扫文书上的二维码，或者输入二维码旁边的核验码，就能知道这份人民调解协议（或者调解证明）是不是真的、协议是否已经生效。</p>`,
  );
}

export function answerPage(answer: CheckOutput, asked: Asked): string {
  return shell(
    `${answerWords(answer).headline} · 调解协议核验`,
    html`${answerSection(answer, asked)}
<h2 class="again">再查一份</h2>
${form(answer.code === null ? asked.code : '')}`,
  );
}

/** Where nothing could be looked up. */
export function refusalPage(message: string, { code }: Pick<Asked, 'code'>): string {
  return shell(
    '暂时不能核验 · 调解协议核验',
    html`<section class="answer unknown" aria-labelledby="headline">
<h2 id="headline">${message}</h2>
</section>
${form(code)}`,
  );
}
