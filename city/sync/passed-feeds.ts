import type { ActionAnswer, FeedCursor, PassedFeed, PushInput } from '../../contract/sync.ts';
import type { Epoch } from '../../domain/sync/epochs.ts';
import type { Transaction } from '../db/database.ts';
import { feedHead } from './feed-head.ts';
import type { ServerKeys } from './keys.ts';
import { markOf } from './proofs.ts';
import type { Sender } from './push-log.ts';

interface AnsweredPush {
  readonly sender: Sender;
  readonly input: PushInput;
  /** Answers to what is new of it. */
  readonly taken: readonly ActionAnswer[];
}

/** Of these stations those that may see something behind their cursors, beside what they brought from `first` on. */
const somethingSql = `SELECT w.at FROM unnest($2::int[], $3::text[], $4::bigint[], $5::bigint[]) w (at, station, after, first)
  WHERE EXISTS (SELECT 1 FROM action_headers h WHERE h.feed = $1 AND h.station_id = w.station
      AND h.position > w.after AND h.position < w.first)
    OR EXISTS (SELECT 1 FROM sights s WHERE s.feed = $1 AND s.station_id = w.station AND s.position > w.after)`;

/**
 * In which of the feeds that they named each of these stations of one feed need not pull, once what they brought is
 * written. Only of the home feed, whose row is held where something new was brought, so that its head stays; and of the
 * city's, which all may see, where its head has been met. Of others a pull says it.
 */
export async function passedFeeds(
  tx: Transaction,
  keys: ServerKeys,
  epoch: Epoch,
  feed: string,
  pushes: readonly AnsweredPush[],
): Promise<readonly (readonly PassedFeed[])[]> {
  const home = pushes.flatMap(({ sender, input, taken }, at) => {
    const positions = taken.filter((answer) => answer.feed === feed).map(({ position }) => position);
    const cursor = cursorIn(input, feed);
    return cursor && positions.length > 0
      ? [{ at, station: sender.stationId, after: cursor.position, first: Math.min(...positions) }]
      : [];
  });
  const isCityAsked = pushes.some(({ input }) => cursorIn(input, 'city') !== undefined);
  const [homeHead, cityHead, something] = await Promise.all([
    home.length === 0 ? null : feedHead(tx, feed),
    isCityAsked ? feedHead(tx, 'city') : null,
    home.length === 0
      ? []
      : tx.query<{ at: number }>(somethingSql, [
          feed,
          home.map(({ at }) => at),
          home.map(({ station }) => station),
          home.map(({ after }) => after),
          home.map(({ first }) => first),
        ]),
  ]);
  const passedHome = new Map(home.map(({ at, after }) => [at, after]));
  for (const { at } of something) passedHome.delete(at);
  return pushes.map(({ input }, at) => {
    const passed: PassedFeed[] = [];
    const pass = (of: string, from: number, { head, headerHash }: NonNullable<typeof homeHead>) =>
      passed.push({ feed: of, from, head, mark: markOf(keys, epoch, { feed: of, position: head, headerHash }) });
    const from = passedHome.get(at);
    if (homeHead && from !== undefined) pass(feed, from, homeHead);
    const inCity = cursorIn(input, 'city');
    if (cityHead && inCity?.position === cityHead.head) pass('city', inCity.position, cityHead);
    return passed;
  });
}

function cursorIn({ cursors = [] }: PushInput, feed: string): FeedCursor | undefined {
  return cursors.find((cursor) => cursor.feed === feed);
}
