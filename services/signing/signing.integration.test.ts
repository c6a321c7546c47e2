import { writeFileSync } from 'node:fs';
import { PDFDocument, PDFName, PDFRawStream } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseView } from '../../contract/cases.ts';
import type { Mark } from '../../domain/cases/agreement.ts';
import { namedFiles } from '../../domain/cases/state.ts';
import { testAgreement, testId } from '../../domain/cases/testing-facts.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { drawnMark, ringPng } from '../../tests/support/marks.ts';
import { agreedCase, issuePaper, serviceErrorOf, stateOf } from '../../tests/support/papers.ts';
import { readPdfGlyphs, readPdfText } from '../../tests/support/pdf-text.ts';
import type { Caller } from '../dependencies.ts';
import { openDocument } from '../documents/documents.ts';
import { fileHashOf } from '../documents/pdf-file.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { changeSettings, getSettings } from '../settings/settings.ts';
import { eraseCase } from '../testing/erase-case.ts';
import { executeDocument } from './execute.ts';
import { layOver } from './lay-over.ts';
import { sealPicture, setSeal } from './seal.ts';
import { type MadeMark, signOnScreen } from './sign.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
  await setSeal(desk, desk.manager, { actionId: desk.environment.newId(), png: ringPng() });
});
afterAll(() => desk.store.remove());

const day = '2026-11-23';
const applicant = testId(10);
const respondent = testId(11);
type Who = Pick<Mark, 'kind' | 'signerId'> & Partial<Mark>;

async function sign(
  caseId: string,
  who: Who,
  made: MadeMark = { way: 'screen', drawn: drawnMark() },
  by: Caller = desk.clerk,
  change: { actionId?: string; baseRevision?: number } = {},
): Promise<CaseView> {
  const { revision, agreement } = await stateOf(desk, caseId);
  const mark = { version: agreement?.version ?? 1, method: 'signature' as const, signedOn: day, ...who };
  const input = { actionId: desk.environment.newId(), caseId, baseRevision: revision, mark, made, ...change };
  return signOnScreen(desk, by, input);
}

const seal = (caseId: string, by: Caller = desk.manager) =>
  sign(caseId, { kind: 'seal', method: 'seal' }, { way: 'seal' }, by);

/** A case whose agreement was issued: where everybody may sign. */
async function issuedCase(): Promise<{ caseId: string; documentId: string; fileHash: string }> {
  const caseId = await agreedCase(desk);
  return { caseId, ...(await issuePaper(desk, caseId, 'agreement')) };
}

async function signedByAll(): Promise<{ caseId: string; documentId: string; fileHash: string }> {
  const issued = await issuedCase();
  await sign(issued.caseId, { kind: 'party', signerId: applicant }, { way: 'screen', drawn: drawnMark(1) });
  const reader = { way: 'reader', png: ringPng(120), device: '指纹仪 ZK4500' } as const;
  await sign(issued.caseId, { kind: 'party', signerId: respondent, method: 'fingerprint' }, reader);
  await sign(
    issued.caseId,
    { kind: 'mediator', signerId: desk.mediator.staffId },
    { way: 'screen', drawn: drawnMark(3) },
  );
  await seal(issued.caseId);
  return issued;
}

async function execute(caseId: string, documentId: string, actionId = desk.environment.newId()) {
  const { revision } = await stateOf(desk, caseId);
  return executeDocument(desk, desk.clerk, { actionId, caseId, baseRevision: revision, documentId });
}

async function bytesOf(caseId: string, documentId: string, copy: 'text' | 'signed'): Promise<Uint8Array> {
  return new Uint8Array(await (await openDocument(desk, desk.clerk, { caseId, documentId, copy })).arrayBuffer());
}

