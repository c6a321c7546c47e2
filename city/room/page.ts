import { roomNotice } from '../../domain/room/notice.ts';
import { seatName } from '../../domain/room/seat.ts';
import { SIGN_ELSEWHERE } from '../../domain/room/words.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { INTAKE_ASSETS } from '../intake/page.ts';
import { html, type Markup } from '../pages/html.ts';
import { pageShell } from '../pages/shell.ts';
import type { Invited } from './door.ts';
import { ROOM_PATH } from './opening.ts';

export const ROOM_ASSETS = `${ROOM_PATH}/assets`;

const shell = (title: string, main: Markup, script: boolean): string =>
  pageShell({
    title: `${title} · 在线调解`,
    styles: [`${INTAKE_ASSETS}/intake.css`, `${ROOM_ASSETS}/room.css`],
    ...(script ? { script: `${ROOM_ASSETS}/room.js` } : {}),
    header: html`<p class="head"><span>在线调解</span></p>`,
    main,
  });

/** For a link that there is not, that was revoked, or whose room is no more: nobody learns which. */
export function noRoomPage(notice = '这个链接打不开：可能输错了，已经停用，或者调解已经结束。请联系调解员。'): string {
  return shell('打不开', html`<h1>打不开</h1>\n<p class="problem" role="alert">${notice}</p>`, false);
}

interface Door {
  /** Null before a code was sent. */
  readonly proofId: string | null;
  readonly problem: string | null;
}

/** Before the door: whoever holds the phone gets a code. Nothing of the case is told here. */
export function doorPage(token: string, { seat, room }: Invited, { proofId, problem }: Door): string {
  const last = seat.phone.slice(-4);
  return shell(
    '进入',
    html`<form method="post" action="${ROOM_PATH}/${token}">
<h1>${seatName(seat)}，请进</h1>
<p>${room.centerName}，${formatInstant(room.startsAt)} 开始。</p>
${problem === null ? null : html`<p class="problem" id="code-problem" role="alert">${problem}</p>`}
${
  proofId === null
    ? html`<p class="m">先用尾号 ${last} 的手机收一条验证码。</p>
<div class="go"><button name="go" value="send">发验证码</button></div>`
    : html`<input type="hidden" name="proof" value="${proofId}">
<p class="m">验证码发到了尾号 ${last} 的手机，10 分钟内有效。</p>
<label for="code">短信里的 6 位数字</label>
<input id="code" name="code" type="text" inputmode="numeric" maxlength="6" autocomplete="one-time-code"${problem === null ? null : html` aria-invalid="true" aria-describedby="code-problem"`}>
<div class="go"><button name="go" value="enter">进入调解室</button>
<button name="go" value="send" class="plain">重新发一条</button></div>`
}
</form>`,
    false,
  );
}

