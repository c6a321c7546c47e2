import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultLine } from '../../domain/sync/line.ts';
import { auditEntries } from '../../services/audit/entries.ts';
import { registerStaff } from '../../services/directory/staff.ts';
import { createLogger, createLogTail } from '../../services/process-log.ts';
import type { SyncHostState } from '../../services/sync/sync-page.ts';
import { openNewDesk, type TestDesk } from '../../tests/support/desk.ts';
import { makeAuthority } from '../line/testing.ts';
import { createDiagnosis } from './diagnosis.ts';
import { failureWords } from './failure-words.ts';
import { redacted, redactedJson, redactedLine } from './redact.ts';

const SECRETS = {
  party: '欧阳靖瑶',
  idNumber: '11010519491231002X',
  phone: '13912345678',
  address: '翠竹巷十九号院',
  facts: '水管漏到楼下泡了三张字画',
  staff: '慕容旭尧',
  account: 'murongxuyao',
  staffPhone: '13787654321',
  password: 'Correct horse 9931',
  proxyUser: 'gateway-user-31',
  proxyPassword: 'gateway-secret-77',
  failure: '慕容旭尧（13787654321）办的一步不能这样办',
};

let desk: TestDesk;
beforeEach(async () => {
  desk = await openNewDesk();
});
afterEach(() => desk.store.remove());

const state = (change: Partial<SyncHostState> = {}): SyncHostState => ({
  city: { origin: 'https://sync.example.gov.cn', name: '金水区综治中心', feed: '410105' },
  running: false,
  nextAt: null,
  needsConsent: false,
  fileFailure: null,
  sessionLeft: 5_000,
  versions: { own: { protocol: 1, oldestProtocol: 1, schema: 1 }, city: null },
  rounds: [],
  ...change,
});

