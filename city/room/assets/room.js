// A room for mediation online: shows what is said, keeps what was written until the city has it, and comes back by itself
// after a lost connection. What may be done is decided by the city; the page only offers it.
const room = document.querySelector('#room');
const $ = (id) => document.querySelector(`#${id}`);
const { path, kind, seat } = room.dataset;
const isMediator = kind === 'mediator';
const make = (tag, props = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

// ---- What is to be sent -------------------------------------------------------------------------------------------

const boxKey = `room ${path}`;
/** What the browser keeps is the only copy until the city answers; where it keeps nothing, this page does. */
let box = [];
try {
  box = JSON.parse(localStorage.getItem(boxKey) ?? '[]');
} catch {
  box = [];
}
const keepBox = () => {
  try {
    localStorage.setItem(boxKey, JSON.stringify(box));
  } catch {
    // Full, or forbidden: it is sent from memory.
  }
};

const tell = (words) => {
  const told = $('told');
  told.textContent = words ?? '';
  told.hidden = !words;
};

const postJson = (where, body) =>
  fetch(`${path}/${where}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function sendPhoto({ photo, post }) {
  const bytes = Uint8Array.from(atob(photo.slice(photo.indexOf(',') + 1)), (sign) => sign.charCodeAt(0));
  return fetch(`${path}/photos/${post.photoId}`, {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: bytes,
  });
}

let isSending = false;
/** Sends what waits, in its order; each bears an id, so that what was sent twice is posted once. */
async function sendAll() {
  if (isSending) return;
  isSending = true;
  try {
    while (box.length > 0) {
      const [first] = box;
      let response = first.photo ? await sendPhoto(first) : null;
      if (!response || response.ok) response = await postJson('posts', { id: first.id, post: first.post });
      if (!response.ok && (response.status >= 500 || response.status === 429)) break;
      box = box.filter(({ id }) => id !== first.id);
      keepBox();
      if (!response.ok) {
        const { words } = await response.json().catch(() => ({}));
        tell(words ?? '没有发出去，请再试一次。');
        // What was written comes back to be written otherwise.
        if (first.post.type === 'said' && $('words').value === '') $('words').value = first.post.text;
      }
    }
  } catch {
    // No line: it goes once there is one.
  } finally {
    isSending = false;
    showUnsent();
  }
}
setInterval(() => void sendAll(), 4000);
addEventListener('online', () => void sendAll());

const newId = () =>
  crypto.randomUUID?.() ??
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
  );

function send(post, photo) {
  tell(null);
  box.push({ id: newId(), post, ...(photo ? { photo } : {}) });
  keepBox();
  showUnsent();
  return sendAll();
}

// ---- What is said -------------------------------------------------------------------------------------------------

const entries = [];
let view = null;
let here = [];
const timeOf = (at) =>
  new Date(at).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });

/** With whom is talked: '' with all, else the seat of the side talk. */
const withWhom = () => $('with').value;

function itemOf({ by, at, words, mine, aside, photoId }) {
  const item = make('li', { className: `${mine ? 'mine' : ''}${aside ? ' aside' : ''}` });
  const alone = aside ? '　只有调解员和本人看得到' : '';
  item.append(make('span', { className: 'by', textContent: `${by}　${timeOf(at)}${alone}` }), words);
  if (photoId) item.append(make('img', { src: `${path}/photos/${photoId}`, alt: `${by}出示的照片`, loading: 'lazy' }));
  return item;
}

function showSaid() {
  const chosen = withWhom();
  const shown = entries.filter(({ aside }) => (aside ?? '') === chosen);
  $('said').replaceChildren(...shown.map(itemOf));
  showUnsent();
  const last = $('said').lastElementChild;
  if (last) $('said').scrollTop = $('said').scrollHeight;
}

function showUnsent() {
  for (const old of $('said').querySelectorAll('.unsent')) old.remove();
  const waiting = box.filter(
    ({ post }) => (post.type === 'said' || post.type === 'showed') && (post.aside ?? '') === withWhom(),
  );
  for (const { post } of waiting) {
    $('said').append(
      make('li', { className: 'unsent', textContent: `${post.text ?? '照片'}（还没发出去，有网就发）` }),
    );
  }
}

function take(entry) {
  if (entry.n !== entries.length + 1) return;
  entries.push(entry);
  if (view && entry.words === SIGN_ELSEWHERE) showTerms();
  if ((entry.aside ?? '') === withWhom()) showSaid();
  else if (entry.aside) markWith(entry.aside);
}

function markWith(aside) {
  const option = [...$('with').options].find(({ value }) => value === aside);
  if (option && !option.textContent.endsWith('●')) option.textContent += ' ●';
}

// ---- How the room stands ------------------------------------------------------------------------------------------

function showPeople() {
  const items = view.seats
    .filter(({ closed }) => !closed)
    .map(({ seatId, name, joined, noticed, kind: of }) => {
      const isHere = here.includes(seatId);
      const state = isHere ? '在' : joined ? '离开' : '没来';
      const told = of === 'mediator' || noticed ? '' : '，还没看告知';
      return make('li', { className: isHere ? 'here' : '', textContent: `${name}：${state}${told}` });
    });
  $('people').replaceChildren(...items);
}

function showWith() {
  const chosen = withWhom();
  const others = isMediator
    ? view.seats
        .filter(({ kind: of, closed }) => of !== 'mediator' && !closed)
        .map(({ seatId, name }) => [seatId, `只和${name}谈`])
    : [[seat, '只和调解员谈']];
  const options = [['', '和大家谈'], ...others];
  const isSame = options.length === $('with').options.length;
  if (isSame) return;
  $('with').replaceChildren(...options.map(([value, textContent]) => make('option', { value, textContent })));
  $('with').value = options.some(([value]) => value === chosen) ? chosen : '';
}

const nameOf = (id) => view.seats.find(({ seatId }) => seatId === id)?.name ?? '';
const list = (ids) => ids.map(nameOf).join('、');

/** Seats that said aside, of this page's own accord, that they sign at the center. */
const SIGN_ELSEWHERE = $('sign-elsewhere').dataset.words;
const signElsewhere = () =>
  entries
    .filter(({ aside, words, mine }) => aside && words === SIGN_ELSEWHERE && mine !== isMediator)
    .map(({ aside }) => aside);

const stages = {
  proposed: '等各方答复',
  change_asked: '有人要修改，等调解员重新提出',
  accepted: '各方都同意了，请签名',
  signed: '各方都签了名',
};

function showTerms() {
  const { proposal } = view;
  $('terms').hidden = !proposal || !view.me.noticed;
  if (!proposal) return;
  if ($('terms').dataset.no !== String(proposal.no)) {
    $('terms').dataset.no = proposal.no;
    $('terms-lines').replaceChildren(...proposal.lines.map((textContent) => make('p', { textContent })));
    $('change').hidden = true;
    clearPad();
  }
  const parts = [stages[proposal.stage]];
  if (proposal.accepted.length > 0) parts.push(`已同意：${list(proposal.accepted)}`);
  for (const { seatId, words } of proposal.changes) parts.push(`${nameOf(seatId)}要改：${words}`);
  if (proposal.signed.length > 0) parts.push(`已签名：${list(proposal.signed)}`);
  const elsewhere = [...new Set(signElsewhere())].filter((id) => !proposal.signed.includes(id));
  if (isMediator && elsewhere.length > 0) parts.push(`不在这里签、到中心签：${list(elsewhere)}`);
  const hasTold = !isMediator && elsewhere.length > 0;
  if (hasTold) $('sign-told').textContent = '已经告诉调解员：您到中心签。调解员会和您约时间。';
  $('sign-elsewhere').hidden = hasTold;
  $('terms-state').textContent = parts.join('。');
  $('accept').hidden = !proposal.mayAccept;
  $('ask-change').hidden = !proposal.mayAskChange;
  $('sign').hidden = !proposal.maySign;
}

function showLead() {
  if (!isMediator) return;
  $('lead').hidden = view.ended !== null;
  const rows = view.seats
    .filter(({ seatId, closed }) => seatId !== seat && !closed)
    .map(({ seatId, name, kind: of }) => {
      const again = make('button', { type: 'button', className: 'plain', textContent: `给${name}重发链接` });
      again.addEventListener('click', async () => {
        const response = await postJson('links', { seatId }).catch(() => null);
        tell(response?.ok ? '重发了，原来的链接已经停用。' : '没有发出去，请过一会儿再试。');
      });
      if (of !== 'helper') return make('li', {}, again);
      const out = make('button', { type: 'button', className: 'plain', textContent: `请${name}离开` });
      out.addEventListener('click', () => void send({ type: 'seat_closed', seatId }));
      return make('li', {}, again, out);
    });
  if ($('seats').children.length !== rows.length) $('seats').replaceChildren(...rows);
}

function show() {
  const hasEnded = view.ended !== null;
  $('notice').hidden = view.me.noticed || hasEnded;
  $('talk').hidden = !view.me.noticed;
  $('say').hidden = hasEnded;
  $('ended').hidden = !hasEnded;
  $('ended').textContent = view.ended ?? '';
  $('video').hidden = !view.videoUrl || hasEnded;
  if (view.videoUrl?.startsWith('https://')) $('video').querySelector('a').href = view.videoUrl;
  showPeople();
  showWith();
  showTerms();
  showLead();
}

function state(next) {
  ({ view, here } = next);
  show();
}

// ---- The line: a stream, and single answers where something on the way holds streams back ---------------------------

const line = (words) => {
  if ($('line').textContent !== words) $('line').textContent = words;
};
const gone = () => {
  isGone = true;
  line('这个链接已经停用。请重新打开短信里最新的链接，或者联系调解员。');
  $('say').hidden = true;
};
let isGone = false;
const QUIET_MS = 25000;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function stream() {
  return new Promise((resolve) => {
    const source = new EventSource(`${path}/events?after=${entries.length}`);
    let hasSpoken = false;
    let quiet;
    const end = (how) => {
      clearTimeout(quiet);
      source.close();
      resolve(how);
    };
    const heard = () => {
      hasSpoken = true;
      line('已连接');
      clearTimeout(quiet);
      quiet = setTimeout(() => end('quiet'), QUIET_MS);
    };
    quiet = setTimeout(() => end('quiet'), 8000);
    source.addEventListener('entry', ({ data }) => {
      heard();
      take(JSON.parse(data));
    });
    source.addEventListener('state', ({ data }) => {
      heard();
      state(JSON.parse(data));
      void sendAll();
    });
    source.addEventListener('beat', heard);
    source.addEventListener('gone', () => {
      gone();
      end('gone');
    });
    source.addEventListener('error', () => end(hasSpoken ? 'cut' : 'quiet'));
  });
}

let known = '';
async function poll() {
  const response = await fetch(`${path}/events?after=${entries.length}&known=${known}`, {
    headers: { accept: 'application/json' },
  });
  if (response.status === 404) return gone();
  if (!response.ok) throw new Error(String(response.status));
  const said = await response.json();
  known = said.known;
  line('已连接');
  for (const entry of said.entries) take(entry);
  state(said);
  return sendAll();
}

async function stay() {
  let misses = 0;
  while (!isGone) {
    const how = misses < 3 && 'EventSource' in globalThis ? await stream() : 'quiet';
    if (isGone) return;
    if (how === 'quiet') misses += 1;
    try {
      await poll();
    } catch {
      line('断线了，正在重新连接……写好的内容还在。');
      await pause(2000);
    }
  }
}

// ---- What people do -----------------------------------------------------------------------------------------------

const on = (id, type, run) =>
  $(id)?.addEventListener(type, (event) => {
    event.preventDefault();
    run(event);
  });
const asideNow = () => (withWhom() === '' ? {} : { aside: withWhom() });

$('with').addEventListener('change', () => {
  for (const option of $('with').options)
    if (option.selected) option.textContent = option.textContent.replace(' ●', '');
  showSaid();
});
on('confirm', 'click', () => void send({ type: 'notice_confirmed' }));
on('say', 'submit', () => {
  const text = $('words').value.trim();
  if (text === '') return tell('请先写要说的话。');
  $('words').value = '';
  void send({ type: 'said', text, ...asideNow() });
});

const LONGEST_SIDE = 1280;
async function shrunk(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = make('canvas', {
    width: Math.round(picture.width * scale),
    height: Math.round(picture.height * scale),
  });
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/jpeg', 0.8);
}
on('photo', 'change', async () => {
  const [file] = $('photo').files;
  if (!file) return;
  try {
    await send({ type: 'showed', photoId: newId(), ...asideNow() }, await shrunk(file));
  } catch {
    tell('这张照片打不开，请换一张。');
  }
  $('photo').value = '';
});

on('accept', 'click', () => void send({ type: 'accepted', proposal: view.proposal.no }));
on('ask-change', 'click', () => {
  $('change').hidden = false;
  $('change-words').focus();
});
on('change', 'submit', () => {
  const words = $('change-words').value.trim();
  if (words === '') return tell('请写要改什么。');
  $('change').hidden = true;
  $('change-words').value = '';
  void send({ type: 'change_asked', proposal: view.proposal.no, words });
});

// The pad: strokes in the units of the canvas, with the time of each point.
const pad = $('pad');
const ink = pad.getContext('2d');
let strokes = [];
let begun = 0;
let pointer = 'touch';
let isDown = false;
function clearPad() {
  strokes = [];
  ink.clearRect(0, 0, pad.width, pad.height);
}
const pointOf = ({ clientX, clientY, timeStamp }) => {
  const { left, top, width, height } = pad.getBoundingClientRect();
  const round = (value) => Math.round(value * 10) / 10;
  const x = round(((clientX - left) * pad.width) / width);
  const y = round(((clientY - top) * pad.height) / height);
  return [x, y, Math.max(0, Math.round(timeStamp - begun))];
};
pad.addEventListener('pointerdown', (event) => {
  if (strokes.length === 0) begun = event.timeStamp;
  isDown = true;
  pointer = event.pointerType === 'pen' || event.pointerType === 'mouse' ? event.pointerType : 'touch';
  pad.setPointerCapture(event.pointerId);
  strokes.push([pointOf(event)]);
});
pad.addEventListener('pointermove', (event) => {
  const stroke = strokes.at(-1);
  if (!isDown || !stroke) return;
  const [fromX, fromY] = stroke.at(-1);
  const point = pointOf(event);
  stroke.push(point);
  ink.lineWidth = 6;
  ink.lineCap = 'round';
  ink.beginPath();
  ink.moveTo(fromX, fromY);
  ink.lineTo(point[0], point[1]);
  ink.stroke();
});
for (const type of ['pointerup', 'pointercancel']) pad.addEventListener(type, () => (isDown = false));
on('sign-clear', 'click', clearPad);
on('sign-done', 'click', () => {
  if (strokes.length === 0) return tell('请先在框里签名；不能手写的，按“我到中心签”。');
  const drawn = { width: pad.width, height: pad.height, pointer, strokes };
  void send({ type: 'signed', textHash: view.proposal.textHash, drawn });
  clearPad();
});

// Whoever cannot draw signs on paper: a name that was typed is no signature. Said aside, for the reason is nobody else's.
on('sign-elsewhere', 'click', () => {
  void send({ type: 'said', text: SIGN_ELSEWHERE, aside: seat });
  // The button goes, once the city has it: who works by keys must not lose the place.
  $('sign-told').textContent = '正在告诉调解员……';
  $('sign-told').tabIndex = -1;
  $('sign-told').focus();
});

// ---- What the mediator does ---------------------------------------------------------------------------------------

function addItem() {
  const nth = $('items').children.length + 1;
  const field = (label, input) => make('label', {}, `${label}${nth}`, input);
  const who = make('select', { className: 'who' });
  const parties = view.seats.filter(({ partyId }) => partyId !== null);
  who.append(...parties.map(({ partyId, name }) => make('option', { value: partyId, textContent: name })));
  const text = (className, max) => make('input', { type: 'text', className, maxLength: max, autocomplete: 'off' });
  $('items').append(
    make(
      'div',
      { className: 'item' },
      field('谁来做 ', who),
      field('做什么 ', text('what', 500)),
      field('金额（元，可以不写） ', text('amount', 12)),
      field('什么时候前（可以不写） ', make('input', { type: 'date', className: 'due' })),
    ),
  );
}

/** 12.5 → 1250 fen; null for what is left out, NaN for what is no amount. */
const fenOf = (text) =>
  text === '' ? null : /^\d{1,9}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : Number.NaN;

on('add-item', 'click', addItem);
on('propose', 'submit', () => {
  const performance = [...$('items').children]
    .map((item) => {
      const value = (name) => item.querySelector(`.${name}`).value.trim();
      const due = value('due');
      return {
        id: newId(),
        partyId: value('who'),
        what: value('what'),
        amountFen: fenOf(value('amount')),
        dueOn: due === '' ? null : due,
      };
    })
    .filter(({ what }) => what !== '');
  if (performance.some(({ amountFen }) => Number.isNaN(amountFen))) return tell('金额写成数字，例如 500 或者 500.5。');
  const terms = $('clauses')
    .value.split('\n')
    .map((term) => term.trim())
    .filter((term) => term !== '');
  const facts = $('facts').value.trim();
  if (facts === '' || terms.length === 0) return tell('请写纠纷事实和至少一条协议内容。');
  $('propose-box').open = false;
  void send({ type: 'proposed', terms: { facts, terms, performance, judicialConfirmation: $('judicial').checked } });
});
on('video-form', 'submit', () => {
  const url = $('video-url').value.trim();
  void send({ type: 'video_set', url: url === '' ? null : url });
});
on('end', 'submit', () => {
  const { result } = Object.fromEntries(new FormData($('end')));
  const note = $('end-note').value.trim();
  void send({ type: 'ended', result, ...(note === '' ? {} : { note }) });
});

void stay();
