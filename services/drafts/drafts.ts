import { type Draft, type DraftKind, type DraftSummary, MAX_DRAFT_CHARACTERS } from '../../contract/drafts.ts';
import { ServiceError } from '../../contract/errors.ts';
import type { Caller, Dependencies } from '../dependencies.ts';

export type DraftInput = Omit<Draft, 'savedAt'>;

/** Keeps an unfinished form as it is typed, so that a crash loses nothing. A draft is no action (LOG-1). */
export async function saveDraft(
  { store, environment }: Dependencies,
  caller: Caller,
  input: DraftInput,
): Promise<{ savedAt: number }> {
  const length = JSON.stringify(input.content ?? null).length;
  if (length > MAX_DRAFT_CHARACTERS) {
    const detail = `草稿有 ${length} 个字符，超过 ${MAX_DRAFT_CHARACTERS} 个，没有存下。请删减或分成附件。`;
    throw new ServiceError('TOO_LARGE', { detail });
  }
  const savedAt = environment.now();
  await store.write(({ drafts }) => drafts.saveDraft(caller.staffId, { ...input, savedAt }));
  return { savedAt };
}

/** Drafts are personal: another's draft is not found. */
export async function getDraft({ store }: Dependencies, caller: Caller, draftId: string): Promise<Draft> {
  const draft = await store.read(({ drafts }) => drafts.draft(caller.staffId, draftId));
  if (!draft) throw new ServiceError('NOT_FOUND', { detail: '草稿已经不在了，可能已经保存成案件。' });
  return draft;
}

export function listDrafts(
  { store }: Dependencies,
  caller: Caller,
  filter: { kind?: DraftKind | undefined; caseId?: string | undefined },
): Promise<readonly DraftSummary[]> {
  const { kind, caseId } = filter;
  return store.read(({ drafts }) =>
    drafts.list(caller.staffId, { ...(kind ? { kind } : {}), ...(caseId ? { caseId } : {}) }),
  );
}

export async function discardDraft(
  { store }: Dependencies,
  caller: Caller,
  draftId: string,
): Promise<{ discarded: boolean }> {
  return { discarded: await store.write(({ drafts }) => drafts.discardDraft(caller.staffId, draftId)) };
}
