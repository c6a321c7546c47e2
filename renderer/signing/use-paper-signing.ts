import type { CaseView } from '../../contract/cases.ts';
import { type Actor, holdsAny } from '../../domain/access/roles.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { type PaperPlace, paperPlaces, placeName, signedBeforeIssue } from '../../domain/signing/paper-places.ts';
import { suggestedSigner } from '../../domain/signing/place-signers.ts';
import type { SlotRole } from '../../domain/signing/slot.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import type { Signer, SigningJob, SigningPlace } from './signing-job.ts';
import { useSigning } from './use-signing.ts';

const COMMITTEE = '人民调解委员会';

interface PaperToSign {
  readonly documentId: string;
  /** Who is at the desk. */
  readonly actor: Actor & { readonly name: string };
  /** Every place is signed and the copy is made, or `failure` says why not. */
  readonly onDone: (after: CaseView, failure: ApiError | null) => void;
}

/** A paper other than the agreement is signed in turn at the places that it has; the seal comes last. */
export function usePaperSigning(first: CaseView, { documentId, actor, onDone }: PaperToSign): SigningJob {
  const { view, error, isStale, sign, execute } = useSigning(first);
  const { state, staffNames } = view;
  const paper = state.documents.find(({ id }) => id === documentId) ?? null;
  const all = paper ? paperPlaces(paper) : [];
  const empty = all.filter(({ mark }) => mark === null);
  const names = { actorName: actor.name, staffName: (staffId: string) => staffNames[staffId] ?? '' };
  const suggested = (place: PaperPlace): string =>
    paper && !place.isSeal ? suggestedSigner(state, paper, place, names) : '';
  const places = empty.toSorted(byTurn).map((place) => shown(place, suggested(place), actor));

  return {
    title: `屏幕签名　${paper?.title ?? ''}`,
    signed: all.flatMap(({ mark, isSeal }) =>
      mark ? [{ key: mark.actionId, name: isSeal ? COMMITTEE : mark.signerName, how: '已在屏幕上签' }] : [],
    ),
    places,
    names: namesIn(view, actor.name),
    signerOf: (place, chosen) => signerNamed(view, chosen ?? suggestedAt(place, empty, suggested)),
    dateHint: '写进这份文书，签名人当面确认',
    dayProblem: (day) => (paper ? signedBeforeIssue(paper, day) : null),
    advice: '签名前请签名人看过全文（先关本窗口，按 F9 放大）。',
    end: '制作签署件',
    lastNote: { title: '这是最后一处，签好就制作签署件', text: '签署件制作以后不能再改签；要改，重新出具一份再签。' },
    error,
    isStale,
    async sign({ place, signer, agentName, signedOn, made }) {
      const method = made.way === 'seal' ? 'seal' : made.way === 'reader' ? 'fingerprint' : 'signature';
      const mark = {
        documentId,
        place: Number(place.key),
        signerName: place.isSeal ? '' : signer.name,
        method,
        signedOn,
        ...(agentName === null ? {} : { agentName }),
      } as const;
      const after = await sign(mark, made);
      if (!after) return false;
      const now = after.state.documents.find(({ id }) => id === documentId);
      if (!now || paperPlaces(now).some((each) => each.mark === null)) return true;
      try {
        onDone(await execute(after, documentId), null);
      } catch (failure) {
        onDone(after, toApiError(failure));
      }
      return true;
    },
  };
}

/** The parties first, then the committee's people, whichever line stands higher on the paper; the seal at the end. */
const turns: readonly SlotRole[] = ['party', 'signer', 'mediator', 'recorder', 'date'];
const byTurn = ({ slot: one }: PaperPlace, { slot: other }: PaperPlace): number =>
  turns.indexOf(one.role) - turns.indexOf(other.role);

function shown({ index, isSeal, label }: PaperPlace, signer: string, actor: Actor): SigningPlace {
  return {
    key: String(index),
    isSeal,
    name: isSeal ? COMMITTEE : signer || placeName(label),
    as: isSeal ? '盖章' : placeName(label),
    needed: true,
    blocked: isSeal && !holdsAny(actor, ['manager']) ? '委员会印章由主任加盖' : null,
  };
}

function suggestedAt(
  { key }: SigningPlace,
  empty: readonly PaperPlace[],
  suggested: (place: PaperPlace) => string,
): string {
  const place = empty.find(({ index }) => String(index) === key);
  return place ? suggested(place) : '';
}

/** A party by its name, with who may sign in its place; anybody else is a name. */
function signerNamed({ state }: CaseView, name: string): Signer {
  const party = partiesOf(state).find((each) => each.name === name);
  return { name, person: party?.kind === 'person' ? party : null, agents: party?.agents ?? [] };
}

/** Everybody whom the case knows: parties, their agents, its mediators, and who is at the desk. */
function namesIn({ state, staffNames }: CaseView, actorName: string): readonly string[] {
  const people = partiesOf(state).flatMap(({ name, agents }) => [name, ...agents.map((agent) => agent.name)]);
  const staff = state.mediatorIds.flatMap((id) => staffNames[id] ?? []);
  return [...new Set([...people, ...staff, actorName])].filter((name) => name !== '');
}
