import type { CaseEventBody } from '../../contract/webhooks.ts';
import { type CaseEvent, caseEventId } from '../../domain/webhooks/case-events.ts';
import type { Transaction } from '../db/database.ts';

/** What an action that was taken in made known. */
export interface MadeEvents {
  readonly actionId: string;
  readonly caseId: string;
  readonly position: number;
  readonly deviceTime: number;
  readonly events: readonly CaseEvent[];
}

interface OutgoingEvent {
  readonly position: number;
  readonly ordinal: number;
  readonly caseId: string;
  readonly eventId: string;
  readonly body: string;
}

function outgoing(feed: string, made: MadeEvents, receivedAt: number): readonly OutgoingEvent[] {
  const { actionId, caseId, position, deviceTime, events } = made;
  return events.map(({ type, ...told }, index) => {
    const body: CaseEventBody = {
      type,
      timestamp: new Date(receivedAt).toISOString(),
      data: { district: feed, caseId, actionId, deviceTime, ...told },
    };
    return { position, ordinal: index + 1, caseId, eventId: caseEventId(actionId, type), body: JSON.stringify(body) };
  });
}

/** Whether any platform is told of this feed; where none is, no event need be written. */
export async function isTold(tx: Transaction, feed: string): Promise<boolean> {
  const rows = await tx.query(
    'SELECT 1 FROM webhook_subscribers s WHERE s.feeds IS NULL OR $1 = ANY(s.feeds) LIMIT 1',
    [feed],
  );
  return rows.length > 0;
}

/**
 * Puts the events of a push into the outbox, in its transaction: no event is told of an action that is not there, and
 * none of one that is there is forgotten. One statement for a whole batch, and none where no action made an event.
 */
export async function storeEvents(
  tx: Transaction,
  feed: string,
  made: readonly MadeEvents[],
  receivedAt: number,
): Promise<void> {
  const events = made.flatMap((each) => outgoing(feed, each, receivedAt));
  if (events.length === 0) return;
  await tx.query(
    `INSERT INTO webhook_deliveries (feed, subscriber, position, ordinal, case_id, event_id, body, made_at, attempts,
       next_attempt_at)
     SELECT $1, s.name, e.*, $2, 0, $2 FROM unnest($3::bigint[], $4::int[], $5::uuid[], $6::text[], $7::text[]) e
     CROSS JOIN webhook_subscribers s WHERE s.feeds IS NULL OR $1 = ANY(s.feeds)`,
    [
      feed,
      receivedAt,
      events.map(({ position }) => position),
      events.map(({ ordinal }) => ordinal),
      events.map(({ caseId }) => caseId),
      events.map(({ eventId }) => eventId),
      events.map(({ body }) => body),
    ],
  );
}
