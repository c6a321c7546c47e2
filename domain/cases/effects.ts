import { errandKind } from '../errands/kinds.ts';
import type { ActionHeader } from '../log/action.ts';
import { roomEnded, roomOpened } from '../room/held.ts';
import type { CaseAction, CaseActionPayloads } from './actions.ts';
import type { AgreementText } from './agreement.ts';
import { applyCitizen, withBroughtAnswered, withNewRound } from './citizen.ts';
import { applyConfirmation } from './confirmation.ts';
import { applyErrand } from './errands.ts';
import { applyHandover } from './handover.ts';
import type { AgreementState, CaseInstants, CaseState, NamedFile } from './state.ts';

function withInstant(state: CaseState, instant: Partial<CaseInstants>): CaseState {
  return { ...state, instants: { ...state.instants, ...instant } };
}

/** Legal text is never overwritten by another that comes out of turn: that one waits in the review (SYNC-5). */
function reached(state: CaseState, form: AgreementState['form'], text: AgreementText): CaseState {
  if (state.agreement && state.status !== 'mediating') return state;
  const version = state.lastAgreementVersion + 1;
  return {
    ...state,
    agreement: { form, version, text, marks: [], effectiveOn: null },
    lastAgreementVersion: version,
  };
}

function withConsent(state: CaseState, payload: CaseActionPayloads['consent.recorded']): CaseState {
  if (!state.registration) return state;
  const parties = state.registration.parties.map((party) =>
    party.id === payload.partyId
      ? { ...party, willingness: payload.willingness, ...(payload.privacy ? { privacy: payload.privacy } : {}) }
      : party,
  );
  return { ...state, registration: { ...state.registration, parties } };
}

function withAgreement(state: CaseState, change: (agreement: AgreementState) => AgreementState): CaseState {
  return state.agreement ? { ...state, agreement: change(state.agreement) } : state;
}

/** Kept even where the mark is withdrawn or the text revised: the log still names the file. */
function withSigningFile(state: CaseState, file: NamedFile): CaseState {
  const known = state.signingFiles.some(({ hash }) => hash === file.hash);
  return known ? state : { ...state, signingFiles: [...state.signingFiles, file] };
}

function withRestriction(
  state: CaseState,
  { kinds, viewerIds }: CaseActionPayloads['case.flagged'],
  { actorId, stationId }: ActionHeader,
): CaseState {
  if (viewerIds === undefined) return state;
  return { ...state, restriction: { kinds: kinds ?? [], viewerIds, setBy: actorId, stationId } };
}

/** A reopened case starts over; what happened before stays in the log and the timeline. */
function reopened(state: CaseState, at: number): CaseState {
  const { registeredAt } = state.instants;
  return {
    ...state,
    instants: { registeredAt, acceptedAt: at },
    route: null,
    mediatorIds: [],
    chosenByParties: false,
    assignedBy: null,
    extendedDays: 0,
    extensions: 0,
    sessionsBefore: state.sessions.length,
    agreement: null,
    confirmation: null,
    performance: [],
    followUps: [],
    ending: null,
    closeReason: null,
    resolutionMethod: null,
    transferredTo: null,
    evaluation: null,
    archive: null,
  };
}

