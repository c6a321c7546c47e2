import * as z from 'zod';
import { caseActionSchemas } from '../cases/actions.ts';
import { agreementTextSchema, markSchema } from '../cases/agreement.ts';
import { registrationRules } from '../cases/registration.ts';
import type { CaseState } from '../cases/state.ts';
import { caseStatusIds } from '../cases/status.ts';
import type { ActionHeader } from '../log/action.ts';
import { plainDate } from '../text/chinese-date.ts';
import { plainText } from '../text/plain-text.ts';

/** Rows of one chunk at most (LOG-7); the log bounds its bytes as it bounds every payload. */
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
    rows: z.array(importRowSchema).min(1).max(MAX_CHUNK_ROWS, `一批最多 ${MAX_CHUNK_ROWS} 行`),
  }),
  'import.committed': z.object({
    rows: z.int().min(1),
    /** Ids of the chunk actions, in order. */
    chunks: z.array(z.uuid()).min(1),
  }),
} as const;

export const IMPORT_SCHEMA_VERSION = 1;

type Payloads = { readonly [Type in keyof typeof importActionSchemas]: z.infer<(typeof importActionSchemas)[Type]> };
export type ImportAction = {
  readonly [Type in keyof Payloads]: { readonly type: Type; readonly payload: Payloads[Type] };
}[keyof Payloads];
export type ImportManifest = Payloads['import.opened'];
export type ImportChunk = Payloads['import.chunk'];
export type ImportCommit = Payloads['import.committed'];

/** The case that a row brings to life; its stream begins at revision 1 without an action of its own. */
export function importedCase(row: ImportRow, header: Pick<ActionHeader, 'id' | 'actorId' | 'deviceTime'>): CaseState {
  const { caseId, agreement, ending, ...known } = row;
  const recorded = { actionId: header.id, operatorId: header.actorId, recordedAt: header.deviceTime };
  return {
    ...known,
    id: caseId,
    revision: 1,
    chosenByParties: false,
    extendedDays: 0,
    extensions: 0,
    sessions: [],
    sessionsBefore: 0,
    lastAgreementVersion: agreement ? 1 : 0,
    agreement: agreement && {
      ...agreement,
      version: 1,
      marks: agreement.marks.map((mark) => ({ ...mark, ...recorded })),
    },
    flags: [],
    ending: ending && { ...ending, routesTold: [] },
    policeReports: [],
    linkedCaseIds: [],
    evaluation: null,
    documents: [],
    reviews: [],
    erased: false,
    updatedAt: row.instants.registeredAt,
  };
}
