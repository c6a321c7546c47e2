import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addClient, revokeClient } from '../../city/clients/clients.ts';
import { tidyKeys } from '../../city/clients/request-keys.ts';
import type { City } from '../../city/start.ts';
import type { InboundClient } from '../../docs/inbound-client.mjs';
import { REQUEST_SKEW_S } from '../../domain/sync/request-signature.ts';
import { answerOffer } from './handover-steps.ts';
import { InboundCity, submission, vouched } from './inbound-city.ts';
import type { TestStation } from './stations.ts';
import { village } from './submissions.ts';
import { syncAll } from './test-city.ts';

let world: InboundCity;
let city: City;
let station: TestStation;

beforeAll(async () => {
  world = await InboundCity.open();
  ({ city, station } = world);
}, 120_000);
afterEach(() => world.expectNothingFailed());
afterAll(async () => world?.close());

type Fetch = typeof globalThis.fetch;
const newClient: InboundCity['newClient'] = (...given) => world.newClient(...given);
const submitted: InboundCity['submitted'] = (...given) => world.submitted(...given);
const notesOf = async (caseId: string): Promise<readonly string[]> =>
  (
    await city.database.query<{ note: string }>(
      `SELECT coalesce(convert_from(p.payload, 'UTF8')::jsonb ->> 'note', convert_from(p.payload, 'UTF8')::jsonb ->> 'words') AS note FROM action_headers h
       JOIN action_payloads p ON p.feed = h.feed AND p.position = h.position
       WHERE h.stream_id = $1 AND h.type IN ('case.noted', 'citizen.told') ORDER BY h.position`,
      [caseId],
    )
  ).map(({ note }) => note);
const casesOf = async (phone: string): Promise<number> => {
  const sql = 'SELECT count(*)::int AS count FROM phone_proofs WHERE phone = $1 AND case_id IS NOT NULL';
  return (await city.database.query<{ count: number }>(sql, [phone]))[0]?.count ?? 0;
};
const digitsOff = (digits: string) => String((Number(digits) + 1) % 10_000).padStart(4, '0');

describe('what the public pages can do, a system of the city can do by the sample client', () => {
  test('it finds the place, proves the phone by a short message, submits, and the center has the case at the next sync', async () => {
    const client = await newClient();
    const { places } = await client.places('鸿苑社区');
    expect(places.map(({ code }) => code)).toContain(village.code);
    const said = submission();
    const { proofId } = await client.prove({ placeCode: said.placeCode, phone: said.phone });
    const code = /验证码 (\d{6})/.exec(world.sent.findLast(({ phone }) => phone === said.phone)?.text ?? '')?.[1] ?? '';
    const idempotencyKey = randomUUID();
    const wrong = client.submit({
      idempotencyKey: randomUUID(),
      submission: said,
      proof: { kind: 'sms', proofId, code: 'x' },
    });
    await expect(wrong).rejects.toMatchObject({ status: 422, data: { fields: { code: expect.any(String) } } });
    const receipt = await client.submit({ idempotencyKey, submission: said, proof: { kind: 'sms', proofId, code } });
    expect(receipt).toMatchObject({ center: '金水区综治中心', queryCode: expect.stringMatching(/^\w{4}-\w{4}$/) });
    await syncAll(station);
    const found = await station.desk.store.read(({ cases }) => cases.find(receipt.caseId));
    expect(found?.state.registration?.facts).toContain('楼上总漏水');
    // No word that somebody vouched: a message proved it.
    expect(await notesOf(receipt.caseId)).toEqual([]);
  });

  test('it follows the case, adds to it and asks to stop it; the desk reads both (WF-58)', async () => {
    const client = await newClient();
    const { caseId, key } = await submitted(client);
    expect(await client.progress(key)).toMatchObject({ headline: '已经送到金水区综治中心', isOpen: true });
    await syncAll(station);
    await answerOffer(station, caseId, 'handover.accepted');
    await syncAll(station);
    expect((await client.progress({ ...key, queryCode: key.queryCode.toLowerCase() })).headline).toContain('收到了');
    expect(await client.tell({ idempotencyKey: randomUUID(), ...key, words: '今天又漏了' })).toEqual({ done: true });
    await client.withdraw({ idempotencyKey: randomUUID(), ...key, words: '我们自己谈好了' });
    expect(await notesOf(caseId)).toEqual([
      '由郑好办转来，手机号由它核实，没有另发短信。',
      '今天又漏了',
      '我们自己谈好了',
    ]);
  });

  test('wrong digits and a wrong code are answered alike, and change nothing', async () => {
    const client = await newClient();
    const { caseId, key } = await submitted(client);
    const before = await notesOf(caseId);
    const answers = [];
    for (const wrong of [
      { ...key, digits: digitsOff(key.digits) },
      { ...key, queryCode: 'AAAA-AAAA' },
    ]) {
      answers.push(await client.progress(wrong).catch((error: unknown) => error));
      const told = client.tell({ idempotencyKey: randomUUID(), ...wrong, words: '别人写的' });
      await expect(told).rejects.toMatchObject({ status: 404, code: 'NOT_FOUND' });
    }
    expect(answers[0]).toMatchObject({ status: 404, message: (answers[1] as Error).message });
    expect(await notesOf(caseId)).toEqual(before);
  });
});

