import { citizenWordName } from '../../domain/cases/citizen.ts';
import type { Telling } from '../../domain/cases/citizen-actions.ts';
import { grades, type RatingSubjectId, ratingSubject } from '../../domain/intake/ratings.ts';
import { formatInstant, plainDateAt } from '../../domain/text/chinese-date.ts';
import { html, type Markup } from '../pages/html.ts';
import { type Looked, type LookedWord, PHONE_DIGITS } from './look-up.ts';
import { button, LOOK_UP_PATH, photoForm, problemLine, shell, wrong } from './page.ts';

interface LookUpForm {
  readonly code: string;
  readonly digits: string;
  readonly problem: string | null;
}

export function lookUpPage({ code, digits, problem }: LookUpForm): string {
  return shell(
    '查进度',
    html`<form method="post" action="${LOOK_UP_PATH}">
<h1>办到哪一步了？</h1>
${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
<label for="code">查询码（8 位，不分大小写）</label>
<input id="code" name="code" type="text" maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="例如 K7MW-3XPT" value="${code}">
<label for="digits">手机号后 ${PHONE_DIGITS} 位</label>
<input id="digits" name="digits" type="tel" maxlength="${PHONE_DIGITS}" autocomplete="off" value="${digits}">
<div class="go"><button>查进度</button></div>
</form>`,
  );
}

/** A rating as it was sent: what was chosen, and why. */
export type SentRating = Readonly<Record<'subject' | 'grade' | 'words', string>>;

/** What came of what was sent, and what of it was not taken: it comes back as it was typed. */
export interface Said {
  readonly notice: string | null;
  readonly unsent: { readonly telling: Telling; readonly words: string } | null;
  readonly unrated: readonly SentRating[];
  /** What is wrong with each rating, by its subject. */
  readonly problems: Readonly<Record<string, string>>;
  /** The notice says why nothing was taken. */
  readonly isRefused?: boolean;
}

export const nothingSaid: Said = { notice: null, unsent: null, unrated: [], problems: {} };

interface Asked extends Said {
  readonly digits: string;
  /** Of what is told next: the same page sent twice tells it once. */
  readonly id: string;
}

const tellingForms: Readonly<
  Record<Telling, { readonly open: string; readonly label: string; readonly send: string }>
> = {
  message: { open: '补充情况', label: '要补充的情况', send: '发给经办人' },
  withdrawal: { open: '不调了，撤回', label: '为什么撤回', send: '要求撤回' },
};

const keyFields = (queryCode: string, digits: string): Markup =>
  html`<input type="hidden" name="code" value="${queryCode}">
<input type="hidden" name="digits" value="${digits}">`;

function tellingForm(telling: Telling, queryCode: string, { digits, id, unsent }: Asked): Markup {
  const { open, label, send } = tellingForms[telling];
  const isUnsent = unsent?.telling === telling;
  const words = isUnsent ? unsent.words : '';
  return html`<details${isUnsent ? html` open` : null}><summary>${open}</summary>
<form method="post" action="${LOOK_UP_PATH}">
${keyFields(queryCode, digits)}
<input type="hidden" name="id" value="${id}">
<label for="${telling}">${label}</label>
<textarea id="${telling}" name="words" maxlength="1500">${words}</textarea>
<div class="go">${button(telling, send)}</div>
</form></details>`;
}

function ratingFields(id: RatingSubjectId, { unrated, problems }: Asked): Markup {
  const sent = unrated.find(({ subject }) => subject === id);
  const problem = problems[id];
  const field = `words-${id}`;
  return html`<fieldset class="rate"><legend>${ratingSubject(id).question}</legend>
<div class="grades">${grades.map((grade) => html`<label><input type="radio" name="grade-${id}" value="${grade.id}"${sent?.grade === grade.id ? html` checked` : null}>${grade.name}</label>`)}</div>
<label class="m" for="${field}">原因（不满意的要写）</label>
<input id="${field}" name="${field}" type="text" maxlength="500" autocomplete="off" value="${sent?.words ?? ''}"${wrong(field, problem)}>
${problemLine(field, problem)}</fieldset>`;
}

