import type { WorkItem } from '../../contract/home.ts';

/** The one whose time ends first at the top; without a deadline at the end, the oldest first. */
export function byDeadline<Item extends Pick<WorkItem, 'dueAt' | 'registeredAt'>>(
  items: readonly Item[],
): readonly Item[] {
  const end = ({ dueAt }: Item): number => dueAt ?? Number.POSITIVE_INFINITY;
  return items.toSorted((one, other) =>
    end(one) === end(other) ? one.registeredAt - other.registeredAt : end(one) < end(other) ? -1 : 1,
  );
}

/** Whether a row of a list names this person among its mediators. */
export function isMine({ mediators }: Pick<WorkItem, 'mediators'>, name: string): boolean {
  return mediators.split('、').includes(name);
}
