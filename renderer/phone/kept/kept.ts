import * as z from 'zod';
import { inOrder, type Unsent, unsentSchema } from './unsent.ts';

/** Rows of the phone's browser by key. Rejects where the browser refuses. */
export interface KeptRows {
  all(): Promise<ReadonlyMap<string, unknown>>;
  put(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
  clear(): Promise<void>;
}

const ownerSchema = z.object({ staffId: z.string(), name: z.string(), seenAt: z.number() });

/** Whose things lie in this browser, and since when nobody has signed in. */
export type KeptOwner = z.infer<typeof ownerSchema>;

const draftSchema = z.object({ actionId: z.uuid(), values: z.record(z.string(), z.unknown()) });

/** A form that is not finished. */
export type KeptDraft = z.infer<typeof draftSchema>;

/** Things of somebody who has not signed in for so long are removed when the page is opened. */
export const KEPT_FOR_MS = 30 * 86_400_000;

const OWNER = 'owner';
const unsentKey = (id: string): string => `unsent:${id}`;
const draftKey = (caseId: string, form: string): string => `draft:${caseId}:${form}`;

/**
 * What of one mediator's work lies in the phone's browser: unfinished forms, and what is not sent yet. Nothing that the
 * center said is kept. It is all removed when the person signs out, or another one signs in; after that nothing is taken
 * any more, so that a form that closes late leaves nothing behind.
 */
export class Kept {
  readonly #rows: KeptRows;
  #isOpen = false;

  constructor(rows: KeptRows) {
    this.#rows = rows;
  }

  /** Whose things are here; null where nothing is. What is too old is removed first. */
  async owner(now: number): Promise<KeptOwner | null> {
    const parsed = ownerSchema.safeParse((await this.#rows.all()).get(OWNER));
    if (!parsed.success) return null;
    if (now - parsed.data.seenAt <= KEPT_FOR_MS) return parsed.data;
    await this.#rows.clear();
    return null;
  }

  /** Somebody has signed in: what another person left is removed. */
  async enter(person: Omit<KeptOwner, 'seenAt'>, now: number): Promise<void> {
    const before = await this.owner(now);
    if (before?.staffId !== person.staffId) await this.#rows.clear();
    await this.#rows.put(OWNER, { ...person, seenAt: now });
    this.#isOpen = true;
  }

  /** Somebody signs out: nothing of the work stays. */
  async leave(): Promise<void> {
    this.#isOpen = false;
    await this.#rows.clear();
  }

  async unsent(): Promise<readonly Unsent[]> {
    const rows = [...(await this.#rows.all())].filter(([key]) => key.startsWith(unsentKey('')));
    return inOrder(
      rows.flatMap(([, row]) => {
        const parsed = unsentSchema.safeParse(row);
        return parsed.success ? [parsed.data] : [];
      }),
    );
  }

  async keepUnsent(entry: Unsent): Promise<void> {
    if (this.#isOpen) await this.#rows.put(unsentKey(entry.id), entry);
  }

  async dropUnsent(id: string): Promise<void> {
    await this.#rows.remove(unsentKey(id));
  }

  /** The unfinished form of a case; null where there is none. */
  async draft(caseId: string, form: string): Promise<KeptDraft | null> {
    const parsed = draftSchema.safeParse((await this.#rows.all()).get(draftKey(caseId, form)));
    return parsed.success ? parsed.data : null;
  }

  async keepDraft(caseId: string, form: string, draft: KeptDraft): Promise<void> {
    if (this.#isOpen) await this.#rows.put(draftKey(caseId, form), draft);
  }

  async dropDraft(caseId: string, form: string): Promise<void> {
    await this.#rows.remove(draftKey(caseId, form));
  }
}
