import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MOST_PHOTO_SIGNS } from '../../city/clients/sent-photos.ts';
import { wordsOwedAnswer } from '../../domain/cases/citizen.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { photoOf } from '../../services/files/testing.ts';
import { registerBuildings } from '../../services/posters/buildings.ts';
import { answerOffer, stateAt } from './handover-steps.ts';
import { InboundCity, submission, vouched } from './inbound-city.ts';
import { village } from './submissions.ts';
import { syncAll } from './test-city.ts';

/** What systems of the city do with a resident's case: photos, ratings, answers, and posters as places. */

let world: InboundCity;
beforeAll(async () => {
  world = await InboundCity.open();
  world.station.desk.clock.now = Date.now();
}, 120_000);
afterEach(() => world.expectNothingFailed());
afterAll(async () => world?.close());

const under = <Input extends object>(input: Input) => ({ idempotencyKey: randomUUID(), ...input });
const digitsOff = (digits: string) => String((Number(digits) + 1) % 10_000).padStart(4, '0');
const act = (caseId: string, type: string, payload: unknown = {}, by: 'clerk' | 'manager' = 'clerk') =>
  world.station.desk.act(world.station.desk[by], caseId, type, payload);
async function accepted(caseId: string): Promise<void> {
  await syncAll(world.station);
  await answerOffer(world.station, caseId, 'handover.accepted');
  await act(caseId, 'case.accepted');
  await syncAll(world.station);
}

describe('photos', () => {
  test('they become files of the case whose bytes the center fetches (SYNC-8); sent again under the same key or a new one they are not added twice', async () => {
    const client = await world.newClient();
    const { caseId, key } = await world.submitted(client);
    const input = under({ ...key, photos: [photoOf('楼道'), photoOf('天花板')] });
    expect(await client.addPhotos(input)).toEqual({ done: true });
    expect(await client.addPhotos(input)).toEqual({ done: true });
    expect(await client.addPhotos(under({ ...key, photos: [photoOf('楼道')] }))).toEqual({ done: true });
    await expect(client.addPhotos({ ...input, photos: [photoOf('别的')] })).rejects.toMatchObject({
      ...{ status: 409, code: 'KEY_REUSED' },
    });
    await accepted(caseId);
    const files = (await stateAt(world.station, caseId))?.files ?? [];
    expect(files.map(({ name }) => name)).toEqual(['群众照片1.jpg', '群众照片2.jpg']);
    expect((await world.station.syncFiles()).failure).toBeNull();
    const bytes = await world.station.desk.fileBytes.read(files[0]?.sha256 ?? '');
    expect(Buffer.from(bytes ?? [])).toEqual(Buffer.from(photoOf('楼道')));
  });

  test.each([
    ['a torn photo', [photoOf('断').subarray(0, -2)], '换一张照片'],
    ['a page in the name of a photo', [Buffer.from('<script>alert(1)</script>')], '换一张照片'],
    ['none', [], '请先选照片'],
    ['too many at once', ['一', '二', '三', '四'].map((words) => photoOf(words)), '一次最多发 3 个'],
  ])('%s is refused in words', async (_what, photos, words) => {
    const client = await world.newClient();
    const { key } = await world.submitted(client);
    await expect(client.addPhotos(under({ ...key, photos }))).rejects.toMatchObject({
      ...{ status: 422, data: { fields: { photo: expect.stringContaining(words) } } },
    });
  });

  test('more than a call may carry is refused in words, as JSON, whether the line or the call says so', async () => {
    const client = await world.newClient();
    const { key } = await world.submitted(client);
    for (const size of [(MOST_PHOTO_SIGNS * 3) / 4 + 3, 14_000_000]) {
      const photos = [Buffer.alloc(size)];
      const answer = client.addPhotos(under({ ...key, photos }));
      await expect(answer).rejects.toMatchObject({
        status: 413,
        code: 'TOO_LARGE',
        message: expect.stringMatching('太大'),
      });
    }
  });
});

