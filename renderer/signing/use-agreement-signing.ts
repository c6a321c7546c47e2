import type { CaseView } from '../../contract/cases.ts';
import type { Actor } from '../../domain/access/roles.ts';
import { signedPaper } from '../../domain/signing/executed.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { type MarkToMake, markPayload, marksToMake } from '../cases/case-page/forms/marks-to-make.ts';
import type { SigningJob } from './signing-job.ts';
import { useSigning } from './use-signing.ts';

/**
 * The agreement is signed in turn, each at the own place; the seal comes last (人民调解法 29).
 * @param onDone all that are needed have signed and the copy is made, or `failure` says why not
 */
export function useAgreementSigning(
  first: CaseView,
  actor: Actor,
  onDone: (after: CaseView, failure: ApiError | null) => void,
): SigningJob {
  const { view, error, isStale, sign, execute } = useSigning(first);
  const marks = marksToMake(view, actor);
  const markAt = new Map<string, MarkToMake>(marks.map((mark) => [mark.key, mark]));
  return {
    title: `屏幕签名　${view.state.caseNumber}`,
    signed: (view.state.agreement?.marks ?? []).map((mark) => ({
      key: mark.actionId,
      name: signerOf(view, mark),
      how: mark.picture ? '已在屏幕上签' : '纸上签的',
    })),
    places: marks.map((mark) => ({ ...mark, isSeal: mark.kind === 'seal' })),
    names: null,
    signerOf: ({ key, name }) => markAt.get(key) ?? { name, person: null, agents: [] },
    dateHint: '写进协议书，签名人当面确认',
    dayProblem: () => null,
    advice: '签名前请各方看过协议全文（先关本窗口，按 F9 放大）。',
    end: '协议生效',
    lastNote: {
      title: '这是最后一处，协议自签名盖章齐全之日起生效（人民调解法第二十九条）',
      text: '生效以后协议文本不能再改，签名也不能再撤。',
    },
    error,
    isStale,
    async sign({ place, agentName, signedOn, made }) {
      const mark = markAt.get(place.key);
      const { agreement } = view.state;
      if (!mark || !agreement) return false;
      const method = made.way === 'reader' ? 'fingerprint' : 'signature';
      const after = await sign(markPayload(mark, { method, agentName }, agreement.version, signedOn), made);
      if (!after) return false;
      if (after.state.agreement?.effectiveOn == null) return true;
      try {
        onDone(await execute(after, signedPaper(after.state)?.id), null);
      } catch (failure) {
        onDone(after, toApiError(failure));
      }
      return true;
    },
  };
}

function signerOf(
  { state, staffNames }: CaseView,
  { kind, signerId = '' }: { kind: string; signerId?: string | undefined },
): string {
  if (kind === 'seal') return '人民调解委员会';
  return state.registration?.parties.find(({ id }) => id === signerId)?.name ?? staffNames[signerId] ?? '签名人';
}