test('what can be kept nowhere is refused at its field, and nothing fails inside', async () => {
  const client = await newClient();
  const { key } = await submitted(client);
  const words = '\0\ud800 又漏了';
  const told = client.tell({ idempotencyKey: randomUUID(), ...key, words });
  await expect(told).rejects.toMatchObject({ status: 422, data: { fields: { words: expect.any(String) } } });
});

describe('idempotency keys', () => {
  test('the same key with the same content does nothing twice, also at once; with other content it is refused', async () => {
    const client = await newClient();
    const input = { idempotencyKey: randomUUID(), submission: submission(), proof: vouched };
    const [first, second] = await Promise.all([client.submit(input), client.submit(input)]);
    expect(second).toEqual(first);
    expect(await client.submit(input)).toEqual(first);
    expect(await casesOf(input.submission.phone)).toBe(1);
    const changed = { ...input, submission: { ...input.submission, facts: '别的事' } };
    await expect(client.submit(changed)).rejects.toMatchObject({ status: 409, code: 'KEY_REUSED' });
    const told = { ...{ idempotencyKey: randomUUID(), words: '又漏了' }, queryCode: first.queryCode };
    const message = { ...told, digits: input.submission.phone.slice(-4) };
    await client.tell(message);
    await client.tell(message);
    await expect(client.withdraw(message)).rejects.toMatchObject({ code: 'KEY_REUSED' });
    expect(await notesOf(first.caseId)).toHaveLength(2);
  });

  test('a key is one client’s own: another’s same key is another thing', async () => {
    const [one, other] = [await newClient(), await newClient({ name: 'other' })];
    const idempotencyKey = randomUUID();
    const first = await one.submit({ idempotencyKey, submission: submission(), proof: vouched });
    const second = await other.submit({ idempotencyKey, submission: submission(), proof: vouched });
    expect(second.caseId).not.toBe(first.caseId);
  });

  test('a key is kept for 48 hours and then forgotten', async () => {
    const client = await newClient();
    await submitted(client);
    const count = async () => (await city.database.query('SELECT key FROM inbound_requests')).length;
    await tidyKeys(city.database, Date.now() + 47 * 3_600_000);
    expect(await count()).toBeGreaterThan(0);
    await tidyKeys(city.database, Date.now() + 49 * 3_600_000);
    expect(await count()).toBe(0);
  });
});

