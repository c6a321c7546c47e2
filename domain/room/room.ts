import type { AgreementText } from '../cases/agreement.ts';
import { toChinaDate } from '../deadlines/china-time.ts';
import type { DrawnMark } from '../signing/drawn-mark.ts';
import type { RoomResult } from './actions.ts';
import { asideOf, type ProposedTerms, type RoomEvent } from './posts.ts';
import type { Seat } from './seat.ts';
import { eventWords } from './words.ts';

/** What the agreement names as the place of a mediation that was held here. */
export const ROOM_PLACE = '在线调解室';

export const proposalStages = ['none', 'proposed', 'change_asked', 'accepted', 'signed'] as const;
export type ProposalStage = (typeof proposalStages)[number];

/** What moves a proposal on; `last_…` is that of the last party of whom it is wanted. */
export type ProposalStep = 'proposed' | 'accepted' | 'last_accepted' | 'change_asked' | 'signed' | 'last_signed';

/**
 * The way of a proposal as a table: what is not in it is not possible. A party may think again until it has signed
 * (人民调解法 23: 自主表达意愿); new terms of the mediator begin anew, and signatures under older ones count for nothing.
 */
export const proposalTable: Readonly<Record<ProposalStage, Readonly<Partial<Record<ProposalStep, ProposalStage>>>>> = {
  none: { proposed: 'proposed' },
  proposed: {
    proposed: 'proposed',
    accepted: 'proposed',
    last_accepted: 'accepted',
    change_asked: 'change_asked',
  },
  change_asked: { proposed: 'proposed', change_asked: 'change_asked' },
  accepted: {
    proposed: 'proposed',
    change_asked: 'change_asked',
    signed: 'accepted',
    last_signed: 'signed',
  },
  signed: { proposed: 'proposed' },
};

export interface Signature {
  readonly at: number;
  readonly textHash: string;
  readonly drawn: DrawnMark;
}

export interface Proposal {
  /** 1 for the first of the room. */
  readonly no: number;
  readonly terms: ProposedTerms;
  readonly stage: ProposalStage;
  /** When, by seat. */
  readonly accepted: Readonly<Record<string, number>>;
  readonly changes: Readonly<Record<string, string>>;
  readonly signed: Readonly<Record<string, Signature>>;
  /** When the last party accepted; null before. */
  readonly acceptedAt: number | null;
}

export interface RoomState {
  readonly seats: readonly Seat[];
  /** Seats that the mediator closed. */
  readonly closed: readonly string[];
  readonly joined: Readonly<Record<string, number>>;
  readonly noticed: Readonly<Record<string, number>>;
  readonly proposal: Proposal | null;
  readonly videoUrl: string | null;
  readonly ended: { readonly at: number; readonly result: RoomResult; readonly note: string | null } | null;
  /** Of the record as it is so far. */
  readonly characters: number;
  readonly events: number;
}

/** What a room begins with. */
export interface OpenedFor {
  readonly seats: readonly Seat[];
  readonly videoUrl?: string | null;
}

export function emptyRoom({ seats, videoUrl = null }: OpenedFor): RoomState {
  return {
    seats,
    closed: [],
    joined: {},
    noticed: {},
    proposal: null,
    videoUrl,
    ended: null,
    characters: 0,
    events: 0,
  };
}

/** Seats of the parties that are still in the room. */
export function partySeats({ seats, closed }: Pick<RoomState, 'seats' | 'closed'>): readonly Seat[] {
  return seats.filter(({ kind, id }) => kind === 'party' && !closed.includes(id));
}

const wantedOf = (state: RoomState, done: Readonly<Record<string, unknown>>, by: string): readonly Seat[] =>
  partySeats(state).filter(({ id }) => id !== by && done[id] === undefined);