test('it rates what is asked, 不满意 with its reason, and reads the answer of the desk (WF-59, WF-60)', async () => {
  const client = await world.newClient();
  const { caseId, key } = await world.submitted(client);
  await accepted(caseId);
  await act(
    caseId,
    'mediation.terminated',
    { reason: '双方差距太大', routesTold: ['court'], toldOn: plainDateAt(Date.now()) },
    'manager',
  );
  await syncAll(world.station);
  const { rateable } = await client.progress(key);
  expect(rateable).toContainEqual({ subject: 'result', question: '对结果满意吗' });
  const unsaid = client.rate(under({ ...key, ratings: [{ subject: 'result', grade: 'dissatisfied' }] }));
  await expect(unsaid).rejects.toMatchObject({
    ...{ status: 422, data: { fields: { result: expect.stringContaining('哪里不满意') } } },
  });
  const input = under({ ...key, ratings: [{ subject: 'result', grade: 'dissatisfied', words: '没听我把话说完' }] });
  expect(await client.rate(input)).toEqual({ done: true });
  expect(await client.rate(input)).toEqual({ done: true });
  expect((await client.progress(key)).rateable.map(({ subject }) => subject)).not.toContain('result');
  const owed = { kind: 'rating', name: '群众对结果不满意', words: '没听我把话说完', answer: null };
  expect((await client.answers(key)).words).toEqual([
    { ...owed, at: expect.any(Number), answerBy: expect.any(Number) },
  ]);

  await syncAll(world.station);
  const state = await stateAt(world.station, caseId);
  const [word] = state ? wordsOwedAnswer(state) : [];
  await act(caseId, 'citizen.answered', { answeredId: word?.id, words: '周三请两位调解员听您说。' });
  await syncAll(world.station);
  const { words } = await client.answers(key);
  expect(words).toMatchObject([{ answer: { words: '周三请两位调解员听您说。' }, answerBy: null }]);
  expect(Object.keys(words[0]?.answer ?? {}).toSorted()).toEqual(['at', 'words']);
});

test('wrong digits and a wrong code are answered alike, and change nothing', async () => {
  const client = await world.newClient();
  const { caseId, key } = await world.submitted(client);
  await accepted(caseId);
  const ratings = [{ subject: 'acceptance', grade: 'satisfied' }];
  for (const wrong of [
    { ...key, digits: digitsOff(key.digits) },
    { ...key, queryCode: 'AAAA-AAAA' },
  ]) {
    const refused = { status: 404, code: 'NOT_FOUND' };
    await expect(client.answers(wrong)).rejects.toMatchObject(refused);
    await expect(client.rate(under({ ...wrong, ratings }))).rejects.toMatchObject(refused);
    await expect(client.addPhotos(under({ ...wrong, photos: [photoOf('别人的')] }))).rejects.toMatchObject(refused);
  }
  await syncAll(world.station);
  expect(await stateAt(world.station, caseId)).toMatchObject({ files: [], citizenWords: [] });
});

test.each(['photos', 'rate', 'answers'] as const)(
  'without the scope %s the call is refused, and says so',
  async (scope) => {
    const client = await world.newClient({ name: 'narrow', scopes: ['submit', 'progress', 'tell', 'withdraw'] });
    const key = { queryCode: 'AAAA-AAAA', digits: '0000' };
    const calls = {
      photos: () => client.addPhotos(under({ ...key, photos: [] })),
      rate: () => client.rate(under({ ...key, ratings: [] })),
      answers: () => client.answers(key),
    };
    await expect(calls[scope]()).rejects.toMatchObject({
      ...{ status: 403, code: 'NOT_ALLOWED', data: { detail: expect.stringContaining(scope) } },
    });
  },
);

describe('the code on a poster', () => {
  const building = async (name: string): Promise<string> => {
    const { desk } = world.station;
    const input = { actionId: desk.environment.newId(), placeCode: village.code, names: [name] };
    const [{ code } = { code: '' }] = await registerBuildings(desk, desk.clerk, input);
    return code;
  };

  test('of a building stands for its community and its name, as on the page', async () => {
    const client = await world.newClient();
    const code = await building('8 号楼');
    const early = await client.posterPlaces(code);
    expect(early).toMatchObject({ places: [{ code: village.code }], placeDetail: '' });
    await syncAll(world.station);
    expect(await client.posterPlaces(code.toLowerCase())).toMatchObject({ placeDetail: '8 号楼' });
    const told = submission({ placeCode: code, placeDetail: '2 单元' });
    const { proofId } = await client.prove({ placeCode: code, phone: told.phone });
    const text = world.sent.findLast(({ phone }) => phone === told.phone)?.text ?? '';
    const proof = { kind: 'sms', proofId, code: /验证码 (\d{6})/.exec(text)?.[1] ?? '' };
    const { caseId } = await client.submit(under({ submission: told, proof }));
    await syncAll(world.station);
    const state = await stateAt(world.station, caseId);
    expect(state?.registration?.place).toEqual({ code: village.code, detail: '8 号楼 2 单元' });
    const whole = await world.submitted(client, { placeCode: code, placeDetail: '' });
    await syncAll(world.station);
    expect((await stateAt(world.station, whole.caseId))?.registration?.place?.detail).toBe('8 号楼');
  });

  test('that is nobody’s is refused at the place, and no message is sent', async () => {
    const client = await world.newClient();
    expect(await client.posterPlaces('999999999999-AAAA')).toEqual({ places: [], placeDetail: '' });
    const told = submission({ placeCode: '999999999999-AAAA' });
    const refused = { status: 422, data: { fields: { placeCode: '没有这个地方，请重新选择' } } };
    await expect(client.prove({ placeCode: told.placeCode, phone: told.phone })).rejects.toMatchObject(refused);
    await expect(client.submit(under({ submission: told, proof: vouched }))).rejects.toMatchObject(refused);
    expect(world.sent.some(({ phone }) => phone === told.phone)).toBe(false);
  });
});
