import { expect, test } from 'vitest';
import type { CaseState } from '../cases/state.ts';
import { caseIn, validPayload, withAction } from '../cases/testing.ts';
import { testFile } from '../cases/testing-facts.ts';
import { verificationCodeFrom } from './code.ts';
import { printedCodeOf } from './paper-code.ts';
import { scannedPaper, verifiablePapers } from './papers.ts';

const verification = {
  code: verificationCodeFrom(Uint8Array.of(1, 2, 3, 4, 5, 6, 7)),
  committee: '郑州市金水区人民调解委员会',
};

function issued(
  state: CaseState,
  form: 'agreement' | 'oral-agreement-register' | 'mediation-proof',
  subject: number,
): CaseState {
  const number = form === 'agreement' ? '（2026）金水人调字第0001号' : null;
  const payload = { ...validPayload('document.issued', state), form, subject, number, verification };
  return withAction(state, 'document.issued', payload);
}

function signedByAll(state: CaseState): CaseState {
  let next = state;
  while (next.agreement?.effectiveOn === null) next = withAction(next, 'agreement.signed');
  return next;
}

const agreed = issued(caseIn('agreed'), 'agreement', 1);
const standings = (state: CaseState) => verifiablePapers(state).map(({ standing }) => standing);

test('an agreement is in effect once all that the law asks for have signed (人民调解法 29)', () => {
  expect(verifiablePapers(agreed)).toMatchObject([
    { ...verification, number: '（2026）金水人调字第0001号', standing: 'awaiting_marks', effectiveOn: null },
  ]);
  const signed = signedByAll(agreed);
  expect(signed.agreement?.effectiveOn).not.toBeNull();
  expect(verifiablePapers(signed)).toMatchObject([
    { standing: 'in_effect', effectiveOn: signed.agreement?.effectiveOn, files: [{ kind: 'text' }] },
  ]);
});

test('the signed copy is another file of the same paper', () => {
  const signed = signedByAll(agreed);
  const [paper] = verifiablePapers(signed);
  const executed = withAction(signed, 'document.executed', {
    ...validPayload('document.executed', signed),
    documentId: paper?.documentId ?? '',
    fileHash: 'c'.repeat(64),
  });
  const kinds = verifiablePapers(executed)[0]?.files.map(({ kind, sha256 }) => `${kind} ${sha256.slice(0, 1)}`);
  expect(kinds).toEqual(['text a', 'executed c']);
});

test('a text that was revised is replaced, also once the later one is in effect', () => {
  const revised = withAction(agreed, 'agreement.revised');
  expect(standings(revised)).toEqual(['replaced']);
  const again = signedByAll(issued(revised, 'agreement', 2));
  expect(standings(again)).toEqual(['replaced', 'in_effect']);
  expect(verifiablePapers(again)[0]?.effectiveOn).toBeNull();
});

test('what a reopened case, or one that failed before all had signed, had agreed is not in use any more', () => {
  expect(standings(withAction(agreed, 'mediation.failed'))).toEqual(['withdrawn']);
  const archived = issued(caseIn('archived'), 'agreement', 1);
  expect(standings(archived)).toEqual(['in_effect']);
  expect(standings(withAction(archived, 'case.reopened'))).toEqual(['withdrawn']);
});

test('an oral agreement is in effect from its day, and bears the number of the case (人民调解法 30)', () => {
  const oral = withAction(caseIn('mediating'), 'agreement.reached_oral');
  const [paper] = verifiablePapers(issued(oral, 'oral-agreement-register', 1));
  expect(paper).toMatchObject({ standing: 'in_effect', number: oral.caseNumber });
  expect(paper?.effectiveOn).toBe(oral.agreement?.text.reachedOn);
});

test('a proof is worth what the agreement is that it is about, and names the number of the case (民诉法解释 354)', () => {
  const signed = signedByAll(agreed);
  const proven = issued(signed, 'mediation-proof', 1);
  expect(verifiablePapers(proven)[1]).toMatchObject({
    form: 'mediation-proof',
    number: signed.caseNumber,
    standing: 'in_effect',
    effectiveOn: signed.agreement?.effectiveOn,
  });
  // Made twice, as it is: each of them is as good as the other.
  expect(standings(issued(proven, 'mediation-proof', 1))).toEqual(['in_effect', 'in_effect', 'in_effect']);
  expect(standings(withAction(issued(caseIn('archived'), 'mediation-proof', 1), 'case.reopened'))).toEqual([
    'withdrawn',
  ]);
});

test('a proof that named no court is true until there is one for the court that was asked', () => {
  const applied = withAction(issued(caseIn('performing'), 'mediation-proof', 1), 'confirmation.applied');
  expect(applied.documents.at(-1)?.outdated).toBe(true);
  expect(standings(applied)).toEqual(['in_effect']);
  expect(standings(issued(applied, 'mediation-proof', 1))).toEqual(['replaced', 'in_effect']);
});

test('papers without a code cannot be verified', () => {
  const without = withAction(caseIn('agreed'), 'document.issued');
  expect(without.documents.length).toBeGreaterThan(0);
  expect(verifiablePapers(without)).toEqual([]);
});

test('nobody is told of parties, of the text or of the case', () => {
  const allowed = ['code', 'committee', 'documentId', 'effectiveOn', 'files', 'form', 'issuedAt', 'number'];
  for (const paper of verifiablePapers(signedByAll(agreed))) {
    expect(Object.keys(paper).sort()).toEqual([...allowed, 'standing', 'version']);
  }
});

test('a scan that was filed as the signed paper is one of its files; one that was taken off the list is not', () => {
  const signed = signedByAll(agreed);
  const scan = {
    ...testFile(1),
    sha256: 'e'.repeat(64),
    kind: 'signed' as const,
    paper: { form: 'agreement' as const, subject: 1 },
  };
  const filed = withAction(signed, 'file.attached', scan);
  const kinds = (state: CaseState) => verifiablePapers(state)[0]?.files.map(({ kind }) => kind);
  expect(kinds(filed)).toEqual(['text', 'scan']);
  expect(kinds(withAction(signed, 'file.attached', { ...scan, paper: { form: 'agreement', subject: 2 } }))).toEqual([
    'text',
  ]);
  expect(kinds(withAction(filed, 'file.removed', { fileId: scan.fileId, reason: '扫错了' }))).toEqual(['text']);
});

test('a scan names its paper by the printed code, with or without the city’s address; another code names none', () => {
  const signed = signedByAll(agreed);
  const printed = printedCodeOf(verification.code, 'https://city.example', 'T0KEN');
  expect(scannedPaper(signed, printed.qrText)?.form).toBe('agreement');
  expect(scannedPaper(signed, printedCodeOf(verification.code, null, null).qrText)?.subject).toBe(1);
  expect(
    scannedPaper(signed, `https://city.example/v/${verificationCodeFrom(Uint8Array.of(7, 6, 5, 4, 3, 2, 1))}`),
  ).toBeNull();
  expect(scannedPaper(signed, 'https://elsewhere.example/?v=1')).toBeNull();
});
