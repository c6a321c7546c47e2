import type { ResolutionMethodCode } from '../codes/resolution-methods.ts';
import type { HeldRoom } from '../room/held.ts';
import type { SignatureSlot } from '../signing/slot.ts';
import type { PaperVerification } from '../verification/paper-code.ts';
import type { CaseActionPayloads, CaseActionType, CaseFlag } from './actions.ts';
import type { AgreementText, Mark } from './agreement.ts';
import type { CitizenWord } from './citizen.ts';
import type { Confirmation } from './confirmation.ts';
import type { Errand, JointSummary } from './errands.ts';
import type { Handover } from './handover.ts';
import type { Registration } from './registration.ts';
import type { Restriction } from './restriction.ts';
import type { CaseStatus } from './status.ts';

/** Instants (device time of the action) that deadlines start from; the latest of each kind. */
export interface CaseInstants {
  readonly registeredAt: number;
  readonly acceptedAt?: number;
  readonly triagedAt?: number;
  readonly assignedAt?: number;
  readonly returnedAt?: number;
  readonly signedInAt?: number;
  /** When the center that works on it now took it over from another one, or got it back. */
  readonly takenOverAt?: number;
  readonly mediationStartedAt?: number;
  readonly closedAt?: number;
}

export interface RecordedMark extends Mark {
  readonly actionId: string;
  readonly operatorId: string;
  readonly recordedAt: number;
}

export interface AgreementState {
  readonly form: 'written' | 'oral';
  /** 1 for the first text; a revision makes the next one, without marks. Never used twice in a case. */
  readonly version: number;
  readonly text: AgreementText;
  readonly marks: readonly RecordedMark[];
  /** Legal effective date (人民调解法 29, 30), null until it is in effect. */
  readonly effectiveOn: string | null;
}

export interface PerformanceRecord {
  readonly itemId: string;
  readonly outcome: 'performed' | 'partly' | 'not_performed';
  readonly performedOn: string;
  readonly amountFen: number | null;
}

/** A mark that was set at the screen on a paper other than the agreement. */
export interface PaperMark extends Readonly<Omit<CaseActionPayloads['document.signed'], 'documentId'>> {
  readonly actionId: string;
  readonly operatorId: string;
  readonly recordedAt: number;
}

/** The pages of a paper with the marks that were made at the screen laid over them: a second file (text + marks). */
export interface ExecutedDocument {
  readonly fileHash: string;
  readonly bytes: number;
  readonly pages: number;
  readonly markIds: readonly string[];
  readonly executedAt: number;
}

export interface IssuedDocument {
  readonly id: string;
  readonly form: CaseActionPayloads['document.issued']['form'];
  readonly number: string | null;
  readonly title: string;
  readonly fileHash: string;
  readonly bytes: number;
  readonly pages: number;
  /** What of the case it shows: index of the session, version of the agreement, else 0. */
  readonly subject: number;
  /** By what anybody may ask the city about it; only of agreements. */
  readonly verification?: PaperVerification | undefined;
  /** The case has changed since in what this paper shows. */
  readonly outdated: boolean;
  readonly issuedAt: number;
  /** Where marks go on its pages. */
  readonly slots?: readonly SignatureSlot[] | undefined;
  /** What was signed on it at the screen, in the order of the signing; the agreement's marks stand with the agreement. */
  readonly marks?: readonly PaperMark[];
  /** The newest signed copy of it (签署件). */
  readonly executed?: ExecutedDocument;
  /** Times this paper was printed, and the copies in all. */
  readonly printedAt: readonly number[];
  readonly copiesPrinted: number;
}

/** What was decided about the dossier when it was archived (人民调解法 27). */
export interface ArchivedDossier {
  readonly retention: CaseActionPayloads['case.archived']['retention'];
  /** 卷号; null where none was given. */
  readonly shelf: string | null;
  readonly archivedAt: number;
  readonly archivedBy: string;
}

/** 卷宗情况说明 as it stands. */
export interface DossierNote {
  /** 1 for the first text; a new one makes the next. */
  readonly version: number;
  readonly text: string;
  readonly notedAt: number;
  readonly notedBy: string;
}

/** A file of the case that was not made here: a photo, a scan, what a party brought (SYNC-8). */
export interface AttachedFile extends Readonly<CaseActionPayloads['file.attached']> {
  readonly attachedAt: number;
  readonly attachedBy: string;
  /** When it was taken off the list; its bytes stay, for the log names them. */
  readonly removedAt: number | null;
}

/** A file by its hash. */
export interface NamedFile {
  readonly hash: string;
  readonly bytes: number;
}

/** A fact that did not fit the state it arrived in: it is kept, and a person looks at it (LOG-9: 待核对). */
export interface Review {
  readonly actionId: string;
  readonly type: CaseActionType;
  /** Who did it. */
  readonly actorId: string;
  readonly why: string;
}