/** Nobody is pressed to rate: it stays closed until there is a result to be asked about, or something is wrong in it. */
function ratingForm({ queryCode, rateable }: Looked, asked: Asked): Markup | null {
  if (rateable.length === 0) return null;
  const isOpen = rateable.includes('result') || asked.unrated.length > 0;
  return html`<details${isOpen ? html` open` : null}><summary>评价办得怎么样</summary>
<form method="post" action="${LOOK_UP_PATH}">
${keyFields(queryCode, asked.digits)}
<p class="m">每一项评一次。不满意的，中心要查清楚答复您。</p>
${rateable.map((id) => ratingFields(id, asked))}
<div class="go">${button('rate', '提交评价')}</div>
</form></details>`;
}

const dayOf = (at: number): string => {
  const [, month, day] = plainDateAt(at).split('-');
  return `${Number(month)}月${Number(day)}日`;
};

/** What the citizen said, in the citizen's own view of it. */
const ownName = (word: LookedWord): string =>
  citizenWordName(word).replace(/^群众(对)?/, (_, about) => (about ? '您对' : '您'));

function answerOf(word: LookedWord): Markup | null {
  const { answer, answerBy } = word;
  const brought = word.kind === 'message' && word.brings.length > 0;
  if (answer?.words != null)
    return html`<p class="answer"><b>中心答复</b> <span class="m">${formatInstant(answer.at)}</span><br>${answer.words}</p>`;
  if (answer)
    return html`<p class="answer"><b>${brought ? '中心看过了，往下办了' : '中心决定重新办理'}</b> <span class="m">${formatInstant(answer.at)}</span></p>`;
  if (answerBy === null) return null;
  return html`<p class="answer">${brought ? '中心收到了' : '已退回受理的人'}，最迟 ${dayOf(answerBy)}答复您。</p>`;
}

function wordsOf({ words }: Looked): Markup | null {
  if (words.length === 0) return null;
  return html`<h2>您说的话</h2>
<ul class="said">
${words.map((word) => html`<li><p><b>${ownName(word)}</b> <span class="m">${formatInstant(word.at)}</span></p>${word.words === null ? null : html`<p>${word.words}</p>`}${answerOf(word)}</li>`)}
</ul>`;
}

export function progressPage(looked: Looked, asked: Asked): string {
  const { queryCode, title, progress, isOpen } = looked;
  const { headline, who, next, by, steps } = progress;
  const { notice, unsent, unrated } = asked;
  const isRefused = asked.isRefused === true || unsent !== null || unrated.length > 0;
  return shell(
    headline,
    html`<section class="now" aria-labelledby="news">
<p class="m">${title}　${queryCode}</p>
<h1 id="news">${headline}</h1>
${next === null ? null : html`<p>${next}</p>`}
${who === null ? null : html`<p>${who}</p>`}
${by === null ? null : html`<p>${by}</p>`}
</section>
${notice === null ? null : html`<p class="${isRefused ? 'problem' : 'done'}" role="${isRefused ? 'alert' : 'status'}">${notice}</p>`}
<ol class="way">
${steps.map(({ name, when, state }) => html`<li class="${state === 'now' ? 'now-step' : state}">${name}${when === null ? null : html`<span class="m">${when}</span>`}</li>`)}
</ol>
${wordsOf(looked)}
${ratingForm(looked, asked)}
${isOpen ? [photoForm(queryCode, asked.digits), tellingForm('message', queryCode, asked), tellingForm('withdrawal', queryCode, asked)] : null}
<p class="go"><a class="big" href="${LOOK_UP_PATH}">再查一次</a></p>`,
    ...(isOpen ? (['uploads.js'] as const) : []),
  );
}