describe('a mark at the screen (人民调解法 29)', () => {
  test('keeps its picture by its hash, and who was at the desk, with what it was drawn', async () => {
    const { caseId } = await issuedCase();
    const { state, timeline } = await sign(caseId, { kind: 'party', signerId: applicant });
    const [mark] = state.agreement?.marks ?? [];
    expect(mark).toMatchObject({
      version: 1,
      signedOn: day,
      operatorId: desk.clerk.staffId,
      device: '手写笔',
      picture: { mediaType: 'image/svg+xml', way: 'screen' },
    });
    const hash = mark?.picture?.sha256 ?? '';
    const kept = await desk.store.read(({ files }) => files.file(hash));
    expect(kept && fileHashOf(kept.bytes)).toBe(hash);
    expect(new TextDecoder().decode(kept?.bytes)).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="/);
    expect(namedFiles(state).map((file) => file.hash)).toContain(hash);
    expect(timeline.at(-1)?.label).toBe('张某签名');
  });

  test('with the same action id again is the same mark; on a stale revision it is refused', async () => {
    const { caseId } = await issuedCase();
    const actionId = desk.environment.newId();
    const who = { kind: 'party', signerId: applicant } as const;
    await sign(caseId, who, undefined, desk.clerk, { actionId });
    const again = await sign(caseId, who, undefined, desk.clerk, { actionId });
    expect(again.state.agreement?.marks).toHaveLength(1);
    const stale = sign(caseId, { kind: 'party', signerId: respondent }, undefined, desk.clerk, { baseRevision: 1 });
    expect((await serviceErrorOf(stale)).code).toBe('STALE_REVISION');
  });

  test('needs the paper that is signed: without a number there is nothing to sign', async () => {
    const caseId = await agreedCase(desk);
    const refused = await serviceErrorOf(sign(caseId, { kind: 'party', signerId: applicant }));
    expect(refused).toMatchObject({ code: 'NOT_POSSIBLE_NOW', message: expect.stringContaining('先取号出具协议书') });
  });

  test('belongs to one version: a changed text has no marks, and the old pictures are still named by the log', async () => {
    const { caseId } = await issuedCase();
    const before = await sign(caseId, { kind: 'party', signerId: applicant });
    const hash = before.state.agreement?.marks[0]?.picture?.sha256;
    const text = testAgreement({ terms: ['李某今后袋装垃圾。'] });
    const { state } = await desk.act(desk.mediator, caseId, 'agreement.revised', { text, reason: '写错' });
    expect(state.agreement).toMatchObject({ version: 2, marks: [] });
    expect(namedFiles(state).map((file) => file.hash)).toContain(hash);
    const old = await serviceErrorOf(sign(caseId, { kind: 'party', signerId: applicant, version: 1 }));
    expect(old.message).toContain('先取号出具协议书');
    await issuePaper(desk, caseId, 'agreement', { subject: 2 });
    const onOld = await serviceErrorOf(sign(caseId, { kind: 'party', signerId: applicant, version: 1 }));
    expect(onOld.message).toBe('协议已改为第 2 版，旧版的签名不能用');
  });

  test('of somebody who has no place on the paper, and a slip of the hand, are refused', async () => {
    const { caseId } = await issuedCase();
    const stranger = await serviceErrorOf(sign(caseId, { kind: 'party', signerId: testId(99) }));
    expect(stranger.message).toContain('没有这个人的签名位置');
    const notPng = sign(
      caseId,
      { kind: 'party', signerId: applicant, method: 'fingerprint' },
      { way: 'reader', png: new TextEncoder().encode('BM不是图片'), device: '指纹仪' },
    );
    expect((await serviceErrorOf(notPng)).data.fields).toEqual({ png: expect.stringContaining('只收 PNG') });
  });

  test('cannot be claimed past the check: a picture by hand is refused', async () => {
    const { caseId } = await issuedCase();
    const payload = {
      version: 1,
      kind: 'party',
      signerId: applicant,
      method: 'signature',
      signedOn: day,
      picture: { sha256: 'a'.repeat(64), bytes: 10, mediaType: 'image/png', way: 'screen' },
    };
    expect((await serviceErrorOf(desk.act(desk.clerk, caseId, 'agreement.signed', payload))).code).toBe(
      'INVALID_INPUT',
    );
  });
});

describe('the seal', () => {
  test('is set by the manager alone, as a picture and on paper', async () => {
    const change = { actionId: desk.environment.newId(), png: ringPng() };
    for (const caller of [desk.clerk, desk.mediator, desk.it]) {
      expect((await serviceErrorOf(setSeal(desk, caller, change))).code).toBe('NOT_ALLOWED');
      expect((await serviceErrorOf(sealPicture(desk, caller))).code).toBe('NOT_ALLOWED');
    }
    const { caseId } = await issuedCase();
    expect((await serviceErrorOf(seal(caseId, desk.clerk))).message).toBe('委员会印章由主任加盖');
    expect((await sealPicture(desk, desk.manager))?.size).toBe(ringPng().byteLength);
  });

  test('stays as it is when IT changes other settings', async () => {
    const { settings, revision } = await getSettings(desk);
    expect(settings.documents.seal?.bytes).toBe(ringPng().byteLength);
    await changeSettings(desk, desk.it, {
      actionId: desk.environment.newId(),
      baseRevision: revision,
      settings: { ...settings, phone: '0371-1', documents: { showIdNumber: false, seal: null } },
    });
    expect((await getSettings(desk)).settings.documents.seal).toEqual(settings.documents.seal);
  });
});

