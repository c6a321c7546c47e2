import * as z from 'zod';
import type { Proofs } from '../../contract/sync.ts';
import { feedSchema } from '../../contract/sync-fields.ts';
import type { ChainHead } from '../../domain/log/chain.ts';
import { type Epoch, hasForgotten } from '../../domain/sync/epochs.ts';
import type { Transaction } from '../db/database.ts';
import { Forgotten } from './epoch.ts';
import type { ServerKeys } from './keys.ts';
import type { Sender } from './push-log.ts';

/** What the city seals when it has told a feed up to a position. */
const markSchema = z.object({
  mark: z.literal('feed'),
  epoch: z.int(),
  feed: feedSchema,
  position: z.int(),
  /** Hash of the header at the position, whoever may see it. */
  headerHash: z.string(),
});

const headerAt = 'SELECT header_hash AS "headerHash" FROM action_headers WHERE feed = $1 AND position = $2';

export async function hashAt(tx: Transaction, feed: string, position: number): Promise<string | null> {
  const [row] = await tx.query<{ headerHash: string }>(headerAt, [feed, position]);
  return row?.headerHash ?? null;
}

/** Seals what stands at a position, for the station that was told the feed up to it; null before the first. */
export function markOf(
  keys: ServerKeys,
  { epoch }: Epoch,
  {
    feed,
    position,
    headerHash,
  }: { readonly feed: string; readonly position: number; readonly headerHash: string | null },
): string | null {
  return headerHash && keys.seal({ mark: 'feed', epoch, feed, position, headerHash });
}

/** What the city once sealed of a feed, and what stands at that place now; null for nothing. */
export interface MarkHere {
  readonly epoch: number;
  readonly feed: string;
  readonly position: number;
  readonly headerHash: string;
  readonly here: string | null;
}

/** What this server sealed of the marks that a station gives back. */
export function marksOf(keys: ServerKeys, proofs: Proofs | undefined): readonly Omit<MarkHere, 'here'>[] {
  return (proofs?.marks ?? []).flatMap((text) => {
    const mark = markSchema.safeParse(keys.unseal(text));
    return mark.success ? [mark.data] : [];
  });
}

const hashesAt = `SELECT position, header_hash AS "headerHash" FROM action_headers
  WHERE feed = $1 AND position = ANY($2::bigint[])`;

/** The marks of the city that stations give back, of each station, each with what is here at its place. */
export async function marksHere(
  tx: Transaction,
  keys: ServerKeys,
  proofs: readonly (Proofs | undefined)[],
): Promise<readonly (readonly MarkHere[])[]> {
  const given = proofs.map((each) => marksOf(keys, each));
  const here = new Map<string, string>();
  const placeOf = (feed: string, position: number) => `${feed} ${position}`;
  const read = [...Map.groupBy(given.flat(), ({ feed }) => feed)].map(async ([feed, marks]) => {
    const positions = marks.map(({ position }) => position);
    const rows = await tx.query<{ position: number; headerHash: string }>(hashesAt, [feed, positions]);
    for (const { position, headerHash } of rows) here.set(placeOf(feed, position), headerHash);
  });
  await Promise.all(read);
  return given.map((marks) =>
    marks.map((mark) => ({ ...mark, here: here.get(placeOf(mark.feed, mark.position)) ?? null })),
  );
}

/**
 * Whether a station has words of a life of the city that began after this one: then this one was restored to before
 * that, and would speak in the name of an old one a second time.
 * @throws Forgotten
 */
export function checkLife(
  keys: ServerKeys,
  epoch: Epoch,
  receipt: Proofs['receipt'] | undefined,
  marks: readonly { readonly epoch: number }[],
): void {
  const said = receipt && isLater(receipt.epoch, epoch) && isSigned(keys, receipt) ? [Number(receipt.epoch)] : [];
  const seen = Math.max(epoch.epoch, ...said, ...marks.map((mark) => mark.epoch));
  if (seen > epoch.epoch) throw new Forgotten(`its life ${seen}`, epoch, seen);
}

const isLater = (said: string, { epoch }: Epoch) => Number.isSafeInteger(Number(said)) && Number(said) > epoch;

function isSigned(keys: ServerKeys, { signature, ...signed }: NonNullable<Proofs['receipt']>): boolean {
  return keys.isOwn(signed, signature);
}

/**
 * Looks at the city's own words that a station holds. Words of another epoch prove nothing: that it ended is known.
 * @throws Forgotten where this city no longer has what it once sealed.
 */
export function checkMarks(epoch: Epoch, marks: readonly MarkHere[]): void {
  for (const mark of marks) {
    if (mark.epoch !== epoch.epoch || mark.here === mark.headerHash) continue;
    throw new Forgotten(`position ${mark.position} of ${mark.feed}`, epoch);
  }
}

/**
 * As {@link checkMarks} the city's signature over the end of the station's chain.
 * @param head of {@link chainHere}
 * @throws Forgotten
 */
export function checkReceipt(
  keys: ServerKeys,
  epoch: Epoch,
  { receipt }: Pick<Proofs, 'receipt'>,
  sender: Sender,
  head: ChainHead,
): void {
  if (!receipt || receipt.epoch !== String(epoch.epoch) || receipt.stationId !== sender.stationId) return;
  if (hasForgotten(receipt, head) && isSigned(keys, receipt))
    throw new Forgotten(`the chain of ${sender.stationId}`, epoch);
}

/** The end of the chain that a station's receipt speaks of, as it is here; of a life that is over, too. */
export async function chainHere(
  tx: Transaction,
  { feed, stationId }: Sender,
  proofs: Proofs | undefined,
): Promise<ChainHead> {
  const nothing = { sequence: 0, headerHash: '' };
  if (!proofs?.receipt) return nothing;
  const [head] = await tx.query<ChainHead>(
    `SELECT sequence, header_hash AS "headerHash" FROM chain_heads
     WHERE feed = $1 AND station_id = $2 AND incarnation = $3`,
    [feed, stationId, proofs.receipt.incarnation],
  );
  return head ?? nothing;
}
