import { expect } from 'vitest';
import { paperSignerOf } from '../../center/paper-signer.ts';
import type { IssuedFile } from '../../contract/documents.ts';
import { checkOutputSchema } from '../../contract/verification.ts';
import type { Mark } from '../../domain/cases/agreement.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import type { FormKind } from '../../domain/documents/form.ts';
import { openDocument } from '../../services/documents/documents.ts';
import { executeDocument } from '../../services/signing/execute.ts';
import { setSeal } from '../../services/signing/seal.ts';
import { type MadeMark, signOnScreen } from '../../services/signing/sign.ts';
import type { TestDesk } from '../support/desk.ts';
import { drawnMark, ringPng } from '../support/marks.ts';
import { issueWithCode, stateOf } from '../support/papers.ts';
import type { TestStation } from './stations.ts';

/** For tests only: agreements of an enrolled center, and what the city says of them. */

/** The desk of a station that signs what it issues. */
export function signingDesk(station: TestStation, origin: string): TestDesk {
  const { desk, credentials } = station;
  return { ...desk, paperSigner: paperSignerOf(() => ({ ...credentials, origin })) };
}

export interface IssuedPaper {
  readonly file: IssuedFile;
  readonly code: string;
  /** Of the QR; empty before the center has enrolled. */
  readonly token: string;
}

export const issueAgreement = (desk: TestDesk, caseId: string) => issueForCity(desk, caseId, 'agreement');

/** Issues a paper that bears a code, and reads its QR. */
export async function issueForCity(desk: TestDesk, caseId: string, form: FormKind): Promise<IssuedPaper> {
  const { file, printed } = await issueWithCode(desk, caseId, form);
  const [code = '', token = ''] = (printed?.qrText ?? '').replace(/^.*\/v\//, '').split('/');
  return { file, code, token };
}

/** All sign at the screen, and the signed copy is made. Its bytes. */
export async function executeAtScreen(desk: TestDesk, caseId: string, documentId: string): Promise<Buffer> {
  await setSeal(desk, desk.manager, { actionId: desk.environment.newId(), png: ringPng() });
  const revision = async () => (await stateOf(desk, caseId)).revision;
  const acting = async () => ({ actionId: desk.environment.newId(), caseId, baseRevision: await revision() });
  const sign = async (mark: Mark, made: MadeMark, by = desk.mediator) =>
    signOnScreen(desk, by, { ...(await acting()), mark, made });
  const common = { version: 1, signedOn: '2026-11-23', method: 'signature' } as const;
  const drawn = { way: 'screen', drawn: drawnMark() } as const;
  for (const { id: signerId } of partiesOf(await stateOf(desk, caseId)))
    await sign({ ...common, kind: 'party', signerId }, drawn);
  await sign({ ...common, kind: 'mediator', signerId: desk.mediator.staffId }, drawn);
  await sign({ ...common, kind: 'seal', method: 'seal' }, { way: 'seal' }, desk.manager);
  await executeDocument(desk, desk.clerk, { ...(await acting()), documentId });
  const copy = await openDocument(desk, desk.clerk, { caseId, documentId, copy: 'signed' });
  return Buffer.from(await copy.arrayBuffer());
}

let asked = 0;

/** Of somebody who has not asked before. */
export function nextAddress(): string {
  asked += 1;
  return `10.0.${asked >> 8}.${asked & 255}`;
}

/** Asks as somebody who has not asked before. */
export async function ask(origin: string, input: object, from = nextAddress()) {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': from };
  return fetch(`${origin}/api/verification/check`, { method: 'POST', headers, body: JSON.stringify(input) });
}

export async function answerOf(origin: string, input: object) {
  const response = await ask(origin, input);
  expect(response.status).toBe(200);
  return checkOutputSchema.parse(await response.json());
}
