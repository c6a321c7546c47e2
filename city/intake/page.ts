import type { Place } from '../../domain/directory/divisions.ts';
import { placeText } from '../../domain/directory/divisions.ts';
import { MAX_FILE_BYTES, MAX_VIDEO_BYTES } from '../../domain/files/file.ts';
import {
  type Answers,
  type QuestionId,
  questions,
  type SubmissionField,
  wishes,
} from '../../domain/intake/submission.ts';
import { html, type Markup } from '../pages/html.ts';
import { pageShell } from '../pages/shell.ts';
import type { Receipt } from './intake.ts';
import { PHONE_DIGITS } from './look-up.ts';
import { SENT_LIMITS } from './sent-files.ts';
import { uploadTag } from './uploads.ts';

export const INTAKE_PATH = '/m';
export const LOOK_UP_PATH = `${INTAKE_PATH}/progress`;
export const PHOTOS_PATH = `${INTAKE_PATH}/photos`;
export const WORK_PATH = `${INTAKE_PATH}/work`;
export const UPLOADS_PATH = `${INTAKE_PATH}/uploads`;
export const INTAKE_ASSETS = `${INTAKE_PATH}/assets`;

type Problems = Partial<Readonly<Record<SubmissionField | 'code', string>>>;

/** What one page of the questions is made of. */
export interface Asking {
  readonly answers: Answers;
  readonly problems: Problems;
  /** The place that the answers name; null while none is chosen. */
  readonly place: Place | null;
  /** Why it did not go on, with what to do; null where nothing went wrong. */
  readonly notice: string | null;
}

/** What a page does better by its script, and does without. */
export type IntakeScript = 'uploads.js' | 'work.js';

export const shell = (title: string, main: Markup, script?: IntakeScript): string =>
  pageShell({
    title: `${title} · 一码解纠纷`,
    styles: [`${INTAKE_ASSETS}/intake.css`],
    ...(script === undefined ? {} : { script: `${INTAKE_ASSETS}/${script}` }),
    header: html`<p class="head"><span>一码解纠纷</span><a href="${LOOK_UP_PATH}">查进度</a></p>`,
    main,
    footer: html`<p>调解不收费。您写的情况只给经办人看。</p>`,
  });

export const problemLine = (id: string, problem: string | undefined): Markup | null =>
  problem === undefined ? null : html`<p class="problem" id="${id}-problem" role="alert">${problem}</p>`;

const noticeLine = ({ notice }: Pick<Asking, 'notice'>): Markup | null =>
  notice === null ? null : html`<p class="problem" role="alert">${notice}</p>`;

/** Attributes of a field that is wrong: it says so to who cannot see it. */
export const wrong = (id: string, problem: string | undefined): Markup =>
  problem === undefined ? html`` : html` aria-invalid="true" aria-describedby="${id}-problem"`;

interface Line {
  readonly field: SubmissionField;
  readonly label: string;
  readonly max: number;
  readonly type?: 'text' | 'tel';
  readonly autocomplete?: string;
}

function line({ field, label, max, type = 'text', autocomplete = 'off' }: Line, { answers, problems }: Asking): Markup {
  return html`<label for="${field}">${label}</label>
<input id="${field}" name="${field}" type="${type}" maxlength="${max}" autocomplete="${autocomplete}" value="${answers[field] ?? ''}"${wrong(field, problems[field])}>
${problemLine(field, problems[field])}`;
}

