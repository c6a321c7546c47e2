import * as z from 'zod';
import { caseActionSchemas } from '../cases/actions.ts';
import { agreementTextSchema, markSchema } from '../cases/agreement.ts';
import { registrationRules } from '../cases/registration.ts';
import { type ImportEntry, importEntrySchema } from '../cases/restatement.ts';
import type { CaseState } from '../cases/state.ts';
import { caseStatusIds } from '../cases/status.ts';
import { type ActionHeader, type HashSuite, hashPayload } from '../log/action.ts';
import { canonicalJson, type Json } from '../log/canonical-json.ts';
import { plainDate } from '../text/chinese-date.ts';
import { plainText } from '../text/plain-text.ts';

/** Rows of one chunk at most; their bytes are bounded like those of one payload (LOG-7). */
export const MAX_CHUNK_ROWS = 1_000;

const instant = z.int().min(0).max(8_640_000_000_000_000);

/**
 * A case of an older ledger as it stood when it was brought over. Only its outcome is known, not who did what when, so
 * the row is the whole of its past; what happens to it from now on are actions of its own stream.
 */
export const importRowSchema = z.object({
  caseId: z.uuid(),
  caseNumber: plainText({ max: 64, min: 1, label: '案号' }),
  queryCode: caseActionSchemas['case.registered'].shape.queryCode,
  receivedOn: plainDate,
  registration: registrationRules,
  status: z.enum(caseStatusIds as readonly [CaseState['status'], ...CaseState['status'][]]),
  registeredBy: z.uuid(),
  mediatorIds: z.array(z.uuid()).max(10),
  route: caseActionSchemas['case.triaged'].shape.route.nullable(),
  instants: z.object({
    registeredAt: instant,
    acceptedAt: instant.exactOptional(),
    triagedAt: instant.exactOptional(),
    assignedAt: instant.exactOptional(),
    returnedAt: instant.exactOptional(),
    signedInAt: instant.exactOptional(),
    mediationStartedAt: instant.exactOptional(),
    closedAt: instant.exactOptional(),
  }),
  agreement: z
    .object({
      form: z.enum(['written', 'oral']),
      text: agreementTextSchema,
      marks: z.array(markSchema).max(400),
      effectiveOn: plainDate.nullable(),
    })
    .nullable(),
  performance: z
    .array(
      caseActionSchemas['performance.recorded'].pick({
        itemId: true,
        outcome: true,
        performedOn: true,
        amountFen: true,
      }),
    )
    .max(200),
  followUps: z.array(caseActionSchemas['follow_up.recorded']).max(20),
  ending: z.object({ reason: plainText({ max: 2000, label: '理由', multiline: true }), toldOn: plainDate }).nullable(),
  closeReason: caseActionSchemas['case.closed'].shape.reason.nullable(),
  transferredTo: plainText({ max: 100, label: '转往单位' }).nullable(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** Row numbers by a key that two rows share: the second one of each. */
function repeated(rows: readonly ImportRow[], keyOf: (row: ImportRow) => string): readonly [number, number][] {
  const firsts = new Map<string, number>();
  const found: [number, number][] = [];
  for (const [index, row] of rows.entries()) {
    const first = firsts.get(keyOf(row));
    if (first === undefined) firsts.set(keyOf(row), index);
    else found.push([index, first]);
  }
  return found;
}

/** The rows of one chunk as they come in, before they are sealed. */
export const importChunkRowsSchema = z.object({
  /** Rows before this chunk. */
  first: z.int().min(0),
  rows: z
    .array(importRowSchema)
    .min(1)
    .max(MAX_CHUNK_ROWS, `一批最多 ${MAX_CHUNK_ROWS} 行`)
    .superRefine((rows, context) => {
      for (const [field, label] of [
        ['caseId', '案件编号'],
        ['queryCode', '查询码'],
      ] as const) {
        for (const [index, first] of repeated(rows, (row) => row[field])) {
          context.addIssue({ code: 'custom', path: [index, field], message: `${label}与这一批第 ${first + 1} 行重复` });
        }
      }
    }),
});

/** What each action of an import's stream carries (LOG-7). */
export const importActionSchemas = {
  'import.opened': z.object({
    /** File or system that the rows come from. */
    source: plainText({ max: 200, min: 1, label: '来源' }),
    rows: z.int('行数要填整数').min(1, '没有要导入的行').max(10_000_000),
    /** SHA-256 of what was read, hex: the same file is not imported twice unnoticed. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  'import.chunk': z.object({
    /** Rows before this chunk. */
    first: z.int().min(0),
    /** What stays of each row when it is erased (LOG-8); its body is kept apart, with a salt of its own. */
    rows: z.array(importEntrySchema).min(1).max(MAX_CHUNK_ROWS),
  }),
  'import.committed': z.object({
    rows: z.int().min(1),
    /** Ids of the chunk actions, in order. */
    chunks: z.array(z.uuid()).min(1),
  }),
} as const;

/** 2: the payload of a chunk has hashes of its rows; 1, with the rows themselves, was never released. */
export const IMPORT_SCHEMA_VERSION = 2;

type Payloads = { readonly [Type in keyof typeof importActionSchemas]: z.infer<(typeof importActionSchemas)[Type]> };
export type ImportAction = {
  readonly [Type in keyof Payloads]: { readonly type: Type; readonly payload: Payloads[Type] };
}[keyof Payloads];
export type ImportManifest = Payloads['import.opened'];
export type ImportChunk = Payloads['import.chunk'];
export type ImportCommit = Payloads['import.committed'];

/** Actions whose rows are kept, and travel, beside them (LOG-7): the chunk of an import, and what says one row of it again. */
export const typesWithRows = ['import.chunk', 'case.restated'] as const;

export function hasRowsBeside({ type }: Pick<ActionHeader, 'type'>): boolean {
  return typesWithRows.some((each) => each === type);
}

/** Fixes a row's bytes and hashes them with a salt of its own. @throws UnstorableValue as a payload does (LOG-2). */
export function sealRow(row: ImportRow, salt: Uint8Array, suite: HashSuite) {
  const payloadBytes = new TextEncoder().encode(canonicalJson(row as Json));
  const entry: ImportEntry = { caseId: row.caseId, status: row.status, hash: hashPayload(salt, payloadBytes, suite) };
  return { entry, payloadBytes, salt };
}

/** What no older ledger tells. */
const untold = {
  revision: 1,
  besides: 0,
  handover: null,
  chosenByParties: false,
  extendedDays: 0,
  extensions: 0,
  sessions: [],
  sessionsBefore: 0,
  flags: [],
  restriction: null,
  policeReports: [],
  linkedCaseIds: [],
  assignedBy: null,
  errands: [],
  jointSummaries: [],
  evaluation: null,
  documents: [],
  files: [],
  signingFiles: [],
  reviews: [],
  citizenWords: [],
  archive: null,
  investigations: [],
  rooms: [],
  dossierNote: null,
  confirmation: null,
} as const;

/** The case that a row brings to life; its stream begins at revision 1 without an action of its own. */
export function importedCase(
  row: ImportRow,
  header: Pick<ActionHeader, 'id' | 'actorId' | 'stationId' | 'deviceTime'>,
): CaseState {
  const { caseId, agreement, ending, ...known } = row;
  const recorded = { actionId: header.id, operatorId: header.actorId, recordedAt: header.deviceTime };
  return {
    ...untold,
    ...known,
    id: caseId,
    bornAt: header.stationId,
    lastAgreementVersion: agreement ? 1 : 0,
    agreement: agreement && {
      ...agreement,
      version: 1,
      marks: agreement.marks.map((mark) => ({ ...mark, ...recorded })),
    },
    ending: ending && { ...ending, routesTold: [] },
    erased: false,
    updatedAt: row.instants.registeredAt,
  };
}

/** What is left of it when its row was erased (LOG-8): that there was a case, and whether it was open. */
export function erasedImportedCase(
  { caseId, status }: ImportEntry,
  { actorId, stationId, deviceTime }: Pick<ActionHeader, 'actorId' | 'stationId' | 'deviceTime'>,
): CaseState {
  return {
    ...untold,
    id: caseId,
    bornAt: stationId,
    status,
    caseNumber: '',
    queryCode: '',
    receivedOn: '',
    registration: null,
    registeredBy: actorId,
    route: null,
    mediatorIds: [],
    instants: { registeredAt: deviceTime },
    lastAgreementVersion: 0,
    agreement: null,
    performance: [],
    followUps: [],
    ending: null,
    closeReason: null,
    transferredTo: null,
    erased: true,
    updatedAt: deviceTime,
  };
}
