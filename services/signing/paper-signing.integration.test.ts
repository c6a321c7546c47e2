import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CaseView } from '../../contract/cases.ts';
import { namedFiles } from '../../domain/cases/state.ts';
import { formKinds } from '../../domain/documents/form.ts';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import { paperPlaces } from '../../domain/signing/paper-places.ts';
import { suggestedSigner } from '../../domain/signing/place-signers.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { drawnMark, ringPng } from '../../tests/support/marks.ts';
import { issuePaper, mediatingCase, serviceErrorOf, stateOf } from '../../tests/support/papers.ts';
import { readPdfText } from '../../tests/support/pdf-text.ts';
import type { Caller } from '../dependencies.ts';
import { openDocument } from '../documents/documents.ts';
import { fileHashOf } from '../documents/pdf-file.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { eraseCase } from '../testing/erase-case.ts';
import { executeDocument } from './execute.ts';
import { setSeal } from './seal.ts';
import { type MadeMark, signOnScreen } from './sign.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk();
  await setSeal(desk, desk.manager, { actionId: desk.environment.newId(), png: ringPng() });
});
afterAll(() => desk.store.remove());

const screen: MadeMark = { way: 'screen', drawn: drawnMark() };

interface Signed {
  readonly place: number;
  readonly signerName?: string;
  readonly method?: 'signature' | 'seal' | 'fingerprint';
  readonly agentName?: string;
  readonly signedOn?: string;
}

async function sign(
  caseId: string,
  documentId: string,
  { place, signerName = '张某', method = 'signature', signedOn = plainDateAt(desk.clock.now), ...rest }: Signed,
  made: MadeMark = screen,
  by: Caller = desk.clerk,
): Promise<CaseView> {
  const { revision } = await stateOf(desk, caseId);
  const mark = { documentId, place, signerName, method, signedOn, ...rest };
  return signOnScreen(desk, by, { actionId: desk.environment.newId(), caseId, baseRevision: revision, mark, made });
}

const paperOf = async (caseId: string, documentId: string) => {
  const paper = (await stateOf(desk, caseId)).documents.find(({ id }) => id === documentId);
  if (!paper) throw new Error('no such paper');
  return paper;
};

async function execute(caseId: string, documentId: string) {
  const { revision } = await stateOf(desk, caseId);
  return executeDocument(desk, desk.clerk, {
    actionId: desk.environment.newId(),
    caseId,
    baseRevision: revision,
    documentId,
  });
}

/** A mark at every place that the paper has, each by who the paper suggests. */
async function signAll(caseId: string, documentId: string): Promise<readonly string[]> {
  const names = { actorName: '程敏', staffName: () => '张卫' };
  const signers: string[] = [];
  for (const place of paperPlaces(await paperOf(caseId, documentId))) {
    const state = await stateOf(desk, caseId);
    const signerName = place.isSeal ? '' : suggestedSigner(state, await paperOf(caseId, documentId), place, names);
    signers.push(signerName);
    const seal = place.isSeal ? { method: 'seal' as const } : {};
    const made = place.isSeal ? ({ way: 'seal' } as const) : screen;
    await sign(
      caseId,
      documentId,
      { place: place.index, signerName, ...seal },
      made,
      place.isSeal ? desk.manager : desk.clerk,
    );
  }
  return signers;
}

