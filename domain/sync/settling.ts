import * as z from 'zod';
import { type Actor, holdsAny } from '../access/roles.ts';
import type { Action } from '../log/action.ts';
import { plainText } from '../text/plain-text.ts';

/**
 * What settles an action that the city set aside, or holds behind one (SYNC-3). Each has a stream of its own, of the kind
 * `settling`, under the id of the action that it settles, in the feed of that action: it never advances the revision of
 * the record, on which others go on working (SYNC-6), and whether an action is settled follows from headers alone, also
 * where a payload was erased (LOG-8). It tells what a person decided about a step that counts for nothing, so it is never
 * set aside itself: the city takes every one, and the first that is final holds.
 */
const words = plainText({ max: 2000, min: 1, label: '说明', multiline: true });
const decidedBy = plainText({ max: 60, min: 1, label: '市平台经办人' });

export const settlingSchemas = {
  /** Taken back; nothing comes of it. */
  'settling.withdrawn': z.object({}),
  /** Done anew, on the record as it is, by the action of this id. */
  'settling.resent': z.object({ resentAs: z.uuid() }),
  /** The city's manager decides. Not final: an answer follows. */
  'settling.handed_over': z.object({ note: words }),
  /** The city's answer: it stays as it is. */
  'settling.declined': z.object({ words, decidedBy }),
  /** The city's answer: done anew by the city in the author's name, by the action of this id. */
  'settling.approved': z.object({ resentAs: z.uuid(), decidedBy }),
} as const;

export type SettlingType = keyof typeof settlingSchemas;
export type SettlingPayloads = { readonly [Type in SettlingType]: z.infer<(typeof settlingSchemas)[Type]> };
export const settlingTypes = Object.keys(settlingSchemas) as readonly SettlingType[];

/** Version of the payload schemas above, written into every header (SYNC-13). */
export const SETTLING_SCHEMA_VERSION = 1;

export const settlingWays = ['withdrawn', 'resent', 'handed_over', 'declined', 'approved'] as const;
export type SettlingWay = (typeof settlingWays)[number];

/** What became of an action that was set aside: the fold of its settlings. */
export interface Settling {
  /** The action that it settles. */
  readonly actionId: string;
  readonly way: SettlingWay;
  /** Device time and author of the settling that holds. */
  readonly at: number;
  readonly actorId: string;
  /** What was written when it was handed over; null before that, or where it was erased. */
  readonly note: string | null;
  /** The action that was done in its place. */
  readonly resentAs: string | null;
  /** The city's words and who decided there. */
  readonly words: string | null;
  readonly decidedBy: string | null;
}

interface WayRow {
  readonly type: SettlingType;
  readonly way: SettlingWay;
  /** What people read of it. */
  readonly name: string;
  /** Who may: the author of the first action of the group, the manager of the center, or the city. */
  readonly by: readonly ('author' | 'manager' | 'city')[];
  /** `open` is an action that nobody has settled; the rest is final. */
  readonly from: readonly ('open' | 'handed_over')[];
}

/** Who may settle how, as data (LOG-6). IT may settle only what IT has done. */
export const settlingRules: readonly WayRow[] = [
  {
    type: 'settling.withdrawn',
    way: 'withdrawn',
    name: '已撤回',
    by: ['author', 'manager'],
    from: ['open'],
  },
  { type: 'settling.resent', way: 'resent', name: '已改后重发', by: ['author', 'manager'], from: ['open'] },
  {
    type: 'settling.handed_over',
    way: 'handed_over',
    name: '已交市平台处理',
    by: ['author', 'manager'],
    from: ['open'],
  },
  { type: 'settling.declined', way: 'declined', name: '已由市平台答复不采纳', by: ['city'], from: ['handed_over'] },
  { type: 'settling.approved', way: 'approved', name: '已由市平台同意补办', by: ['city'], from: ['handed_over'] },
];

export function settlingRule(type: SettlingType): WayRow {
  const row = settlingRules.find((rule) => rule.type === type);
  if (!row) throw new RangeError(`no rule for ${type}`);
  return row;
}

export function settlingWayName(way: SettlingWay): string {
  return settlingRules.find((rule) => rule.way === way)?.name ?? way;
}

function standOf(settling: Settling | null): 'open' | 'handed_over' | 'final' {
  if (settling === null) return 'open';
  return settling.way === 'handed_over' ? 'handed_over' : 'final';
}

/**
 * Folds one settling (LOG-4). It never refuses: what comes out of turn, as where two settle the same at once, is kept and
 * changes nothing; so does a type that this version does not know (SYNC-13).
 */
export function reduceSettling(state: Settling | null, { header, payload }: Action<unknown>): Settling | null {
  const row = settlingRules.find((rule) => rule.type === header.type);
  const stand = standOf(state);
  if (!row || stand === 'final' || !row.from.includes(stand)) return state;
  const said = (payload ?? {}) as Partial<Record<'note' | 'resentAs' | 'words' | 'decidedBy', string>>;
  return {
    actionId: header.streamId,
    way: row.way,
    at: header.deviceTime,
    actorId: header.actorId,
    note: said.note ?? state?.note ?? null,
    resentAs: said.resentAs ?? null,
    words: said.words ?? null,
    decidedBy: said.decidedBy ?? null,
  };
}

/** Why this person may not settle a group in this way; null where he may. `authorId` did its first action. */
export function settlingRefusal(type: SettlingType, authorId: string, actor: Actor): string | null {
  const { by } = settlingRule(type);
  if (by.includes('manager') && holdsAny(actor, ['manager'])) return null;
  if (by.includes('author') && actor.staffId === authorId) return null;
  return by.includes('city') ? '由市平台答复' : '由办理人本人或者主任处理';
}

/** Who sends a settling to the city: the station whose action it settles, the city itself, or somebody else. */
export type SettlingSender = 'author' | 'city' | 'other';

/**
 * Whether the city takes a settling from this sender. Which person may was decided where accounts are known; a type that
 * this version does not know is kept (SYNC-13).
 */
export function takesSettling(type: string, sender: SettlingSender): boolean {
  const row = settlingRules.find((rule) => rule.type === type);
  if (!row) return true;
  return row.by.includes('city') ? sender === 'city' : sender === 'author';
}