/** What one action changes in the case, its state apart: the workflow table says which state follows. */
export function applyEffect(state: CaseState, action: CaseAction, header: ActionHeader): CaseState {
  const at = header.deviceTime;
  switch (action.type) {
    case 'case.registered':
    case 'case.restated':
      return state;
    case 'case.corrected':
      return { ...state, registration: action.payload.registration };
    case 'case.accepted':
      return withInstant(withBroughtAnswered(state, header), { acceptedAt: at });
    case 'case.refused':
      return {
        ...withBroughtAnswered(state, header),
        ending: { reason: action.payload.reason, routesTold: [], toldOn: '' },
      };
    case 'case.triaged': {
      const { route, complexity, urgent } = action.payload;
      const registration = state.registration ? { ...state.registration, complexity, urgent } : null;
      return withInstant({ ...state, route, registration }, { triagedAt: at });
    }
    case 'case.assigned': {
      const { mediatorIds, chosenByParties } = action.payload;
      return withInstant({ ...state, mediatorIds, chosenByParties, assignedBy: header.actorId }, { assignedAt: at });
    }
    case 'case.signed_in':
      return withInstant(state, { signedInAt: at });
    case 'case.returned':
      return withInstant({ ...state, mediatorIds: [], chosenByParties: false, assignedBy: null }, { returnedAt: at });
    case 'case.transferred':
      return { ...state, transferredTo: action.payload.to };
    case 'consent.recorded':
      return withConsent(state, action.payload);
    case 'mediation.started':
      return withInstant(state, { mediationStartedAt: action.payload.startedAt });
    case 'mediation.session_held':
      return { ...state, sessions: [...state.sessions, action.payload] };
    case 'investigation.recorded':
      return { ...state, investigations: [...state.investigations, action.payload] };
    case 'room.opened':
      return { ...state, rooms: roomOpened(state.rooms, action.payload, header) };
    case 'room.ended':
      return { ...state, rooms: roomEnded(state.rooms, action.payload, header) };
    case 'mediation.extended':
      return {
        ...state,
        extendedDays: state.extendedDays + action.payload.days,
        extensions: state.extensions + 1,
      };
    case 'agreement.reached_written':
      return reached(state, 'written', action.payload.text);
    case 'agreement.reached_oral':
      return reached(state, 'oral', action.payload.text);
    case 'agreement.revised': {
      if (!state.agreement) return state;
      const { text } = action.payload;
      const version = state.lastAgreementVersion + 1;
      return { ...state, agreement: { ...state.agreement, text, version, marks: [] }, lastAgreementVersion: version };
    }
    case 'agreement.signed': {
      const mark = { ...action.payload, actionId: header.id, operatorId: header.actorId, recordedAt: at };
      const { picture } = mark;
      const drawn = picture ? withSigningFile(state, { hash: picture.sha256, bytes: picture.bytes }) : state;
      return withAgreement(drawn, (agreement) =>
        agreement.version === mark.version ? { ...agreement, marks: [...agreement.marks, mark] } : agreement,
      );
    }
    case 'agreement.mark_withdrawn': {
      const { markActionId } = action.payload;
      return withAgreement(state, (agreement) => ({
        ...agreement,
        marks: agreement.marks.filter((mark) => mark.actionId !== markActionId),
      }));
    }
    case 'mediation.failed':
    case 'mediation.terminated': {
      const { reason, routesTold, toldOn } = action.payload;
      return { ...state, ending: { reason, routesTold, toldOn } };
    }
    case 'performance.recorded': {
      const { itemId, outcome, performedOn, amountFen } = action.payload;
      return { ...state, performance: [...state.performance, { itemId, outcome, performedOn, amountFen }] };
    }
    case 'follow_up.recorded':
      return { ...state, followUps: [...state.followUps, action.payload] };
    case 'case.closed': {
      const { reason: closeReason, method = null } = action.payload;
      return withInstant({ ...state, closeReason, resolutionMethod: method }, { closedAt: at });
    }
    case 'case.archived': {
      const { retention, shelf = null } = action.payload;
      return { ...state, archive: { retention, shelf, archivedAt: at, archivedBy: header.actorId } };
    }
    case 'dossier.noted': {
      const version = (state.dossierNote?.version ?? 0) + 1;
      return { ...state, dossierNote: { ...action.payload, version, notedAt: at, notedBy: header.actorId } };
    }
    case 'case.noted':
      return state;
    case 'case.reopened':
      return withNewRound(reopened(state, at), header);
    case 'case.flagged': {
      const { flag } = action.payload;
      const restricted = flag === 'sensitive' ? withRestriction(state, action.payload, header) : state;
      return state.flags.includes(flag) ? restricted : { ...restricted, flags: [...state.flags, flag] };
    }
    case 'case.unflagged':
      return {
        ...state,
        flags: state.flags.filter((flag) => flag !== action.payload.flag),
        restriction: action.payload.flag === 'sensitive' ? null : state.restriction,
      };
    case 'police.reported':
      return { ...state, policeReports: [...state.policeReports, action.payload] };
    case 'case.linked': {
      const { caseId } = action.payload;
      return state.linkedCaseIds.includes(caseId)
        ? state
        : { ...state, linkedCaseIds: [...state.linkedCaseIds, caseId] };
    }
    case 'case.evaluated':
      return { ...state, evaluation: action.payload };
    case 'case.reviewed': {
      const { reviewedActionId } = action.payload;
      return { ...state, reviews: state.reviews.filter(({ actionId }) => actionId !== reviewedActionId) };
    }
    case 'document.issued': {
      const { documentId, ...document } = action.payload;
      const issued = { id: documentId, ...document, outdated: false, issuedAt: at, printedAt: [], copiesPrinted: 0 };
      return { ...state, documents: [...state.documents, issued] };
    }
    case 'document.signed': {
      const { documentId, ...made } = action.payload;
      const mark = { ...made, actionId: header.id, operatorId: header.actorId, recordedAt: at };
      const documents = state.documents.map((document) => {
        if (document.id !== documentId) return document;
        const others = (document.marks ?? []).filter(({ place }) => place !== mark.place);
        return { ...document, marks: [...others, mark] };
      });
      const { sha256: hash, bytes } = mark.picture;
      return withSigningFile({ ...state, documents }, { hash, bytes });
    }
    case 'document.executed': {
      const { documentId, textHash: _, ...executed } = action.payload;
      const documents = state.documents.map((document) =>
        document.id === documentId ? { ...document, executed: { ...executed, executedAt: at } } : document,
      );
      return withSigningFile({ ...state, documents }, { hash: executed.fileHash, bytes: executed.bytes });
    }
    case 'document.printed': {
      const { documentId, copies } = action.payload;
      const documents = state.documents.map((document) =>
        document.id === documentId
          ? { ...document, printedAt: [...document.printedAt, at], copiesPrinted: document.copiesPrinted + copies }
          : document,
      );
      return { ...state, documents };
    }
    case 'file.attached': {
      const file = { ...action.payload, attachedAt: at, attachedBy: header.actorId, removedAt: null };
      // The same file id twice is the same file: two desks, or a station that was restored.
      const files = state.files.filter(({ fileId }) => fileId !== file.fileId);
      return { ...state, files: [...files, file] };
    }
    case 'file.removed': {
      const { fileId } = action.payload;
      const files = state.files.map((file) => (file.fileId === fileId ? { ...file, removedAt: at } : file));
      return { ...state, files };
    }
    case 'handover.offered':
    case 'handover.withdrawn':
    case 'handover.accepted':
    case 'handover.refused':
    case 'handover.returned':
      return applyHandover(state, action, header);
    case 'confirmation.applied':
    case 'confirmation.filed':
    case 'confirmation.asked_to_correct':
    case 'confirmation.corrected':
    case 'confirmation.accepted':
    case 'confirmation.ruled':
    case 'confirmation.withdrawn':
      return applyConfirmation(state, action);
    case 'errand.asked': {
      const isToApplicant = errandKind(action.payload.kind).group === 'applicant';
      return applyErrand(isToApplicant ? withBroughtAnswered(state, header) : state, action, header);
    }
    case 'errand.received':
    case 'errand.answered':
    case 'errand.judged':
    case 'errand.withdrawn':
    case 'errand.summed_up':
      return applyErrand(state, action, header);
    case 'citizen.told':
    case 'citizen.rated':
    case 'citizen.answered':
      return applyCitizen(state, action, header);
  }
}