describe('a paper that is not the agreement, signed at the screen (WF-63)', () => {
  test('a mediation record: who was there, the mediator and who wrote it, and the day; the copy holds them all', async () => {
    const caseId = await mediatingCase(desk);
    const { documentId, fileHash } = await issuePaper(desk, caseId, 'mediation-record');
    const places = paperPlaces(await paperOf(caseId, documentId));
    expect(places.map(({ label }) => label)).toEqual([
      '当事人（签名盖章或按指印）',
      '人民调解员（签名）',
      '当事人（签名盖章或按指印）',
      '记录人（签名）',
    ]);
    const missing = await serviceErrorOf(execute(caseId, documentId));
    expect(missing.message).toContain('还有 4 处没有签');
    const signers = await signAll(caseId, documentId);
    expect(signers).toEqual(['张某', '张卫', '李某', '张卫']);

    const made = await execute(caseId, documentId);
    const paper = await paperOf(caseId, documentId);
    expect(paper.executed).toMatchObject({
      fileHash: made.fileHash,
      markIds: paper.marks?.map(({ actionId }) => actionId),
    });
    expect(paper.fileHash).toBe(fileHash);
    const signed = await openDocument(desk, desk.clerk, { caseId, documentId, copy: 'signed' });
    const bytes = new Uint8Array(await signed.arrayBuffer());
    expect(fileHashOf(bytes)).toBe(made.fileHash);
    const text = (await readPdfText(bytes)).join('');
    expect(text).toContain('电子签署记录');
    expect(text).toContain(fileHash);
    expect(text).not.toContain('生效日期');
    for (const name of signers) expect(text).toContain(name);
    expect((await PDFDocument.load(bytes)).getPageCount()).toBe(paper.pages + 1);
    // Asked again it is the same copy; signed again it cannot be.
    expect((await execute(caseId, documentId)).fileHash).toBe(made.fileHash);
    const late = await serviceErrorOf(sign(caseId, documentId, { place: 0 }));
    expect(late.message).toContain('签署件已经制作');

    const before = await stateOf(desk, caseId);
    await rebuildProjections(desk);
    expect(await stateOf(desk, caseId)).toEqual(before);
  });

  test('a second mark at a place stands for the first, whose picture the log still names (LOG-8)', async () => {
    const caseId = await mediatingCase(desk);
    const { documentId } = await issuePaper(desk, caseId, 'rights-notice');
    const first = await sign(
      caseId,
      documentId,
      { place: 0, signerName: '李某' },
      { way: 'screen', drawn: drawnMark(71) },
    );
    const old = first.state.documents.find(({ id }) => id === documentId)?.marks?.[0];
    const again = await sign(
      caseId,
      documentId,
      { place: 0, signerName: '李某', agentName: '李某某' },
      { way: 'screen', drawn: drawnMark(72) },
    );
    const marks = again.state.documents.find(({ id }) => id === documentId)?.marks ?? [];
    expect(marks).toMatchObject([{ place: 0, signerName: '李某', agentName: '李某某' }]);
    const named = namedFiles(again.state).map(({ hash }) => hash);
    expect(named).toEqual(expect.arrayContaining([old?.picture.sha256, marks[0]?.picture.sha256]));
    expect(again.timeline.at(-1)?.label).toBe('李某在人民调解当事人权利义务告知书上签名');
    expect(again.timeline.at(-1)?.text).toBe('由李某某代签，2026年11月23日');

    await eraseCase(desk, desk.manager, { actionId: desk.environment.newId(), caseId, reason: '当事人要求删除' });
    const kept = await desk.store.read(({ files }) => files.file(old?.picture.sha256 ?? ''));
    expect(kept).toBeNull();
  });

  test('the seal is the manager’s, a paper that shows the case no more is not signed, and a future day is refused', async () => {
    const caseId = await mediatingCase(desk);
    const { documentId } = await issuePaper(desk, caseId, 'acceptance-register');
    const places = paperPlaces(await paperOf(caseId, documentId));
    const seal = places.find(({ isSeal }) => isSeal)?.index ?? -1;
    const byClerk = sign(caseId, documentId, { place: seal, signerName: '', method: 'seal' }, { way: 'seal' });
    expect((await serviceErrorOf(byClerk)).code).toBe('NOT_ALLOWED');
    const ahead = await serviceErrorOf(sign(caseId, documentId, { place: 0, signedOn: '2027-11-23' }));
    expect(ahead.data.fields).toEqual({ signedOn: '日期在今天之后，请核对' });
    const behind = await serviceErrorOf(sign(caseId, documentId, { place: 0, signedOn: '2025-11-23' }));
    expect(behind.data.fields?.signedOn).toContain('早于出具这份文书的日期');
    const { registration } = await stateOf(desk, caseId);
    if (!registration) throw new Error('no registration');
    await desk.act(desk.clerk, caseId, 'case.corrected', {
      registration: { ...registration, facts: '改过的事实' },
      reason: '写错',
    });
    const outdated = await serviceErrorOf(sign(caseId, documentId, { place: 0 }));
    expect(outdated.message).toContain('请重新出具再签');
  });

  test('nobody names another file as the mark of a person: it is made of what was drawn', async () => {
    const caseId = await mediatingCase(desk);
    const { documentId } = await issuePaper(desk, caseId, 'mediation-record');
    const picture = { sha256: 'c'.repeat(64), bytes: 300, mediaType: 'image/svg+xml', way: 'screen' };
    const payload = { documentId, place: 0, signerName: '李某', method: 'signature', signedOn: '2026-11-23', picture };
    const refused = await serviceErrorOf(desk.act(desk.clerk, caseId, 'document.signed' as never, payload as never));
    expect(refused.code).toBe('INVALID_INPUT');
  });

  test('every form on which people sign says where: no line of a shipped form is without a place', () => {
    for (const kind of formKinds) {
      const { slots, bytes } = desk.documents.renderPaper(kind, formSamples[kind]);
      expect(bytes.byteLength).toBeGreaterThan(0);
      const names = slots.filter(({ role }) => role !== 'day' && role !== 'date');
      for (const slot of names) expect(slot.label ?? '', kind).toMatch(/[一-鿿]/);
      const unsigned = ['slip', 'mediation-proof', 'referral-letter', 'referral-receipt', 'referral-reply'];
      expect(names.length > 0, kind).toBe(!unsigned.includes(kind));
    }
  });

  test('each who signs has the own day, and below them stands the day of the last', async () => {
    const caseId = await mediatingCase(desk);
    const { documentId } = await issuePaper(desk, caseId, 'rights-notice');
    const days = ['2026-11-23', '2026-11-24', '2026-11-25'];
    // The last test: a clock that goes back would be suspect.
    desk.clock.now += 2 * 86_400_000;
    for (const [nth, { index }] of paperPlaces(await paperOf(caseId, documentId)).entries()) {
      await sign(caseId, documentId, { place: index, signedOn: days[nth] ?? '' });
    }
    await execute(caseId, documentId);
    const signed = await openDocument(desk, desk.clerk, { caseId, documentId, copy: 'signed' });
    const text = (await readPdfText(new Uint8Array(await signed.arrayBuffer()))).join('');
    for (const day of ['23', '24', '25']) expect(text.replace(/\s/g, '')).toContain(`2026年11月${day}日`);
  });
});