/** The step that a party's post is in the way of the proposal. */
export function stepOf(state: RoomState, type: 'accepted' | 'change_asked' | 'signed', seatId: string): ProposalStep {
  if (type === 'change_asked') return type;
  const done = (type === 'accepted' ? state.proposal?.accepted : state.proposal?.signed) ?? {};
  return wantedOf(state, done, seatId).length === 0 ? `last_${type}` : type;
}

function moved(proposal: Proposal, step: ProposalStep): ProposalStage {
  return proposalTable[proposal.stage][step] ?? proposal.stage;
}

/** The very text that is signed: the terms, with the day on which the last party accepted. Null before. */
export function settledText({ proposal }: Pick<RoomState, 'proposal'>): AgreementText | null {
  if (proposal === null || proposal.acceptedAt === null) return null;
  return { ...proposal.terms, reachedOn: toChinaDate(proposal.acceptedAt), place: ROOM_PLACE };
}

/** What a line of the record has before its words: time and name. */
const LINE_HEAD = 30;

/** How long the line of an event is in the record. */
export function recordLength(event: Pick<RoomEvent, 'post'>, seats: readonly Seat[]): number {
  return LINE_HEAD + eventWords(event, seats).length;
}

/** Folds one event in. What `postProblem` refuses is never given to it. */
export function reduceRoom(state: RoomState, event: RoomEvent): RoomState {
  const next = applied(state, event);
  const kept = asideOf(event) === null ? recordLength(event, state.seats) : 0;
  return { ...next, events: state.events + 1, characters: state.characters + kept };
}

function applied(state: RoomState, { at, seatId, post }: RoomEvent): RoomState {
  const by = seatId ?? '';
  const { proposal } = state;
  switch (post.type) {
    case 'joined':
      return state.joined[by] === undefined ? { ...state, joined: { ...state.joined, [by]: at } } : state;
    case 'notice_confirmed':
      return state.noticed[by] === undefined ? { ...state, noticed: { ...state.noticed, [by]: at } } : state;
    case 'said':
    case 'showed':
      return state;
    case 'proposed':
      return {
        ...state,
        proposal: {
          no: (proposal?.no ?? 0) + 1,
          terms: post.terms,
          stage: 'proposed',
          accepted: {},
          changes: {},
          signed: {},
          acceptedAt: null,
        },
      };
    case 'accepted': {
      if (!proposal) return state;
      const step = stepOf(state, 'accepted', by);
      const stage = moved(proposal, step);
      const accepted = { ...proposal.accepted, [by]: at };
      const acceptedAt = stage === 'accepted' ? at : null;
      return { ...state, proposal: { ...proposal, stage, accepted, acceptedAt } };
    }
    case 'change_asked': {
      if (!proposal) return state;
      const { [by]: _, ...accepted } = proposal.accepted;
      const changes = { ...proposal.changes, [by]: post.words };
      const stage = moved(proposal, 'change_asked');
      // Whoever signed before signed what is not settled any more.
      return { ...state, proposal: { ...proposal, stage, accepted, changes, signed: {}, acceptedAt: null } };
    }
    case 'signed': {
      if (!proposal) return state;
      const isParty = partySeats(state).some(({ id }) => id === by);
      const stage = isParty ? moved(proposal, stepOf(state, 'signed', by)) : proposal.stage;
      const { textHash, drawn } = post;
      return {
        ...state,
        proposal: { ...proposal, stage, signed: { ...proposal.signed, [by]: { at, textHash, drawn } } },
      };
    }
    case 'video_set':
      return { ...state, videoUrl: post.url };
    case 'seat_closed':
      return { ...state, closed: [...state.closed, post.seatId] };
    case 'ended':
      return { ...state, ended: { at, result: post.result, note: post.note ?? null } };
    case 'expired':
      return { ...state, ended: { at, result: 'expired', note: null } };
  }
}

export function foldRoom(opened: OpenedFor, events: Iterable<RoomEvent>): RoomState {
  let state = emptyRoom(opened);
  for (const event of events) state = reduceRoom(state, event);
  return state;
}