async function unzipped(bundle: File): Promise<Record<string, string>> {
  const files = unzipSync(new Uint8Array(await bundle.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

const bundleOf = (change: Partial<Parameters<typeof createDiagnosis>[0]> = {}) =>
  createDiagnosis({
    dataDir: desk.store.folder,
    version: '0.1.0',
    store: desk.store,
    now: () => desk.clock.now,
    logLines: () => [],
    sync: () => state(),
    line: () => defaultLine,
    history: () => ({ running: null, last: null, failure: null }),
    ...change,
  });

describe('the bundle for who looks for a fault', () => {
  test('is for IT only', async () => {
    for (const caller of [desk.clerk, desk.mediator, desk.manager])
      await expect(bundleOf()(caller)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('stands in the auditor’s list with who made it and when', async () => {
    const { name } = await bundleOf()(desk.it);
    const filter = { staffId: null, kind: 'diagnosis_made' as const, from: null, to: null, caseNumber: '' };
    const { entries } = await auditEntries(desk.store, { filter, after: null });
    expect(entries[0]).toMatchObject({ staffName: '吴科', what: '做诊断包', about: name, at: desk.clock.now });
  });

  test('has nothing in it of anybody, and no secret', async () => {
    const registered = await desk.register({
      facts: SECRETS.facts,
      parties: desk.newRegistration().registration.parties.map((party, index) =>
        index === 0 && party.kind === 'person'
          ? {
              ...party,
              name: SECRETS.party,
              phone: SECRETS.phone,
              documentNumber: SECRETS.idNumber,
              birthDate: '1949-12-31',
              sex: '2',
              address: SECRETS.address,
            }
          : party,
      ) as never,
    });
    await registerStaff(desk, desk.it, {
      actionId: desk.environment.newId(),
      account: SECRETS.account,
      name: SECRETS.staff,
      roles: ['clerk'],
      phone: SECRETS.staffPhone,
      password: SECRETS.password,
    });
    // What goes wrong often quotes what people typed.
    const tail = createLogTail();
    const logger = createLogger('center', { ...tail, write: (line) => tail.write(line) });
    const error = Object.assign(new Error(`UNIQUE failed: ${SECRETS.party} ${SECRETS.idNumber}`), { code: 'SQLITE' });
    logger.level = 'error';
    for (const words of Object.values(SECRETS)) tail.write(JSON.stringify({ level: 50, msg: 'x', detail: words }));
    tail.write(`a line of nobody's about ${SECRETS.party}`);
    tail.write(JSON.stringify({ level: 50, msg: `${SECRETS.staff} ${SECRETS.staffPhone}`, caseId: registered.caseId }));
    tail.write(
      JSON.stringify({ level: 50, error: { type: error.name, stack: 'at x (/home/欧阳靖瑶/app/center/sync.ts:1:2)' } }),
    );
    await desk.store.write(({ sync }) =>
      sync.noteRound({ at: 1, complete: false, failure: SECRETS.failure, failureCode: 'REFUSED' }),
    );

    const proxy = { address: 'http://10.1.2.3:8080', user: SECRETS.proxyUser, password: SECRETS.proxyPassword };
    const round = { at: 1, outcome: 'failed', pushed: 0, pulled: 0, sent: 0, received: 0, ms: 3 } as const;
    const bundle = await bundleOf({
      logLines: tail.lines,
      line: () => ({ ...defaultLine, proxy }),
      sync: () => state({ rounds: [{ ...round, failure: SECRETS.failure }] }),
    })(desk.it);
    const files = await unzipped(bundle);
    const all = Object.entries(files).flat().join('\n');
    for (const [what, words] of Object.entries(SECRETS)) expect(all, what).not.toContain(words);
    const staff = await desk.store.read(({ directory }) => directory.allStaff());
    for (const { name, account } of staff) {
      expect(all, name).not.toContain(name);
      expect(all, account).not.toContain(`"${account}"`);
    }
    expect(all).not.toContain(registered.caseId);
    expect(all).not.toContain(registered.caseNumber);
    expect(all).not.toContain(registered.queryCode);
    const { payloads, salts } = await bytesOfLog(desk);
    const inLog = payloads.join('\n');
    for (const words of [SECRETS.party, SECRETS.idNumber, SECRETS.phone, SECRETS.address, SECRETS.facts, SECRETS.staff])
      expect(inLog, 'the store itself has it').toContain(words);
    for (const payload of payloads) expect(all).not.toContain(payload);
    for (const salt of salts) expect(all).not.toContain(salt);
  });

  test('says what it is, and has what one needs', async () => {
    await desk.register();
    const authority = await makeAuthority('政务外网 CA');
    const bundle = await bundleOf({
      line: () => ({ ...defaultLine, authorities: authority.pem, limitKib: 64 }),
      logLines: () => [JSON.stringify({ level: 50, time: 5, service: 'center', msg: 'a round of sync broke off' })],
    })(desk.it);
    expect(bundle.name).toBe('诊断包-202611231000.zip');
    const files = await unzipped(bundle);
    expect(Object.keys(files).sort()).toEqual([
      'history.json',
      'log.jsonl',
      'rounds.json',
      'settings.json',
      'store.json',
      'sync.json',
      'system.json',
      '说明.txt',
    ]);
    for (const name of Object.keys(files).filter((name) => name !== '说明.txt'))
      expect(files['说明.txt']).toContain(name);
    const read = (name: string) => JSON.parse(files[name] ?? '') as Record<string, unknown>;
    const { actions } = await desk.store.read(({ sync }) => sync.waiting());
    expect(read('sync.json')).toMatchObject({ status: 'waiting', head: actions, outbox: { actions }, setAside: {} });
    expect(read('store.json')).toMatchObject({
      quickCheck: ['ok'],
      pragmas: { journal_mode: 'wal', synchronous: 2, foreign_keys: 1 },
      rows: { action_headers: actions, cases: 1 },
    });
    expect(read('system.json')).toMatchObject({ program: '0.1.0', disk: { freeBytes: expect.any(Number) } });
    expect(read('settings.json')).toMatchObject({
      line: { limitKib: 64, authorities: [{ subject: 'CN=政务外网 CA' }] },
      city: { origin: 'https://sync.example.gov.cn', feed: '410105' },
    });
    expect(files['log.jsonl']).toContain('a round of sync broke off');
  });
});

async function bytesOfLog({ store }: TestDesk) {
  const payloads: string[] = [];
  const salts: string[] = [];
  await store.read(async ({ log }) => {
    for await (const { payloadBytes, salt } of log.all()) {
      if (payloadBytes) payloads.push(Buffer.from(payloadBytes).toString('utf8'));
      if (salt) salts.push(Buffer.from(salt).toString('hex'));
    }
  });
  return { payloads: payloads.filter((payload) => payload.length > 2), salts };
}

test('numbers that name a person are taken out wherever they stand, and hashes and instants are not', () => {
  const given =
    '11010519491231002X 13912345678 +86-13912345678 0371-67170000 a.b@c.cn 1795392000000 7f13912345678ab 410105';
  expect(redacted(given, ['李'])).toBe(
    '〔证件号〕 〔电话〕 〔电话〕 〔电话〕 〔邮箱〕 1795392000000 7f13912345678ab 410105',
  );
  expect(redactedJson({ freeBytes: 13_912_345_678, of: ['张三丰 13912345678'] }, ['张三丰'])).toBe(
    '{"freeBytes":13912345678,"of":["〔姓名〕 〔电话〕"]}',
  );
});

test('of a line of the log only the known fields stay, and folders of the machine go', () => {
  const stack =
    'at run (file:///C:/Users/zhangsan/AppData/out/main/center.js:1:2)\nat x (/home/z/p/services/sync/round.ts:3:4)';
  expect(redactedLine(JSON.stringify({ level: 50, hostname: 'pc-zhangsan', error: { type: 'E', stack } }), [])).toBe(
    JSON.stringify({
      level: 50,
      error: { type: 'E', stack: 'at run (…/out/main/center.js:1:2)\nat x (…/services/sync/round.ts:3:4)' },
    }),
  );
  expect(redactedLine('a warning of Node itself', [])).toBeNull();
});

test('why a round ended is told in the words of this program only', () => {
  expect(failureWords(null)).toBeNull();
  expect(failureWords('连不上市平台，会自动再试。数据都在本机。')).toBe('连不上市平台');
  expect(failureWords('市平台回答了 502，会自动再试。')).toBe('市平台回答了 502');
  expect(failureWords(SECRETS.failure)).not.toContain('慕容');
});
