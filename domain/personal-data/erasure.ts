import * as z from 'zod';
import type { Action } from '../log/action.ts';
import { plainText } from '../text/plain-text.ts';

/** Why a person's data must be erased (个人信息保护法 47, first paragraph): one of its five cases. */
export const erasureGrounds = [
  { id: 'purpose_over', name: '处理目的已实现、无法实现或者不再必要', law: '个人信息保护法第四十七条第一款第一项' },
  { id: 'retention_over', name: '停止提供服务，或者保存期限已届满', law: '个人信息保护法第四十七条第一款第二项' },
  { id: 'consent_withdrawn', name: '本人撤回同意', law: '个人信息保护法第四十七条第一款第三项' },
  { id: 'unlawful', name: '违反法律、行政法规或者约定处理', law: '个人信息保护法第四十七条第一款第四项' },
  { id: 'other_law', name: '法律、行政法规规定的其他情形', law: '个人信息保护法第四十七条第一款第五项' },
] as const;

export const erasureGroundSchema = z.enum(erasureGrounds.map(({ id }) => id));
export type ErasureGround = z.infer<typeof erasureGroundSchema>;

export function erasureGround(id: ErasureGround): (typeof erasureGrounds)[number] {
  const ground = erasureGrounds.find((each) => each.id === id);
  if (!ground) throw new RangeError(`unknown ground ${id}`);
  return ground;
}

/** Stays in the log for good: it is asked for without names and numbers of people. */
export const erasureReasonSchema = plainText({ max: 500, min: 2, label: '理由', multiline: true });

const requestSchema = z.object({ caseId: z.uuid(), ground: erasureGroundSchema, reason: erasureReasonSchema });
const refusalSchema = z.object({ reason: erasureReasonSchema });

/** What an order to erase says (LOG-8). Orders of older programs have no ground and no request before them. */
const orderSchema = z.object({
  streamKind: z.literal('case'),
  streamId: z.uuid(),
  actionIds: z.array(z.uuid()),
  /** As any program calls it: an order is obeyed whatever its ground. */
  ground: z.string().optional(),
  /** The order that this one repeats over a restored backup, which does not know it. */
  repeats: z.uuid().optional(),
});

/** Each request is a stream of its own: one asks, another refuses it or gives the order. */
export const erasureActionSchemas = {
  'erasure.requested': requestSchema,
  'erasure.refused': refusalSchema,
  'log.erased': orderSchema,
} as const;

export const ERASURE_SCHEMA_VERSION = 1;

export type ErasureRequested = z.infer<typeof requestSchema>;

/** An order to erase: which actions of which case, as they were known where it was given. */
export type ErasureOrder = z.infer<typeof orderSchema> & { readonly reason?: string };

export interface ErasureDecision {
  readonly outcome: 'erased' | 'refused';
  readonly by: string;
  readonly at: number;
  /** Of a refusal. */
  readonly reason: string | null;
}

/** One request as the fold of its stream; `requestedBy` and `decision.by` are two people. */
export interface ErasureRequest extends ErasureRequested {
  readonly requestId: string;
  readonly stationId: string;
  readonly requestedBy: string;
  readonly requestedAt: number;
  /** Null while it waits for the second person. */
  readonly decision: ErasureDecision | null;
}

/** Folds one action of an erasure stream; null of a stream that begins otherwise, as the orders of older programs do. */
export function reduceErasure(
  request: ErasureRequest | null,
  { header, payload }: Action<unknown>,
): ErasureRequest | null {
  const { actorId, deviceTime, stationId, streamId, type } = header;
  if (request === null) {
    if (type !== 'erasure.requested' || payload === null) return null;
    const { caseId, ground, reason } = payload as ErasureRequested;
    const asked = { caseId, ground, reason, stationId, requestedBy: actorId, requestedAt: deviceTime };
    return { requestId: streamId, ...asked, decision: null };
  }
  // What comes after the first decision, or from the one who asked, decides nothing.
  if (request.decision !== null || actorId === request.requestedBy) return request;
  const decided = { by: actorId, at: deviceTime };
  if (type === 'log.erased') return { ...request, decision: { ...decided, outcome: 'erased', reason: null } };
  if (type !== 'erasure.refused') return request;
  const { reason } = (payload ?? { reason: '' }) as z.infer<typeof refusalSchema>;
  return { ...request, decision: { ...decided, outcome: 'refused', reason } };
}

/** The requests of a log, in the order in which they were made. */
export function foldErasures(actions: Iterable<Action<unknown>>): readonly ErasureRequest[] {
  const requests = new Map<string, ErasureRequest | null>();
  for (const action of actions) {
    const { streamId } = action.header;
    requests.set(streamId, reduceErasure(requests.get(streamId) ?? null, action));
  }
  return [...requests.values()].filter((request) => request !== null);
}
