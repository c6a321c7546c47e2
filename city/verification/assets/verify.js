// Tells which of the paper's files a file is. Its hash is worked out here; the file itself stays on this device.
const section = document.querySelector('#file');
if (section) {
  const drop = section.querySelector('#drop');
  const chosen = section.querySelector('#chosen');
  const answer = section.querySelector('#file-answer');
  section.hidden = false;
  /** Which of several files was put here last: what is said is of that one. */
  let turn = 0;

  const say = (words, match) => {
    answer.textContent = words;
    answer.dataset.match = match;
  };

  const hashOf = async (file) => {
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  };

  const matchOf = async (sha256) => {
    const { code, token } = section.dataset;
    const response = await fetch('/api/verification/check', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, sha256, ...(token ? { token } : {}) }),
    });
    const said = await response.json();
    if (!response.ok) throw new Error(response.status === 429 ? said.message : '市平台暂时不能回答，请稍后再试。');
    return said.file ?? 'other';
  };

  const check = async (file) => {
    turn += 1;
    const mine = turn;
    const told = (words, match = '') => {
      if (mine === turn) say(words, match);
    };
    if (!globalThis.crypto?.subtle) return told('这个网页不是加密连接（https），浏览器不能核对文件。');
    told('正在核对……');
    let sha256;
    try {
      sha256 = await hashOf(file);
    } catch {
      return told('这个文件打不开，没有核对。');
    }
    try {
      const match = await matchOf(sha256);
      told(`「${file.name}」${section.dataset[match]}`, match === 'other' ? 'other' : 'same');
    } catch (error) {
      told(error instanceof TypeError ? '连不上市平台，没有核对。' : error.message);
    }
  };

  chosen.addEventListener('change', () => {
    const [file] = chosen.files;
    // So that the same file, changed meanwhile, can be chosen again.
    if (file) void check(file).finally(() => (chosen.value = ''));
  });
  // A file that is dropped beside the place would open in its stead, and the page would be gone.
  for (const type of ['dragover', 'drop']) addEventListener(type, (event) => event.preventDefault());
  addEventListener('dragover', () => drop.classList.add('over'));
  for (const type of ['dragleave', 'drop']) addEventListener(type, () => drop.classList.remove('over'));
  addEventListener('drop', (event) => {
    const [file] = event.dataTransfer?.files ?? [];
    if (file) void check(file);
  });
}