/** The questions, one a screen: what is asked, and the fields of the answer. */
const screens: Readonly<Record<QuestionId, { readonly title: string; readonly fields: (asking: Asking) => Markup }>> = {
  place: {
    title: '事情发生在哪里？',
    fields: (asking) =>
      asking.place === null
        ? html`<label for="find">哪个村、哪个社区</label>
<input id="find" name="find" type="text" maxlength="40" autocomplete="off" placeholder="例如 鸿苑社区"${wrong('placeCode', asking.problems.placeCode)}>
${problemLine('placeCode', asking.problems.placeCode)}`
        : html`<p><b>${placeText(asking.place)}</b></p>
${line({ field: 'placeDetail', label: '具体位置（可以不写）', max: 100 }, asking)}`,
  },
  facts: {
    title: '发生了什么事？',
    fields: ({ answers, problems }) => html`<p class="m" id="facts-hint">想到哪儿写到哪儿，语音输入也行。</p>
<textarea id="facts" name="facts" maxlength="1500" aria-label="发生了什么事"${wrong('facts', problems.facts)}>${answers.facts ?? ''}</textarea>
${problemLine('facts', problems.facts)}`,
  },
  opponent: {
    title: '和谁有矛盾？',
    fields: (asking) => html`<p class="m">知道多少写多少，不知道可以不写。</p>
${line({ field: 'opponent', label: '对方叫什么', max: 80 }, asking)}
${line({ field: 'opponentPlace', label: '对方住哪儿，或在哪儿上班', max: 200 }, asking)}`,
  },
  wish: {
    title: '您想怎么调解？',
    fields: ({ answers, problems }) => html`<fieldset><legend class="m">以后还可以改。</legend>
${wishes.map(({ code, name, hint }) => html`<label class="pick"><input type="radio" name="wish" value="${code}"${answers.wish === code ? html` checked` : null}><b>${name}</b><span class="m">${hint}</span></label>`)}
</fieldset>
${problemLine('wish', problems.wish)}`,
  },
  contact: {
    title: '怎么找到您？',
    fields: (asking) => html`<p class="m">不用身份证号。</p>
${line({ field: 'name', label: '您的姓名', max: 80, autocomplete: 'name' }, asking)}
${line({ field: 'phone', label: '手机号', max: 20, type: 'tel', autocomplete: 'tel-national' }, asking)}
<label class="agree"><input type="checkbox" name="consent" value="yes"${asking.answers.consent === 'yes' ? html` checked` : null}${wrong('consent', asking.problems.consent)}><span>同意把以上情况和联系方式交给当地综治中心和调解员，只用来调解这件事</span></label>
${problemLine('consent', asking.problems.consent)}
<details><summary>怎么用您的信息</summary>
<p class="m">处理者是受理的综治中心。只用来调解这件事，按档案规定的年限保存，不给别人看。您可以凭查询码看进度，也可以要求查阅、更正、删除，或者撤回同意，请和中心联系（个人信息保护法第十五、四十五至四十七条）。</p></details>`,
  },
};

function hidden(answers: Answers, shown: readonly string[]): readonly Markup[] {
  return Object.entries(answers)
    .filter(([field]) => !shown.includes(field))
    .map(([field, text]) => html`<input type="hidden" name="${field}" value="${text}">`);
}

export const button = (go: string, words: string, plain = false): Markup =>
  html`<button name="go" value="${go}"${plain ? html` class="plain"` : null}>${words}</button>`;

/** For the script that works something out before a short message goes out; it says so below the form. */
const workForm = html` data-work="${WORK_PATH}"`;
const workLine = html`<p class="m" role="status"></p>`;

/** One question. */
export function questionPage(id: QuestionId, asking: Asking): string {
  const index = questions.findIndex((question) => question.id === id);
  const { title, fields } = screens[id];
  const shown: readonly string[] = questions[index]?.fields ?? [];
  const isUnplaced = id === 'place' && asking.place === null;
  const kept = id === 'place' && !isUnplaced ? shown.filter((field) => field !== 'placeCode') : shown;
  const sends = id === 'contact';
  const words = `第 ${index + 1} 题，共 ${questions.length} 题`;
  return shell(
    title,
    html`<p class="step"><span>${words}</span>${questions.map((_, at) => html`<i${at <= index ? html` class="d"` : null}></i>`)}</p>
<form method="post" action="${INTAKE_PATH}"${sends ? workForm : null}>
<input type="hidden" name="question" value="${id}">
${hidden(asking.answers, kept)}
<h1>${title}</h1>
${noticeLine(asking)}
${fields(asking)}
<div class="go">
${isUnplaced ? button('find', '查找') : button('next', id === 'contact' ? '发短信验证' : '下一步')}
${id === 'place' && !isUnplaced ? button('elsewhere', '不是这里', true) : null}
${index > 0 ? button('back', '上一题', true) : null}
</div>
${sends ? workLine : null}
</form>`,
    ...(sends ? (['work.js'] as const) : []),
  );
}

