import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ServiceError } from '../../contract/errors.ts';
import { QUERY_CODE_ALPHABET } from '../../domain/center/numbering.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { systemEnvironment } from '../environment.ts';
import { freshQueryCode, registerCase } from './register.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

async function caseCount(): Promise<number> {
  return desk.store.read(({ ledger }) => ledger.count());
}

async function failureOf(work: Promise<unknown>): Promise<ServiceError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ServiceError)) throw new Error('expected a ServiceError', { cause: error });
  return error;
}

describe('registering a case', () => {
  test('gives it the next number of the center, a query code that can be read out, and puts it in the ledger', async () => {
    const [first, second] = [await desk.register(), await desk.register()];
    const counter = (number: string) => Number(number.match(/(\d+)$/)?.[1]);
    expect(first.caseNumber).toMatch(/^金矛调〔2026〕\d+$/);
    expect(counter(second.caseNumber)).toBe(counter(first.caseNumber) + 1);
    expect([...first.queryCode.replace('-', '')].every((letter) => QUERY_CODE_ALPHABET.includes(letter))).toBe(true);
    expect(first).toMatchObject({ status: 'registered', revision: 1 });
  });

  test('and accepting it at once is one transaction with two actions (Ctrl+Enter)', async () => {
    const input = desk.newRegistration();
    const registered = await registerCase(desk, desk.clerk, { ...input, accept: true });
    expect(registered).toMatchObject({ status: 'accepted', revision: 2 });
    const history = await desk.store.read(({ log }) => log.stream('case', registered.caseId));
    expect(history.map(({ header }) => header.type)).toEqual(['case.registered', 'case.accepted']);
    expect(history.every(({ header }) => header.actorId === desk.clerk.staffId)).toBe(true);
  });

  test('twice with one action id makes one case, even at the same moment', async () => {
    const input = desk.newRegistration();
    const before = await caseCount();
    const [one, two] = await Promise.all([
      registerCase(desk, desk.clerk, input),
      registerCase(desk, desk.clerk, input),
    ]);
    expect(two).toEqual(one);
    expect(await caseCount()).toBe(before + 1);
  });

  test('links earlier cases and never merges them', async () => {
    const earlier = await desk.register();
    const input = desk.newRegistration();
    const { caseId } = await registerCase(desk, desk.clerk, { ...input, linkedCaseIds: [earlier.caseId] });
    const found = await desk.store.read(({ cases }) => cases.find(caseId));
    expect(found?.state.linkedCaseIds).toEqual([earlier.caseId]);
    const before = await desk.store.read(({ cases }) => cases.find(earlier.caseId));
    expect(before?.state.revision).toBe(1);
  });

  test('takes the draft away in the same transaction', async () => {
    const draftId = desk.environment.newId();
    const draft = {
      draftId,
      kind: 'registration',
      caseId: null,
      label: '',
      missing: '',
      content: {},
      savedAt: 1,
    } as const;
    await desk.store.write(({ drafts }) => drafts.saveDraft(desk.clerk.staffId, draft));
    await registerCase(desk, desk.clerk, { ...desk.newRegistration(), draftId });
    expect(await desk.store.read(({ drafts }) => drafts.list(desk.clerk.staffId, {}))).toEqual([]);
  });
});

describe('a registration that cannot be', () => {
  test.each([
    ['an unknown division', { place: { code: '999999999999' } }, 'place.code'],
    ['an occurrence tomorrow', { occurredOn: '2026-11-24' }, 'occurredOn'],
  ])('with %s is refused at its field, and takes no number', async (_what, change, field) => {
    const before = await desk.register();
    const failure = await failureOf(desk.register(change));
    expect(failure.code).toBe('INVALID_INPUT');
    expect(failure.data.fields?.[field]).toMatch(/[一-鿿]/);
    const after = await desk.register();
    expect(Number(after.caseNumber.match(/\d+$/)?.[0])).toBe(Number(before.caseNumber.match(/\d+$/)?.[0]) + 1);
  });

  test('because of the role is refused before anything is written', async () => {
    const before = await caseCount();
    const failure = await failureOf(registerCase(desk, desk.it, desk.newRegistration()));
    expect(failure).toMatchObject({ code: 'NOT_ALLOWED', data: { detail: '您的岗位不看案件内容。' } });
    expect(await caseCount()).toBe(before);
  });
});

describe('the query code', () => {
  test('is tried again when it is taken, until it is free', async () => {
    const taken = new Set<string>();
    let tries = 0;
    const code = await freshQueryCode(async (candidate) => {
      tries += 1;
      if (tries <= 3) taken.add(candidate);
      return taken.has(candidate);
    }, systemEnvironment);
    expect(tries).toBe(4);
    expect(taken.has(code)).toBe(false);
  });

  test('of a broken random source is an error and never a code that is taken', async () => {
    const broken = { ...systemEnvironment, randomBytes: (count: number) => new Uint8Array(count) };
    await expect(freshQueryCode(async () => true, broken)).rejects.toThrow(/random source/);
  });
});