describe('the signed copy (签署件)', () => {
  test('holds the text as it was, the marks, the day of effect and who signed when on what; it is another file', async () => {
    const { caseId, documentId, fileHash } = await signedByAll();
    const before = await stateOf(desk, caseId);
    expect(before.agreement?.effectiveOn).toBe(day);
    const made = await execute(caseId, documentId);
    const [text, signed] = [await bytesOf(caseId, documentId, 'text'), await bytesOf(caseId, documentId, 'signed')];
    expect([fileHashOf(text), fileHashOf(signed)]).toEqual([fileHash, made.fileHash]);
    expect(made.fileHash).not.toBe(fileHash);
    if (process.env.KEEP_SIGNED) writeFileSync(process.env.KEEP_SIGNED, signed);

    const [textPages, signedPages] = [await readPdfText(text), await readPdfText(signed)];
    expect(signedPages).toHaveLength(textPages.length + 1);
    for (const [index, page] of textPages.entries()) expect(signedPages[index]?.startsWith(page)).toBe(true);
    expect(signedPages.slice(0, -1).join('')).toMatch(/20261123$/);
    const record = signedPages.at(-1);
    expect(record).toContain(fileHash);
    expect(record).toContain('2026年11月23日（人民调解法第二十九条');
    expect(record).toMatch(/1张某当事人签名（屏幕手写），手写笔2026年11月23日2026-11-2310:00程敏/);
    expect(record).toMatch(/2李某当事人按指印（指纹仪），指纹仪ZK45002026年11月23日/);
    expect(record).toContain('3张卫人民调解员签名');
    expect(record).toMatch(/4郑州市\S*人民调解委员会人民调解委员会盖章（电子印章）2026年11月23日\S*陈静/);
  });

  test('keeps PDF/A of the text: its statement, its colours, embedded fonts, no empty boxes', async () => {
    const { caseId, documentId } = await signedByAll();
    await execute(caseId, documentId);
    const bytes = await bytesOf(caseId, documentId, 'signed');
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    const metadata = document.catalog.lookup(PDFName.of('Metadata'));
    if (!(metadata instanceof PDFRawStream)) throw new Error('the PDF has no metadata');
    const statement = Buffer.from(metadata.contents).toString();
    expect(statement).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(statement).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
    expect(document.catalog.get(PDFName.of('OutputIntents'))).toBeDefined();
    expect(document.isEncrypted).toBe(false);
    const { fonts, missing } = await readPdfGlyphs(bytes);
    expect(missing).toBe(0);
    expect(fonts.every((font) => /^[A-Z]{6}\+/.test(font))).toBe(true);
  });

  test('is made once: asked again, also with another id, it is the same file', async () => {
    const { caseId, documentId } = await signedByAll();
    const first = await execute(caseId, documentId);
    const again = await execute(caseId, documentId);
    expect(again.fileHash).toBe(first.fileHash);
    expect(again.view.state.revision).toBe(first.view.state.revision);
    const before = await stateOf(desk, caseId);
    await rebuildProjections(desk);
    expect(await stateOf(desk, caseId)).toEqual(before);
  });

  test('is refused while a mark is missing, and where one was made on paper', async () => {
    const { caseId, documentId } = await issuedCase();
    await sign(caseId, { kind: 'party', signerId: applicant });
    expect((await serviceErrorOf(execute(caseId, documentId))).message).toBe('签名盖章还不齐全');
    const onPaper = { version: 1, kind: 'party', signerId: respondent, method: 'signature', signedOn: day };
    await desk.act(desk.clerk, caseId, 'agreement.signed', onPaper);
    await sign(caseId, { kind: 'mediator', signerId: desk.mediator.staffId });
    await seal(caseId);
    expect((await serviceErrorOf(execute(caseId, documentId))).message).toContain('有 1 处是在纸上签的');
  });

  test('shows who signed in whose place', async () => {
    const { caseId, documentId } = await issuedCase();
    await sign(caseId, { kind: 'party', signerId: applicant, agentName: '赵律师' });
    await sign(caseId, { kind: 'party', signerId: respondent });
    await sign(caseId, { kind: 'mediator', signerId: desk.mediator.staffId });
    await seal(caseId);
    await execute(caseId, documentId);
    const pages = await readPdfText(await bytesOf(caseId, documentId, 'signed'));
    expect(pages.at(-2)).toContain('代理人赵律师代签');
    expect(pages.at(-1)).toContain('当事人（代理人赵律师代签）');
  });

  test('is never made with marks for fewer pages than the text has: none is lost unseen', async () => {
    const two = await PDFDocument.create();
    two.addPage();
    two.addPage();
    const one = await PDFDocument.create();
    one.addPage();
    await expect(layOver(await two.save(), await one.save())).rejects.toThrow(RangeError);
  });
});

test('an erasure takes the pictures of marks and the signed copy, and leaves the seal of the center (LOG-8)', async () => {
  // The tests above draw the same marks, which other cases then name.
  await desk.store.remove();
  desk = await openTestDesk();
  await setSeal(desk, desk.manager, { actionId: desk.environment.newId(), png: ringPng() });
  const { caseId, documentId } = await signedByAll();
  await execute(caseId, documentId);
  const named = namedFiles(await stateOf(desk, caseId)).map(({ hash }) => hash);
  const { seal: kept } = (await getSettings(desk)).settings.documents;
  // The paper, its signed copy, three marks and the seal.
  expect(named).toHaveLength(6);
  expect(named).toContain(kept?.sha256);
  await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '依法删除' });
  const left = await desk.store.read(async ({ files }) => {
    const found = await Promise.all(named.map(async (hash) => ((await files.file(hash)) ? hash : null)));
    return found.filter((hash) => hash !== null);
  });
  expect(left).toEqual([kept?.sha256]);
  expect(await sealPicture(desk, desk.manager)).not.toBeNull();
});