/** Places that a name may mean. */
export function placesPage(asking: Asking, typed: string, places: readonly Place[]): string {
  return shell(
    '是哪一个？',
    html`<form method="post" action="${INTAKE_PATH}">
<input type="hidden" name="question" value="place">
${hidden(asking.answers, ['placeCode'])}
<h1>是哪一个？</h1>
${
  places.length === 0
    ? html`<p class="problem" role="alert">没有找到“${typed}”。换个写法试试，例如只写村名。</p>`
    : html`<fieldset><legend class="unseen">是哪一个</legend>
${places.map((place, index) => html`<label class="pick"><input type="radio" name="placeCode" value="${place.code}"${index === 0 ? html` checked` : null}><b>${placeText(place)}</b></label>`)}</fieldset>`
}
<div class="go">
${places.length === 0 ? null : button('place', '就是这里')}
${button('elsewhere', '重新查找', true)}
</div>
</form>`,
  );
}

/** Where the code of the short message is typed in. */
export function codePage(asking: Asking, proofId: string): string {
  const { answers, problems } = asking;
  return shell(
    '输入验证码',
    html`<form method="post" action="${INTAKE_PATH}"${workForm}>
<input type="hidden" name="question" value="code">
<input type="hidden" name="proof" value="${proofId}">
${hidden(answers, [])}
<h1>短信里的 6 位数字</h1>
${noticeLine(asking)}
<p class="m">发到了 ${answers.phone ?? ''}，10 分钟内有效。</p>
<label for="code">验证码</label>
<input id="code" name="code" type="text" inputmode="numeric" maxlength="6" autocomplete="one-time-code"${wrong('code', problems.code)}>
${problemLine('code', problems.code)}
<div class="go">
${button('submit', '提交')}
${button('resend', '重新发一条', true)}
${button('back', '改手机号', true)}
</div>
${workLine}
</form>`,
    'work.js',
  );
}

const [PHOTO_MB, VIDEO_MB] = [MAX_FILE_BYTES / 1_000_000, MAX_VIDEO_BYTES / 1_000_000];
const IN_PARTS = `一次最多 ${SENT_LIMITS.atOnce} 个：照片每张 ${PHOTO_MB} MB 以内，视频每段 ${VIDEO_MB} MB 以内，大约一分钟。网断了会接着传。里面记的拍摄地点会去掉。`;

/**
 * Photos and videos to what was submitted: an ordinary form, for phones that run no script. The script `uploads.js` sends
 * them in parts instead, and then more of them.
 */
export function photoForm(queryCode: string, digits: string): Markup {
  return html`<details><summary>加照片、视频</summary>
<form method="post" action="${PHOTOS_PATH}" enctype="multipart/form-data" data-uploads="${UPLOADS_PATH}" data-tag="${uploadTag(queryCode)}" data-most="${SENT_LIMITS.atOnce}" data-photo="${MAX_FILE_BYTES}" data-video="${MAX_VIDEO_BYTES}" data-hint="${IN_PARTS}">
<input type="hidden" name="code" value="${queryCode}">
<input type="hidden" name="digits" value="${digits}">
<label for="photo">选照片或短视频</label>
<p class="m" id="photo-hint">一次最多 ${SENT_LIMITS.atOnce} 个，合起来 15 MB 以内。里面记的拍摄地点会去掉。</p>
<input id="photo" name="photo" type="file" accept="image/*,video/*" multiple aria-describedby="photo-hint">
<p class="m" role="status"></p>
<div class="go"><button>发给经办人</button></div>
</form></details>`;
}

export function receiptPage(name: string, when: string, { queryCode, center }: Receipt, digits: string): string {
  return shell(
    '收到了',
    html`<h1>收到了，${name}</h1>
<p class="m">${when}</p>
<div class="code"><span class="m">查询码，请拍照或记下来</span><b id="query-code">${queryCode}</b></div>
<h2>接下来</h2>
<p>${center === null ? '正在交给当地的综治中心。' : html`已经送到<b>${center}</b>。`}中心的人看到后会和您联系，派调解员。</p>
${photoForm(queryCode, digits)}
<p>每走一步，凭查询码和手机号后 ${PHONE_DIGITS} 位都能看到。</p>
<p class="go"><a class="big" href="${LOOK_UP_PATH}">看办到哪一步了</a></p>`,
    'uploads.js',
  );
}