describe('who may call', () => {
  test('a client without a scope is told which it lacks; one that may not vouch needs the message', async () => {
    const client = await newClient({ name: 'narrow', scopes: ['submit'] });
    await expect(client.progress({ queryCode: 'AAAA-AAAA', digits: '0000' })).rejects.toMatchObject({
      status: 403,
      code: 'NOT_ALLOWED',
      data: { detail: expect.stringContaining('progress') },
    });
    const submit = client.submit({ idempotencyKey: randomUUID(), submission: submission(), proof: vouched });
    await expect(submit).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
      data: { detail: expect.stringContaining('vouched') },
    });
  });

  test('a vouched phone counts as one that was sent a message: one a minute', async () => {
    const client = await newClient();
    const said = submission();
    await client.submit({ idempotencyKey: randomUUID(), submission: said, proof: vouched });
    const again = client.submit({ idempotencyKey: randomUUID(), submission: said, proof: vouched });
    await expect(again).rejects.toMatchObject({ status: 429, code: 'TOO_MANY_QUESTIONS' });
  });

  test('more calls than the client’s limit are answered 429 with the seconds to wait, and others go on', async () => {
    const [few, other] = [await newClient({ name: 'few', perMinute: 3 }), await newClient({ name: 'many' })];
    const ask = (client: InboundClient) => client.places('鸿苑社区');
    // Of seven in a row at most six fall into two minutes.
    const answers = await Promise.all(Array.from({ length: 7 }, () => ask(few).catch((error: unknown) => error)));
    const refused = answers.filter((each): each is Error => each instanceof Error);
    expect(refused.length).toBeGreaterThan(0);
    for (const each of refused) expect(each).toMatchObject({ status: 429, retryAfter: expect.any(Number) });
    expect((await ask(other)).places).not.toEqual([]);
  });

  test('a revoked client, an old key, and a stranger are refused; so is what was changed, replayed or signed too late (SYNC-16)', async () => {
    const old = await newClient({ name: 'turned' });
    const turned = await newClient({ name: 'turned' });
    await expect(old.places('鸿苑')).rejects.toMatchObject({ status: 401, code: 'REQUEST_REFUSED' });
    await turned.places('鸿苑');
    expect(await revokeClient(city.database, 'turned', Date.now())).toBe(true);
    await expect(turned.places('鸿苑')).rejects.toMatchObject({ status: 401, code: 'CLIENT_UNKNOWN' });
    const bare = await fetch(`${city.origin}/api/inbound/places`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":"鸿苑"}' },
    });
    expect([bare.status, ((await bare.json()) as { code: string }).code]).toEqual([401, 'CLIENT_UNKNOWN']);

    const lines: [string, RequestInit][] = [];
    const noting: Fetch = (url, init = {}) => {
      lines.push([String(url), init]);
      return fetch(url, init);
    };
    const client = await newClient({ name: 'honest' }, { fetch: noting });
    await client.places('鸿苑');
    const [url = '', init = {}] = lines[0] ?? [];
    const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
    expect(await codeOf(await fetch(url, init))).toBe('REQUEST_REFUSED');
    const change: Fetch = (to, of = {}) => fetch(to, { ...of, body: '{"text":"别处"}' });
    const robbed = await newClient({ name: 'robbed' }, { fetch: change });
    await expect(robbed.places('鸿苑')).rejects.toMatchObject({ code: 'REQUEST_REFUSED' });
    const late = await newClient({ name: 'late' }, { now: () => Date.now() - (REQUEST_SKEW_S + 60) * 1_000 });
    await expect(late.places('鸿苑')).rejects.toMatchObject({ code: 'REQUEST_CLOCK' });
  });

  test('the key of a client is nowhere in the database', async () => {
    const secret = await addClient(city.database, { name: 'kept', title: '某系统', scopes: ['submit'] }, Date.now());
    const [row] = await city.database.query<{ row: string }>(
      "SELECT row_to_json(c)::text AS row FROM inbound_clients c WHERE name = 'kept'",
    );
    expect(row?.row).not.toContain(secret.slice(-20));
  });
});
