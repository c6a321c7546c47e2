import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { QUESTIONS } from '../../city/verification/budget.ts';
import { ANSWER_MS } from '../../city/verification/lookup.ts';
import { verificationStates } from '../../contract/verification.ts';
import { validPayload } from '../../domain/cases/testing.ts';
import { VERIFICATION_RANDOM_BYTES, verificationCodeFrom } from '../../domain/verification/code.ts';
import { attachFile } from '../../services/files/attach.ts';
import { photoOf } from '../../services/files/testing.ts';
import { eraseCase } from '../../services/testing/erase-case.ts';
import type { TestDesk } from '../support/desk.ts';
import { agreedCase, signByAll, stateOf } from '../support/papers.ts';
import type { TestStation } from './stations.ts';
import { cityKinds, syncAll, TestCity } from './test-city.ts';
import { answerOf, ask, issueAgreement, issueForCity, signingDesk } from './verified-papers.ts';

let city: TestCity;
beforeAll(async () => {
  city = await TestCity.open();
}, 120_000);
afterAll(() => city?.close());

const freshCode = () => verificationCodeFrom(crypto.getRandomValues(new Uint8Array(7)));

describe.each(cityKinds)('whoever asks the city on %s about a paper', (kind) => {
  let station: TestStation;
  let desk: TestDesk;
  const origin = () => city.city.origin;
  const asking = (input: object) => answerOf(origin(), input);

  beforeEach(async () => {
    await city.begin(kind);
    station = await city.enrol();
    desk = signingDesk(station, origin());
    await syncAll(station);
  }, 120_000);
  afterEach(async () => {
    expect(city.said).toEqual([]);
    await city.end();
  });

  test('hears of an agreement what it is worth at each step, and nothing else', async () => {
    const caseId = await agreedCase(desk);
    const { file, code, token } = await issueAgreement(desk, caseId);
    const committee = '郑州市金水区人民调解委员会';
    const before = await asking({ code, token });
    expect(before).toMatchObject({ state: 'not_reported', issuedOn: '2026-11-23', number: null, effectiveOn: null });
    expect(before.committee).toContain(committee.slice(0, 6));
    expect((await asking({ code })).state).toBe('unknown');

    await syncAll(station);
    const issued = await asking({ code });
    expect(issued).toMatchObject({ state: 'awaiting_marks', number: file.number, effectiveOn: null });
    expect(issued.committee).toBe(before.committee);

    await signByAll(desk, caseId);
    await syncAll(station);
    const inEffect = await asking({ code: ` ${code.toLowerCase().replace(/..../g, '$& ')}`, sha256: file.fileHash });
    expect(inEffect).toEqual({
      state: 'in_effect',
      code,
      form: '人民调解协议书',
      number: file.number,
      committee: before.committee,
      issuedOn: '2026-11-23',
      effectiveOn: '2026-11-23',
      file: 'text',
    });
    expect((await asking({ code, sha256: 'a'.repeat(64) })).file).toBe('other');
    // A scan has its own bytes; those of a photo are kept without the place where it was taken.
    const { view } = await attachFile(desk, desk.clerk, {
      actionId: desk.environment.newId(),
      caseId,
      baseRevision: (await stateOf(desk, caseId)).revision,
      kind: 'signed',
      name: '协议书扫描件.jpg',
      bytes: photoOf('签字盖章'),
      paper: { form: 'agreement', subject: 1 },
    });
    await syncAll(station);
    expect((await asking({ code, sha256: view.state.files[0]?.sha256 })).file).toBe('scan');
  });

  test('hears of the proof that a court was given since when the agreement is in effect (民诉法解释 354)', async () => {
    const caseId = await agreedCase(desk);
    await signByAll(desk, caseId);
    const { file, code } = await issueForCity(desk, caseId, 'mediation-proof');
    await syncAll(station);
    const { caseNumber } = await stateOf(desk, caseId);
    expect(await asking({ code, sha256: file.fileHash })).toMatchObject({
      state: 'in_effect',
      form: '调解证明',
      number: caseNumber,
      effectiveOn: '2026-11-23',
      file: 'text',
    });
  });

  test('hears that a text was replaced by a later one, or is not in use any more', async () => {
    const caseId = await agreedCase(desk);
    const first = await issueAgreement(desk, caseId);
    await syncAll(station);
    await desk.act(desk.mediator, caseId, 'agreement.revised', validPayload('agreement.revised', null));
    const second = await issueAgreement(desk, caseId);
    await syncAll(station);
    expect(await asking({ code: first.code, sha256: first.file.fileHash })).toMatchObject({
      state: 'replaced',
      effectiveOn: null,
      file: 'text',
    });
    expect((await asking({ code: second.code })).state).toBe('awaiting_marks');
    await desk.act(desk.mediator, caseId, 'mediation.failed', validPayload('mediation.failed', null));
    await syncAll(station);
    expect((await asking({ code: second.code })).state).toBe('withdrawn');
    expect((await asking({ code: first.code })).state).toBe('replaced');
  });

  test('hears nothing of what was erased (LOG-8)', async () => {
    const caseId = await agreedCase(desk);
    const { code } = await issueAgreement(desk, caseId);
    await syncAll(station);
    expect((await asking({ code })).state).toBe('awaiting_marks');
    await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '当事人申请删除' });
    await syncAll(station);
    expect(await asking({ code })).toMatchObject({ state: 'unknown', number: null, committee: null });
  });

  test('is not deceived by a signature of another code, day, station or key, or of one that was revoked', async () => {
    const other = await city.enrol({ feed: '410102', name: '中原区综治中心' });
    const { code, token } = await issueAgreement(desk, await agreedCase(desk));
    const theirs = await issueAgreement(signingDesk(other, origin()), await agreedCase(other.desk));
    const changed = (at: number) => token.slice(0, at) + (token.charAt(at) === 'A' ? 'B' : 'A') + token.slice(at + 1);
    // The station, the day, the signature; and the whole token of somebody else.
    for (const forged of [changed(3), changed(12), changed(60), theirs.token, 'A'.repeat(99), '']) {
      const answer = await asking({ code, token: forged });
      expect(answer, forged).toMatchObject({ state: 'unknown', committee: null, issuedOn: null });
    }
    expect((await asking({ code: freshCode(), token })).state).toBe('unknown');
    expect((await asking({ code, token })).state).toBe('not_reported');
    // Of a center that the city knows by its name only.
    expect(await asking(theirs)).toMatchObject({ state: 'not_reported', committee: '中原区综治中心' });
    await city.city.stations.revoke('410105', station.credentials.stationId);
    expect(await asking({ code, token })).toMatchObject({ state: 'unknown', committee: null });
  });

  test('is vouched for neither of two papers that somebody gave one code', async () => {
    const { code } = await issueAgreement(desk, await agreedCase(desk));
    const { randomBytes } = desk.environment;
    const forCodes = (count: number) => (count === VERIFICATION_RANDOM_BYTES ? bytesOf(code) : randomBytes(count));
    const double = { ...desk, environment: { ...desk.environment, randomBytes: forCodes } };
    expect((await issueAgreement(double, await agreedCase(desk))).code).toBe(code);
    await syncAll(station);
    expect((await asking({ code })).state).toBe('unknown');
  });

  test('gets the same fields for a code that there is not, no sooner than for one that there is, and nothing to keep', async () => {
    const caseId = await agreedCase(desk);
    const { code } = await issueAgreement(desk, caseId);
    await syncAll(station);
    const timed = async (asked: string) => {
      const started = performance.now();
      const response = await ask(origin(), { code: asked });
      const fields = Object.keys((await response.json()) as object).sort();
      return { fields, ms: performance.now() - started, store: response.headers.get('cache-control') };
    };
    const known = await timed(code);
    const unknown = await timed(freshCode());
    const misspelt = await timed('K7MW');
    expect(unknown.fields).toEqual(known.fields);
    expect(misspelt.fields).toEqual(known.fields);
    for (const { ms, store } of [known, unknown, misspelt]) {
      expect(ms).toBeGreaterThanOrEqual(ANSWER_MS - 5);
      expect(store).toBe('no-store');
    }
  });

  test('may ask so many times a minute; other addresses still may, whatever a path looks like', async () => {
    const from = '10.9.9.9';
    const statuses = new Set<number>();
    const paths = ['/api/verification/check', '/rpc/verification/check'];
    const bodies = [{ code: freshCode() }, { json: { code: freshCode() } }];
    await Promise.all(
      Array.from({ length: QUESTIONS.max }, async (_, index) => {
        const path = paths[index % 2] ?? '';
        const headers = { 'content-type': 'application/json', 'x-forwarded-for': from };
        const body = JSON.stringify(bodies[index % 2]);
        statuses.add((await fetch(`${origin()}${path}`, { method: 'POST', headers, body })).status);
      }),
    );
    expect([...statuses]).toEqual([200]);
    const refused = await ask(origin(), { code: freshCode() }, from);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      code: 'TOO_MANY_QUESTIONS',
      message: expect.stringMatching(/过一分钟/),
    });
    expect((await ask(origin(), { code: freshCode() }, '10.9.9.8')).status).toBe(200);
  });
});

test('every answer has a name in Chinese of its own', () => {
  const names = verificationStates.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[一-鿿，]+$/);
});

/** The random bytes that a code was made of. */
function bytesOf(code: string): Uint8Array {
  const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const bits = [...code.slice(0, 11)].reduce(
    (sum, sign, at) => sum | (BigInt(alphabet.indexOf(sign)) << BigInt(5 * at)),
    0n,
  );
  return Uint8Array.from({ length: 7 }, (_, at) => Number((bits >> BigInt(8 * (6 - at))) & 255n));
}
