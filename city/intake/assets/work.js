// Works out what the city asks for before a short message goes out, under a second on a cheap phone. Without this script,
// or where a browser cannot, the form is sent as it is, and fewer messages go out from one address.
const PATIENCE_MS = 20_000;
const SENDS = ['next', 'resend'];
const NEEDED = ['name', 'phone', 'consent'];
const form = document.querySelector('form[data-work]');
const told = form?.querySelector('[role=status]');

async function solve({ challenge, bits, iterations }) {
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', text.encode(challenge), 'PBKDF2', false, ['deriveBits']);
  const until = performance.now() + PATIENCE_MS;
  for (let counter = 0; performance.now() < until; counter += 1) {
    const salt = text.encode(String(counter));
    const derived = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, key, 32);
    // At most 16 bits are asked for.
    if (new DataView(derived).getUint16(0) >> (16 - bits) === 0) return `${challenge}~${counter}`;
  }
  return '';
}

async function work() {
  const { phone, placeCode } = Object.fromEntries(new FormData(form));
  const body = new URLSearchParams({ phone, placeCode });
  const response = await fetch(form.dataset.work, { method: 'POST', body });
  return response.ok ? solve(await response.json()) : '';
}

const added = [];
function hidden(name, value) {
  const field = Object.assign(document.createElement('input'), { type: 'hidden', name, value });
  added.push(field);
  form.append(field);
}

async function sendWorked(go) {
  const solved = await work().catch(() => '');
  if (solved !== '') hidden('work', solved);
  hidden('go', go);
  form.submit();
}

let isWorking = false;
// A browser that goes back may show the page as it was left: it is to be sent once more.
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted || !form) return;
  for (const field of added.splice(0)) field.remove();
  told.textContent = '';
  isWorking = false;
});
form?.addEventListener('submit', (event) => {
  const { submitter } = event;
  if (!crypto.subtle || !submitter || !SENDS.includes(submitter.value)) return;
  // What is not filled in is asked for first; no message goes out.
  const fields = new FormData(form);
  if (NEEDED.some((name) => !fields.get(name))) return;
  event.preventDefault();
  if (isWorking) return;
  isWorking = true;
  told.textContent = '正在准备发短信…';
  void sendWorked(submitter.value);
});
