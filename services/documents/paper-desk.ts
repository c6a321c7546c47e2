import type { AgreementToSign, PaperDesk, RecentPaper } from '../../contract/documents.ts';
import { holdsAny } from '../../domain/access/roles.ts';
import { missingMarks } from '../../domain/cases/agreement.ts';
import { signingPartyIds } from '../../domain/cases/next-status.ts';
import { currentPaper } from '../../domain/cases/outdated-papers.ts';
import { type CaseState, partiesOf } from '../../domain/cases/state.ts';
import { requireRight } from '../access/rights.ts';
import type { CaseProjection } from '../cases/port.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { staffNames } from '../directory/staff-names.ts';
import { ledgerRow } from '../ledger/ledger.ts';
import type { Reads } from '../ports.ts';
import { seenRevision } from '../sync/revision.ts';

/** Cases of each list at most: more than anybody signs in a day. */
const MOST_WAITING = 50;
const MOST_RECENT = 30;
/** Newest actions among which papers are looked for; older ones are found on their case. */
const ACTIONS_LOOKED_AT = 400;

/** What waits for a pen, for a seal or for an agreement, and the newest papers. No case is opened by it. */
export async function paperDesk({ store }: Dependencies, caller: Caller): Promise<PaperDesk> {
  requireRight(caller, 'documents.desk');
  const mediatorId = holdsAny(caller, ['clerk', 'manager', 'head']) ? null : caller.staffId;
  return store.read(async (reads) => {
    const names = await staffNames(reads);
    const agreed = await reads.home.work({ statuses: ['agreed'], mediatorId, limit: MOST_WAITING });
    const mediating = await reads.home.work({ statuses: ['mediating'], mediatorId, limit: MOST_WAITING });
    const toSign: AgreementToSign[] = [];
    for (const row of agreed) {
      const found = await reads.cases.find(row.caseId);
      if (found) toSign.push({ ...ledgerRow(row, names), ...paperOf(found.state) });
    }
    return {
      toSign,
      toWrite: mediating.map((row) => ledgerRow(row, names)),
      recent: await recentPapers(reads, mediatorId),
    };
  });
}

function paperOf(state: CaseState): Pick<AgreementToSign, 'number' | 'missing'> {
  const { agreement } = state;
  const issued = agreement === null ? null : currentPaper(state, 'agreement', agreement.version);
  const partyNames = new Map(partiesOf(state).map(({ id, name }) => [id, name]));
  const missing = missingMarks({ partyIds: signingPartyIds(state) }, agreement?.marks ?? []).map(
    ({ kind, signerId }) =>
      kind === 'party' ? (partyNames.get(signerId ?? '') ?? '当事人') : kind === 'mediator' ? '调解员' : '委员会印',
  );
  return { number: issued?.number ?? null, missing };
}

async function recentPapers(reads: Reads, mediatorId: string | null): Promise<readonly RecentPaper[]> {
  const news = await reads.home.news({ mediatorId, limit: ACTIONS_LOOKED_AT });
  const caseIds = new Set(news.filter(({ type }) => type === 'document.issued').map(({ caseId }) => caseId));
  const papers: RecentPaper[] = [];
  for (const caseId of [...caseIds].slice(0, MOST_RECENT)) {
    const found = await reads.cases.find(caseId);
    if (found) papers.push(...papersOf(found, await seenRevision(reads, found.state)));
  }
  return papers.sort((one, other) => other.issuedAt - one.issuedAt).slice(0, MOST_RECENT);
}

function papersOf({ state, partiesText: parties }: CaseProjection, revision: number): readonly RecentPaper[] {
  const { id: caseId, caseNumber } = state;
  return state.documents.map(({ id: documentId, form, title, number, fileHash, issuedAt, copiesPrinted }) => ({
    caseId,
    caseNumber,
    parties,
    revision,
    documentId,
    form,
    title,
    number,
    fileHash,
    issuedAt,
    copiesPrinted,
  }));
}
