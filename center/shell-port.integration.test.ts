import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { pino } from 'pino';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { documentReference } from '../contract/documents.ts';
import { createLogTail } from '../services/process-log.ts';
import { type Api, sha256Of } from '../tests/browser/api.ts';
import { registeredCase } from '../tests/browser/case-to.ts';
import { StandInShell } from '../tests/support/stand-in-shell.ts';
import { type RunningCenter, startCenter } from './start.ts';

const data = mkdtempSync(join(tmpdir(), 'fengqiao-shell-port-'));
const parent = new StandInShell();
const stop = vi.fn(async () => undefined);
const ports: MessagePort[] = [];
let center: RunningCenter;
const password = 'Kettle and 3 cups';

/** A window of the shell: its own port, and the API through it. */
function connect(windowId: number): { api: Api; port: MessagePort } {
  const { port1, port2 } = new MessageChannel();
  ports.push(port2);
  const api: Api = createORPCClient(new RPCLink({ port: port2 }));
  parent.tell({ type: 'connect', windowId }, port1);
  return { api, port: port2 };
}

async function connectSignedIn(windowId: number): Promise<{ api: Api; port: MessagePort }> {
  const connected = connect(windowId);
  await connected.api.sessions.signIn({ account: 'chenjing', password, desk: `${windowId} 号窗口` });
  return connected;
}

const restart = () => undefined;

beforeAll(async () => {
  const options = { data, port: 0, renderer: undefined, resources: resolve('resources'), empty: true };
  const onLocked = () => undefined;
  const logger = pino({ level: 'silent' });
  const hosts = { logTail: createLogTail(), logger, parent, stop, restart, system: null, onLocked, onRested: onLocked };
  center = await startCenter(options, hosts);
  await connect(99).api.center.setUp({
    centerName: '金水区综治中心',
    centerShortName: '金',
    areaCode: '410105',
    committeeName: '郑州市金水区人民调解委员会',
    committeeShortName: '金水',
    phone: '',
    address: '',
    administrator: { account: 'chenjing', name: '陈静', password },
  });
});
afterAll(async () => {
  for (const port of ports) port.close();
  await center.close();
  rmSync(data, { recursive: true });
});

async function issuedSlip(api: Api) {
  const caseId = await registeredCase(api);
  const { state } = await api.cases.get({ caseId });
  const subject = { caseId, form: 'slip', subject: 0 } as const;
  const issued = await api.documents.issue({ ...subject, actionId: newId(), baseRevision: state.revision });
  return { ...issued, reference: documentReference(caseId, issued.documentId) };
}

describe('a window that has a port', () => {
  test('signs in over it and registers a case', async () => {
    const { api } = connect(1);
    expect(await api.sessions.me()).toBeNull();
    await expect(api.home.work()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN', defined: true });
    await api.sessions.signIn({ account: 'chenjing', password, desk: '1 号窗口' });
    expect(await api.sessions.me()).toMatchObject({ name: '陈静', desk: '1 号窗口' });
    const caseId = await registeredCase(api);
    expect((await api.cases.get({ caseId })).state.caseNumber).toMatch(/〔\d{4}〕\d+$/);
  });

  test('has a session of its own: another window is not signed in with it, and signs out alone', async () => {
    const first = await connectSignedIn(2);
    const second = connect(3);
    expect(await second.api.sessions.me()).toBeNull();
    await second.api.sessions.signIn({ account: 'chenjing', password, desk: '3 号窗口' });
    await second.api.sessions.signOut();
    expect(await second.api.sessions.me()).toBeNull();
    expect(await first.api.sessions.me()).toMatchObject({ desk: '2 号窗口' });
  });

  test('stays signed in when its page loads again and connects anew; the port before is closed', async () => {
    const before = await connectSignedIn(4);
    const closed = new Promise((resolve) => before.port.once('close', resolve));
    const after = connect(4);
    await closed;
    expect(await after.api.sessions.me()).toMatchObject({ desk: '4 号窗口' });
  });

  test('that has gone leaves no session behind for a window that comes later under its number', async () => {
    const gone = await connectSignedIn(5);
    const closed = new Promise((resolve) => gone.port.once('close', resolve));
    parent.tell({ type: 'disconnect', windowId: 5 });
    await closed;
    expect(await connect(5).api.sessions.me()).toBeNull();
  });

  test('gets its call refused, and does not wait for ever, when the port closes under it; what was sent is done once', async () => {
    const { api, port } = await connectSignedIn(6);
    const caseId = newId();
    const { state } = await api.cases.get({ caseId: await registeredCase(api) });
    if (!state.registration) throw new Error('no registration');
    const registration = {
      ...state.registration,
      parties: state.registration.parties.map((party) => ({ ...party, id: newId() })),
    };
    const input = {
      actionId: newId(),
      caseId,
      registration,
      accept: false,
      receivedOn: state.registration.occurredOn,
      linkedCaseIds: [],
    };
    const underWay = api.cases.register(input);
    underWay.catch(() => undefined);
    // The message is out once the macrotask is over; the answer is not back yet.
    await new Promise(setImmediate);
    port.close();
    await expect(underWay).rejects.toMatchObject({ name: 'AbortError' });
    const again = connect(6);
    expect(await again.api.sessions.me()).toMatchObject({ desk: '6 号窗口' });
    const first = await again.api.cases.register(input);
    const second = await again.api.cases.register(input);
    expect(second.caseNumber).toBe(first.caseNumber);
  });
});

describe('a stored document', () => {
  test('comes as its very bytes, with hash and title, to the window of a person who may read it', async () => {
    const { api } = await connectSignedIn(10);
    const { reference, fileHash } = await issuedSlip(api);
    const answer = await parent.document(10, reference);
    if (answer.type !== 'document') throw new Error(JSON.stringify(answer));
    expect(Buffer.from(answer.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(sha256Of(answer.bytes)).toBe(fileHash);
    expect(answer.sha256).toBe(createHash('sha256').update(answer.bytes).digest('hex'));
    expect(answer.title).toContain('回执');
  });

  test('is refused in Chinese where the window is not signed in, or there is no such document', async () => {
    const { api } = await connectSignedIn(11);
    const { reference, view } = await issuedSlip(api);
    connect(12);
    expect(await parent.document(12, reference)).toMatchObject({
      type: 'documentRefused',
      message: expect.stringContaining('请重新登录'),
    });
    for (const unknown of [documentReference(view.state.id, newId()), 'neither/of-both']) {
      expect(await parent.document(11, unknown)).toMatchObject({
        type: 'documentRefused',
        message: expect.stringMatching(/^[^a-z]*[\u4e00-\u9fff][^a-z]*$/),
      });
    }
  });
});

test('the shell may ask it to stop; what is no message of the contract is an error and not an order', () => {
  parent.tell({ type: 'stop' });
  expect(stop).toHaveBeenCalledOnce();
  expect(() => parent.tell({ type: 'halt' })).toThrow();
});
