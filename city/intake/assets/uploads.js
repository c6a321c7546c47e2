// Sends photos and videos in parts (tus 1.0): after a cut it goes on where the line broke, after a reload as soon as the
// same file is chosen again. Without this script the form sends what fits one request.
const PART_BYTES = 512 * 1024;
const TUS = { 'tus-resumable': '1.0.0' };
const GONE = [404, 410];
/** The city has another byte in mind, or still holds the part that broke off. */
const OUT_OF_STEP = [409, 423, 460];
const WAIT_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

const form = document.querySelector('form[data-uploads]');
const { uploads: begin, hint, tag, most, photo: photoBytes, video: videoBytes } = form?.dataset ?? {};
const input = form?.querySelector('input[type=file]');
const button = form?.querySelector('button');
const told = form?.querySelector('[role=status]');

const isVideo = (file) => file.type.startsWith('video/');
const megabytes = (bytes) => `${(bytes / 1_000_000).toFixed(1)} MB`;
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** The browser may keep nothing: then it goes on after a cut, and after a reload from the beginning. */
const places = {
  key: (file) => `upload ${tag} ${file.size} ${file.lastModified} ${file.name}`,
  get(file) {
    try {
      return localStorage.getItem(this.key(file));
    } catch {
      return null;
    }
  },
  set(file, place) {
    try {
      if (place === null) localStorage.removeItem(this.key(file));
      else localStorage.setItem(this.key(file), place);
    } catch {
      // As above.
    }
  },
  some() {
    try {
      return Object.keys(localStorage).some((key) => key.startsWith(`upload ${tag} `));
    } catch {
      return false;
    }
  },
  forget() {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(`upload ${tag} `)) localStorage.removeItem(key);
    } catch {
      // As above.
    }
  },
};

function say(words, isWrong = false) {
  told.textContent = words;
  told.className = isWrong ? 'problem' : 'm';
}

/** Refused in words: to try once more would not help. */
class Refused extends Error {}

async function answered(response) {
  if (response.ok) return response;
  const isWords = response.status < 500 && response.status !== 429;
  const words = isWords ? (await response.text()).trim() : '';
  // What is said in Chinese is for whoever reads it.
  if (/[\u4e00-\u9fff]/.test(words)) throw new Refused(words);
  throw new Error(`answered ${response.status}`);
}

async function placeOf(file) {
  const fields = new FormData(form);
  const metadata = { code: fields.get('code'), digits: fields.get('digits'), kind: isVideo(file) ? 'video' : 'photo' };
  const text = Object.entries(metadata).map(([name, value]) => `${name} ${base64(value)}`);
  const headers = { ...TUS, 'upload-length': String(file.size), 'upload-metadata': text.join(',') };
  const response = await answered(await fetch(begin, { method: 'POST', headers }));
  return response.headers.get('location');
}

/** The byte at which the city goes on; null where it has dropped what there was. */
async function offsetAt(place) {
  const response = await fetch(place, { method: 'HEAD', headers: TUS });
  if (GONE.includes(response.status)) return null;
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return Number(response.headers.get('upload-offset'));
}

/** Sends one part; the next byte, or null where it is not known any more. */
async function sendPart(place, file, offset) {
  const headers = { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) };
  const body = file.slice(offset, offset + PART_BYTES);
  const response = await fetch(place, { method: 'PATCH', headers, body });
  if (GONE.includes(response.status) || OUT_OF_STEP.includes(response.status)) return null;
  return Number((await answered(response)).headers.get('upload-offset'));
}

function pause(misses) {
  return new Promise((resolve) => {
    setTimeout(resolve, WAIT_MS[Math.min(misses, WAIT_MS.length) - 1]);
    addEventListener('online', resolve, { once: true });
  });
}

/** Resolves to where the whole file lies. */
async function sendFile(file, progress) {
  let place = places.get(file);
  let offset = null;
  for (let misses = 0; ; ) {
    try {
      if (place !== null && offset === null) {
        offset = await offsetAt(place);
        if (offset === null) place = null;
      }
      if (place === null) {
        place = await placeOf(file);
        places.set(file, place);
        offset = 0;
      }
      progress(offset);
      if (offset >= file.size) return place;
      offset = await sendPart(place, file, offset);
      if (offset !== null) misses = 0;
      else throw new Error('out of step');
    } catch (error) {
      if (error instanceof Refused) {
        places.set(file, null);
        throw error;
      }
      offset = null;
      misses += 1;
      say('网断了，连上以后接着传。这一页不要关。');
      await pause(misses);
    }
  }
}

function problemOf(files) {
  if (files.length > Number(most)) return `一次最多发 ${most} 个，请分几次发`;
  for (const file of files) {
    const limit = Number(isVideo(file) ? videoBytes : photoBytes);
    if (file.size > limit) return `${file.name} 有 ${megabytes(file.size)}，最多 ${megabytes(limit)}，请拍短一些再发`;
  }
  return null;
}

/** What is sent with the form in the place of the files. */
let named = null;

async function sendAll(files) {
  const whole = files.reduce((sum, { size }) => sum + size, 0);
  const sent = [];
  let before = 0;
  for (const file of files) {
    const place = await sendFile(file, (offset) => {
      say(`正在传，已传 ${Math.floor(((before + offset) / whole) * 100)}%。网断了会接着传。`);
    });
    sent.push(place.slice(place.lastIndexOf('/') + 1));
    before += file.size;
  }
  places.forget();
  named = Object.assign(document.createElement('input'), { type: 'hidden', name: 'uploads' });
  named.value = sent.join(',');
  input.disabled = true;
  form.append(named);
  form.submit();
}

// A browser that goes back may show the page as it was left: more may be chosen there.
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted || !form) return;
  named?.remove();
  input.disabled = false;
  button.disabled = false;
  say('');
});

if (form) {
  form.querySelector('#photo-hint').textContent = hint;
  if (places.some()) {
    say('上次有文件没有传完。再选同一个文件，会从断的地方接着传。');
    form.closest('details').open = true;
  }
  form.addEventListener('submit', (event) => {
    const files = [...input.files];
    if (files.length === 0) return;
    event.preventDefault();
    const problem = problemOf(files);
    if (problem !== null) return say(problem, true);
    button.disabled = true;
    say('正在传…');
    sendAll(files).catch((error) => {
      button.disabled = false;
      say(error instanceof Refused ? error.message : '没有传上去，请再按一次。', true);
    });
  });
}
