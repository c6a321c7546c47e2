// 调用市级服务“城市系统”接口的示例，只用 Node.js 自带的模块。说明见 inbound-api.md；测试 tests/city/inbound.test.ts 运行的就是这个文件。
import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto';

/**
 * @param {{ origin: string, name: string, secret: string, now?: () => number, fetch?: typeof fetch }} options
 *   市级服务的网址、登记的名字、登记时得到的私钥（PKCS 8，Base64）；now 是市里的时间，毫秒。
 */
export function createInboundClient({ origin, name, secret, now = Date.now, fetch: send = fetch }) {
  const key = createPrivateKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'pkcs8' });

  /** RFC 9421 与 RFC 9530：依次覆盖方法、路径、请求体的摘要，参数一个不少。 */
  function signed(path, body) {
    const digest = `sha-256=:${createHash('sha256').update(body).digest('base64')}:`;
    const covered = [
      ['@method', 'POST'],
      ['@path', path],
      ['content-digest', digest],
    ];
    const said =
      `(${covered.map(([part]) => `"${part}"`).join(' ')});created=${Math.floor(now() / 1000)}` +
      `;nonce="${randomBytes(18).toString('base64url')}";keyid="client/${name}";alg="ed25519";tag="fengqiao-client"`;
    const text = [...covered, ['@signature-params', said]].map(([part, value]) => `"${part}": ${value}`).join('\n');
    return {
      'content-type': 'application/json',
      'content-digest': digest,
      'signature-input': `client=${said}`,
      signature: `client=:${sign(null, Buffer.from(text), key).toString('base64')}:`,
    };
  }

  /** 答复的内容；被拒绝时抛出带 status、code、data、retryAfter 的错误。每次都重新签名，幂等键在内容里，不变。 */
  async function call(path, input) {
    const full = `/api/inbound/${path}`;
    const body = JSON.stringify(input);
    const response = await send(`${origin}${full}`, { method: 'POST', headers: signed(full, body), body });
    const answer = await response.json();
    if (response.ok) return answer;
    const retryAfter = Number(response.headers.get('retry-after')) || null;
    const { code, message, data } = answer;
    throw Object.assign(new Error(message), { status: response.status, code, data, retryAfter });
  }

  return {
    places: (text) => call('places', { text }),
    posterPlaces: (code) => call('poster-places', { code }),
    prove: (input) => call('phone-proofs', input),
    submit: (input) => call('submissions', input),
    progress: (key) => call('progress', key),
    tell: (input) => call('messages', input),
    withdraw: (input) => call('withdrawals', input),
    /** photos 是每张照片的字节（Buffer 或 Uint8Array）。 */
    addPhotos: ({ photos, ...input }) =>
      call('photos', { ...input, photos: photos.map((bytes) => Buffer.from(bytes).toString('base64')) }),
    rate: (input) => call('ratings', input),
    answers: (key) => call('answers', key),
  };
}
