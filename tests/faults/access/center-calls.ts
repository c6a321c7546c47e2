import { randomUUID } from 'node:crypto';
import { ORPCError } from '@orpc/client';
import type { Procedure } from '../../../domain/access/permissions.ts';
import { newRegistration } from '../../support/desk.ts';
import { textOfFile } from './answer-text.ts';
import type { CenterWorld, KnownCase } from './center-world.ts';
import type { Person } from './never.ts';

/** Of no case there is: whatever passes the gate ends as stale, and the world stays as it is for the next call. */
const BEFORE_ALL = 999_999;

const step = ({ caseId }: KnownCase) => ({ actionId: randomUUID(), caseId, baseRevision: BEFORE_ALL });
const mark = { version: 1, kind: 'seal', method: 'seal', signedOn: '2026-11-23' };
const png = () => new File([new Uint8Array([1])], 'a.png', { type: 'image/png' });

/** What a call of each procedure that names a case sends; it changes nothing whoever sends it. */
export const ofCase: Readonly<Partial<Record<Procedure, (known: KnownCase) => unknown>>> = {
  'cases.act': (known) => ({ ...step(known), action: { type: 'case.noted', payload: { note: '记一笔' } } }),
  'cases.resend': (known) => ({
    ...step(known),
    settlingId: randomUUID(),
    actionIds: [randomUUID()],
    action: { type: 'case.noted', payload: { note: '记一笔' } },
    followers: [],
  }),
  'cases.get': ({ caseId }) => ({ caseId }),
  'cases.gbt31000': ({ caseId }) => ({ caseId }),
  'cases.suggestMediators': ({ caseId }) => ({ caseId }),
  'documents.preview': ({ caseId }) => ({ caseId, form: 'slip', subject: 0 }),
  'documents.issue': (known) => ({ ...step(known), form: 'slip', subject: 0 }),
  'documents.word': ({ caseId }) => ({ caseId, form: 'acceptance-register', subject: 0 }),
  'documents.file': ({ caseId, documentId }) => ({ caseId, documentId }),
  'dossier.view': ({ caseId }) => ({ caseId }),
  'dossier.volume': ({ caseId }) => ({ caseIds: [caseId] }),
  'dossier.word': ({ caseId }) => ({ caseIds: [caseId] }),
  'dossier.archive': ({ caseId }) => ({ caseIds: [caseId] }),
  'files.attach': (known) => ({ ...step(known), kind: 'other', name: 'a.png', file: png() }),
  'files.file': ({ caseId, fileId }) => ({ caseId, fileId, glance: false }),
  'files.places': ({ caseId }) => ({ caseId }),
  'signing.draw': (known) => ({
    ...step(known),
    mark: { ...mark, kind: 'party', method: 'signature', signerId: randomUUID() },
    drawn: {
      width: 600,
      height: 200,
      pointer: 'pen',
      strokes: [
        [
          [0, 0, 0],
          [500, 100, 0],
        ],
      ],
    },
  }),
  'personalData.erasureOf': ({ caseId }) => ({ caseId }),
  // On a ground that keeps a case which is worked on: it asks for nothing, whoever sends it.
  'personalData.requestErasure': ({ caseId }) => ({
    ...{ caseId, actionId: randomUUID(), requestId: randomUUID() },
    ...{ ground: 'consent_withdrawn', reason: '本人撤回同意' },
  }),
  'signing.seal': (known) => ({ ...step(known), mark }),
  'signing.execute': (known) => ({ ...step(known), documentId: known.documentId }),
};

/** What calls that name no case send, where nothing would do; those that would change the world name nobody in it. */
export function plainInput(procedure: Procedure, { desk, cases }: CenterWorld): unknown {
  switch (procedure) {
    case 'cases.register':
      return { ...newRegistration(randomUUID), linkedCaseIds: [cases.of_neither.caseId] };
    case 'cases.search':
      return { query: '标记', limit: 50 };
    case 'cases.similarOpen':
      return { placeCode: desk.divisions.villages.find(({ code }) => code.startsWith('410105'))?.code ?? '' };
    case 'cases.samePerson':
      return { people: [{ name: '标记甲甲', documentNumber: '410105197801010010' }] };
    case 'personalData.findPerson':
      return { documentNumber: '410105197801010010', name: '标记甲甲', phone: '', reason: '核实投诉' };
    case 'ledger.page':
      return {
        ...{ filter: {}, sort: { column: 'registeredAt', direction: 'desc' } },
        ...{ startRow: 0, endRow: 100, withTotals: true },
      };
    case 'drafts.list':
      return {};
    default:
      return undefined;
  }
}

/**
 * `refused`: not for who called; `hidden`: answered as if there were no such thing; `passed`: the gate let it through,
 * whatever became of it then.
 */
export type Outcome = 'refused' | 'hidden' | 'passed';

/** What became of a call. */
export interface Called {
  readonly outcome: Outcome;
  /** Of the error; null where the call was done. */
  readonly code: string | null;
  readonly said: string;
}

/** Calls as a desk does, over HTTP; also what the answer says, for the marks of cases in it. */
export async function called(
  world: CenterWorld,
  person: Person,
  procedure: Procedure,
  input: unknown,
): Promise<Called> {
  let at: unknown = world.api(person);
  for (const name of procedure.split('.')) at = (at as Readonly<Record<string, unknown>>)[name];
  try {
    const answer = await (at as (input: unknown) => Promise<unknown>)(input);
    const said =
      answer instanceof Blob ? await textOfFile(new Uint8Array(await answer.arrayBuffer())) : JSON.stringify(answer);
    return { outcome: 'passed', code: null, said: said ?? '' };
  } catch (error) {
    if (!(error instanceof ORPCError)) throw error;
    const said = `${error.message}${JSON.stringify(error.data) ?? ''}`;
    if (error.code === 'NOT_ALLOWED' || error.code === 'NOT_SIGNED_IN')
      return { outcome: 'refused', code: error.code, said };
    return { outcome: error.code === 'NOT_FOUND' ? 'hidden' : 'passed', code: error.code, said };
  }
}