/** The room itself; the script fills it. */
export function roomPage(token: string, { seat, room }: Invited): string {
  return shell(
    '调解室',
    html`<div id="room" data-path="${ROOM_PATH}/${token}" data-kind="${seat.kind}" data-seat="${seat.id}">
<h1 class="room-title">${room.centerName}在线调解</h1>
<noscript><p class="problem">请打开浏览器的 JavaScript，或者换手机自带的浏览器打开这个链接。</p></noscript>
<p id="line" class="m" role="status">正在连接……</p>
<ul id="people" aria-label="参加人"></ul>
<p id="video" hidden><a rel="noreferrer noopener" target="_blank" href="#">进入视频会议（外部服务）</a></p>
<section id="notice" hidden aria-labelledby="notice-title">
<h2 id="notice-title">当事人的权利和义务</h2>
${roomNotice.map(({ heading, paragraphs }) => html`<h3>${heading}</h3>${paragraphs.map((words) => html`<p>${words}</p>`)}`)}
<div class="go"><button type="button" id="confirm">我知道了</button></div>
</section>
<section id="talk" hidden aria-label="谈话">
<label for="with" class="unseen">和谁谈</label><select id="with"></select>
<ol id="said" aria-live="polite" tabindex="0" aria-label="说过的话"></ol>
<p id="told" class="problem" role="alert" hidden></p>
<form id="say"><label for="words" class="unseen">要说的话</label>
<textarea id="words" maxlength="1000" rows="2" placeholder="写在这里"></textarea>
<div class="row"><button type="submit">发送</button>
<label class="photo" for="photo">发照片</label><input id="photo" class="unseen" type="file" accept="image/jpeg,image/png,image/webp"></div></form>
</section>
<section id="terms" hidden aria-labelledby="terms-title">
<h2 id="terms-title">调解方案</h2>
<div id="terms-lines"></div>
<p id="terms-state" class="m"></p>
<div class="go" id="answers"><button type="button" id="accept">同意</button>
<button type="button" id="ask-change" class="plain">要求修改</button></div>
<form id="change" hidden><label for="change-words">要改什么</label>
<textarea id="change-words" maxlength="1000" rows="3"></textarea>
<div class="go"><button type="submit">发给调解员</button></div></form>
<div id="sign" hidden><p id="sign-hint">请在框里用手指签全名。签的就是上面这份内容。</p>
<canvas id="pad" width="600" height="260" role="img" aria-label="签名框" aria-describedby="sign-hint"></canvas>
<div class="row"><button type="button" id="sign-done">签好了</button>
<button type="button" id="sign-clear" class="plain">重签</button></div>
<div id="elsewhere"${seat.kind === 'party' ? null : html` hidden`}>
<p id="elsewhere-hint" class="m">不能在屏幕上手写的，不用在这里签：到中心当面签名、盖章或者按指印，一样有效。打字写的名字不算签名。</p>
<div class="go"><button type="button" id="sign-elsewhere" class="plain" aria-describedby="elsewhere-hint" data-words="${SIGN_ELSEWHERE}">我到中心签，告诉调解员</button></div>
<p id="sign-told" role="status"></p></div></div>
</section>
${seat.kind === 'mediator' ? mediatorForms() : null}
<p id="ended" class="done" role="status" hidden></p>
</div>`,
    true,
  );
}

function mediatorForms(): Markup {
  return html`<section id="lead" hidden aria-label="主持">
<details id="propose-box"><summary>提出调解方案</summary>
<form id="propose">
<label for="facts">纠纷事实</label><textarea id="facts" maxlength="3000" rows="4"></textarea>
<label for="clauses">协议内容，一行一条</label><textarea id="clauses" maxlength="5000" rows="5"></textarea>
<div id="items"></div>
<div class="go"><button type="button" id="add-item" class="plain">加一项履行</button></div>
<label class="agree"><input type="checkbox" id="judicial"><span>各方要申请司法确认</span></label>
<div class="go"><button type="submit">发给各方</button></div>
</form></details>
<details><summary>视频会议链接</summary>
<form id="video-form"><label for="video-url">外部会议的网址（https://）</label>
<input id="video-url" type="text" inputmode="url" maxlength="500" autocomplete="off">
<div class="go"><button type="submit">给大家看</button></div></form></details>
<details><summary>链接丢了、请人离开</summary><ul id="seats"></ul></details>
<details id="end-box"><summary>结束这次调解</summary>
<form id="end"><fieldset><legend>结果</legend>
<label class="pick"><input type="radio" name="result" value="agreed"><b>达成协议</b></label>
<label class="pick"><input type="radio" name="result" value="adjourned" checked><b>改日再谈</b></label>
<label class="pick"><input type="radio" name="result" value="not_agreed"><b>没有谈成</b></label></fieldset>
<label for="end-note">说明（可以不写）</label><textarea id="end-note" maxlength="2000" rows="3"></textarea>
<div class="go"><button type="submit">结束</button></div></form></details>
</section>`;
}