/** The case as the fold of its actions (LOG-4). `registration` is null only where its payload was erased (LOG-8). */
export interface CaseState {
  readonly id: string;
  /** Folded actions of those who had the pen: what a decision is judged by. Facts that others add do not raise it (SYNC-6). */
  readonly revision: number;
  /** Facts that stations without the pen added, and what citizens said. */
  readonly besides: number;
  /** The station at which the case began. */
  readonly bornAt: string;
  /** Null while the case was never offered to another center: then the pen is where it began. */
  readonly handover: Handover | null;
  readonly status: CaseStatus;
  readonly caseNumber: string;
  readonly queryCode: string;
  readonly receivedOn: string;
  readonly registration: Registration | null;
  readonly registeredBy: string;
  readonly route: CaseActionPayloads['case.triaged']['route'] | null;
  readonly mediatorIds: readonly string[];
  readonly chosenByParties: boolean;
  /** Who assigned it to the mediators that have it, and therefore supervises them (谁分配谁督办). */
  readonly assignedBy: string | null;
  readonly instants: CaseInstants;
  readonly extendedDays: number;
  /** How often the mediation was extended in the round that is on. */
  readonly extensions: number;
  readonly sessions: readonly CaseActionPayloads['mediation.session_held'][];
  /** In the order in which they were written down; a reopened case keeps them. */
  readonly investigations: readonly CaseActionPayloads['investigation.recorded'][];
  /** Rooms for mediation online, in the order in which they were opened. */
  readonly rooms: readonly HeldRoom[];
  /** Sessions that were held before the case was last reopened; the others are of the round that is on. */
  readonly sessionsBefore: number;
  readonly agreement: AgreementState | null;
  /** The highest version that any agreement text of this case has had; 0 while there was none. */
  readonly lastAgreementVersion: number;
  /** The court's confirmation of the agreement (人民调解法 33); null while nobody asked for it. */
  readonly confirmation: Confirmation | null;
  readonly performance: readonly PerformanceRecord[];
  readonly followUps: readonly CaseActionPayloads['follow_up.recorded'][];
  readonly flags: readonly CaseFlag[];
  /** Null where everybody of the center may see the case. */
  readonly restriction: Restriction | null;
  readonly ending: { readonly reason: string; readonly routesTold: readonly string[]; readonly toldOn: string } | null;
  readonly closeReason: CaseActionPayloads['case.closed']['reason'] | null;
  /** 化解方式 as it was stated at the closing; null or left out where it follows from route and reason. */
  readonly resolutionMethod?: ResolutionMethodCode | null;
  readonly transferredTo: string | null;
  readonly policeReports: readonly CaseActionPayloads['police.reported'][];
  readonly linkedCaseIds: readonly string[];
  /** 协同事项, in the order in which they were asked; a reopened case keeps them. */
  readonly errands: readonly Errand[];
  readonly jointSummaries: readonly JointSummary[];
  readonly evaluation: CaseActionPayloads['case.evaluated'] | null;
  /** Null while the case is not archived. */
  readonly archive: ArchivedDossier | null;
  readonly dossierNote: DossierNote | null;
  readonly documents: readonly IssuedDocument[];
  readonly files: readonly AttachedFile[];
  /** Pictures of all marks that were ever made at the screen, and all signed copies: files that the log names. */
  readonly signingFiles: readonly NamedFile[];
  readonly reviews: readonly Review[];
  /** What citizens said on the city's pages, with the desk's answers. */
  readonly citizenWords: readonly CitizenWord[];
  /** A payload of this case was erased (LOG-8), so the rest tells only part of what happened. */
  readonly erased: boolean;
  /** Device time of the last action, for "last changed". */
  readonly updatedAt: number;
}

export function partiesOf(state: CaseState): Registration['parties'] {
  return state.registration?.parties ?? [];
}

/** A paper that was issued; null where the case has none with this id. */
export function findDocument({ documents }: Pick<CaseState, 'documents'>, documentId: string): IssuedDocument | null {
  return documents.find(({ id }) => id === documentId) ?? null;
}

/** Files that are on the list of the case. */
export function listedFiles(state: CaseState): readonly AttachedFile[] {
  return state.files.filter(({ removedAt }) => removedAt === null);
}

/** Files on the list that prove something, in the order in which they came. */
export function evidenceOf(state: CaseState): readonly AttachedFile[] {
  return listedFiles(state).filter(({ kind }) => kind === 'evidence' || kind === 'scene');
}

/** Every file that the log of the case names, papers and attached ones, those taken off the list too: each hash once. */
export function namedFiles(state: CaseState): readonly NamedFile[] {
  const papers = state.documents.map(({ fileHash: hash, bytes }) => ({ hash, bytes }));
  const files = state.files.map(({ sha256: hash, bytes }) => ({ hash, bytes }));
  return [...new Map([...papers, ...files, ...state.signingFiles].map((each) => [each.hash, each])).values()];
}

/** Whether a step may have changed what {@link namedFiles} says: one folded from the other shares what it left alone. */
export function mayNameOtherFiles(before: CaseState, after: CaseState): boolean {
  const { documents, files, signingFiles } = before;
  return documents !== after.documents || files !== after.files || signingFiles !== after.signingFiles;
}

export function itemOutcome(state: CaseState, itemId: string): PerformanceRecord['outcome'] | null {
  return state.performance.findLast((record) => record.itemId === itemId)?.outcome ?? null;
}

/** Items of the agreement that are not yet wholly performed, in the order of the agreement. */
export function openPerformance(state: CaseState): AgreementText['performance'] {
  return (state.agreement?.text.performance ?? []).filter((item) => itemOutcome(state, item.id) !== 'performed');
}

/** Sessions of the round that is on: a reopened case is mediated anew. */
export function currentSessions(state: CaseState): CaseState['sessions'] {
  return state.sessions.slice(state.sessionsBefore);
}

/** Visited since the last promise was performed (SF/T 0083-2020); a visit before that is a reminder, no follow-up. */
export function wasFollowedUp(state: CaseState): boolean {
  return state.followUps.some(({ visitedOn }) =>
    state.performance.every(({ performedOn }) => performedOn <= visitedOn),
  );
}
