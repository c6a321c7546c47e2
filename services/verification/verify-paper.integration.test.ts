import { generateKeyPairSync, verify } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paperSignerOf } from '../../center/paper-signer.ts';
import { validPayload } from '../../domain/cases/testing.ts';
import type { FormKind } from '../../domain/documents/form.ts';
import { parseVerificationCode } from '../../domain/verification/code.ts';
import { issueStatement, parseStationToken, stationTailOf } from '../../domain/verification/station-token.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import {
  agreedCase,
  issuePaper,
  issueWithCode,
  mediatingCase,
  pdfTextOf,
  signByAll,
  stateOf,
} from '../../tests/support/papers.ts';
import { openDocument } from '../documents/documents.ts';
import { changeSettings, getSettings } from '../settings/settings.ts';
import type { PaperSigner } from './port.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
});
afterAll(() => desk.store.remove());

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const stationId = '01890a5d-ac96-774b-bcce-b302099a8057';
const enrolled = paperSignerOf(() => ({
  stationId,
  origin: 'https://city.example',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
}));

/** Issues a paper, and what was printed on it for its verification. */
async function issued(caseId: string, form: FormKind, signer?: PaperSigner) {
  const at = signer ? { ...desk, paperSigner: signer } : desk;
  const { file, printed } = await issueWithCode(at, caseId, form);
  return { file, printed, kept: (await stateOf(desk, caseId)).documents.at(-1)?.verification };
}

async function setAddress(verificationAddress: string): Promise<void> {
  const { settings, revision } = await getSettings(desk);
  const change = { ...settings, documents: { ...settings.documents, verificationAddress } };
  await changeSettings(desk, desk.it, { actionId: desk.environment.newId(), baseRevision: revision, settings: change });
}

describe('an agreement that is issued', () => {
  test('has a code of its own, printed in words, and kept with the committee as it is printed', async () => {
    const caseId = await agreedCase(desk);
    const { file, printed, kept } = await issued(caseId, 'agreement', enrolled);
    const { settings } = await getSettings(desk);
    expect(kept?.committee).toBe(settings.committee.name);
    expect(parseVerificationCode(printed?.code ?? '')).toBe(kept?.code);
    const text = await pdfTextOf(await openDocument(desk, desk.clerk, { caseId, documentId: file.documentId }));
    expect(text).toContain(`扫码核验${printed?.code}`);
    const other = await issued(await agreedCase(desk), 'agreement', enrolled);
    expect(other.kept?.code).not.toBe(kept?.code);
  });

  test('has the same code however often it is asked for, and a revised text another one', async () => {
    const caseId = await agreedCase(desk);
    const actionId = desk.environment.newId();
    await issuePaper(desk, caseId, 'agreement', { actionId });
    await issuePaper(desk, caseId, 'agreement', { actionId, baseRevision: 1 });
    await issuePaper(desk, caseId, 'agreement');
    expect((await stateOf(desk, caseId)).documents).toHaveLength(1);
    await desk.act(desk.mediator, caseId, 'agreement.revised', validPayload('agreement.revised', null));
    await issuePaper(desk, caseId, 'agreement');
    const codes = (await stateOf(desk, caseId)).documents.map(({ verification }) => verification?.code);
    expect(new Set(codes).size).toBe(2);
    expect(codes).not.toContain(undefined);
  });

  test('carries the station’s signature over the code and the day, by which the city knows it unreported', async () => {
    const { printed, kept } = await issued(await agreedCase(desk), 'agreement', enrolled);
    const [, code, token] = /^https:\/\/city\.example\/v\/([^/]+)\/([^/]+)$/.exec(printed?.qrText ?? '') ?? [];
    expect(code).toBe(kept?.code);
    const { stationTail, issuedOn, signature } = parseStationToken(token ?? '') ?? {};
    expect(stationTail).toBe(stationTailOf(stationId));
    expect(issuedOn).toBe('2026-11-23');
    const statement = issueStatement({ code: code ?? '', stationId, issuedOn: issuedOn ?? '' });
    expect(verify(null, Buffer.from(statement), publicKey, signature ?? new Uint8Array())).toBe(true);
    const another = issueStatement({ code: code ?? '', stationId, issuedOn: '2026-11-24' });
    expect(verify(null, Buffer.from(another), publicKey, signature ?? new Uint8Array())).toBe(false);
  });

  test('of a center that no city knows has the code alone, or without a signature where the address is set', async () => {
    const alone = await issued(await agreedCase(desk), 'agreement');
    expect(alone.printed?.qrText).toBe(alone.kept?.code);
    await setAddress('https://verify.example.gov.cn/');
    try {
      const unsigned = await issued(await agreedCase(desk), 'agreement');
      expect(unsigned.printed?.qrText).toBe(`https://verify.example.gov.cn/v/${unsigned.kept?.code}`);
      // What is set stands before where this center itself reaches the city.
      const signed = await issued(await agreedCase(desk), 'agreement', enrolled);
      expect(signed.printed?.qrText).toMatch(/^https:\/\/verify\.example\.gov\.cn\/v\/\w{12}\/[\w-]{99}$/);
    } finally {
      await setAddress('');
    }
  });

  test('is issued by a clock of 1970 too, without a signature (LOG-10)', async () => {
    const caseId = await agreedCase(desk);
    const before = desk.clock.now;
    desk.clock.now = 0;
    try {
      const { printed, kept } = await issued(caseId, 'agreement', enrolled);
      expect(printed?.qrText).toBe(`https://city.example/v/${kept?.code}`);
    } finally {
      desk.clock.now = before;
    }
  });
});

test('the proof for the court has a code of its own, printed in words; one made again has another (民诉法解释 354)', async () => {
  const caseId = await agreedCase(desk);
  await signByAll(desk, caseId);
  const { file, printed, kept } = await issued(caseId, 'mediation-proof', enrolled);
  expect(parseVerificationCode(printed?.code ?? '')).toBe(kept?.code ?? 'none');
  const text = await pdfTextOf(await openDocument(desk, desk.clerk, { caseId, documentId: file.documentId }));
  expect(text).toContain(`扫码核验${printed?.code}`);
  expect((await issued(caseId, 'mediation-proof', enrolled)).kept?.code).not.toBe(kept?.code);
});

test('the register of an oral agreement has a code, other forms have none', async () => {
  const caseId = await mediatingCase(desk);
  expect(await issued(caseId, 'slip', enrolled)).toMatchObject({ printed: undefined, kept: undefined });
  await desk.act(desk.mediator, caseId, 'agreement.reached_oral', validPayload('agreement.reached_oral', null));
  const { printed, kept } = await issued(caseId, 'oral-agreement-register', enrolled);
  expect(parseVerificationCode(printed?.code ?? '')).toBe(kept?.code ?? 'none');
});
