import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { useLocation, useParams, useSearch } from 'wouter';
import type { CaseView } from '../../contract/cases.ts';
import type { Actor } from '../../domain/access/roles.ts';
import { caseStatus } from '../../domain/cases/status.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { caseTitle } from '../cases/case-page/case-words.ts';
import { useCaseView, useTakeView } from '../cases/case-page/use-case-view.ts';
import { type Resending, useTakenResending } from '../cases/resending.ts';
import { Screen } from '../frame/Screen.tsx';
import { findRoomAgreement } from '../rooms/room-record.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { EmptyState } from '../status/EmptyState.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { AgreementSettled } from './AgreementSettled.tsx';
import { AgreementWriting } from './AgreementWriting.tsx';
import { findAgreementDraft } from './agreement-draft.ts';
import {
  type AgreementForm,
  type AgreementValues,
  startingValues,
  valuesOfText,
  writtenVersion,
} from './agreement-values.ts';

/** `/cases/:id/agreement?form=written|oral|revised`: the agreement of one case. */
export default function AgreementPage() {
  const { id = '' } = useParams<{ id: string }>();
  return <AgreementOf key={id} caseId={id} />;
}

function AgreementOf({ caseId }: { readonly caseId: string }) {
  const { data: view, error, refetch } = useCaseView(caseId);
  const actor = useSignedIn();
  if (view) return <AgreementDesk view={view} actor={actor} />;
  return (
    <Screen title="协议书" back={{ to: `/cases/${caseId}`, label: '回案件' }}>
      {error ? (
        <ErrorNote error={toApiError(error)} onRetry={() => void refetch()} />
      ) : (
        <Waiting label="正在打开协议" />
      )}
    </Screen>
  );
}

interface AgreementDeskProps {
  readonly view: CaseView;
  readonly actor: Actor;
}

/** Which of the pages of an agreement a case needs now. */
function AgreementDesk({ view: fetched, actor }: AgreementDeskProps) {
  // The answer to a save is there before the page is told of it.
  const [saved, setSaved] = useState<CaseView | null>(null);
  const view = saved && saved.state.revision > fetched.state.revision ? saved : fetched;
  const { state } = view;
  const caseId = state.id;
  const asked = new URLSearchParams(useSearch()).get('form');
  const [location, navigate] = useLocation();
  const [told, setTold] = useState<string | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const taken = useTakenResending(caseId);
  const [isResent, setResent] = useState(false);
  const resending = isResent ? null : taken;
  const take = useTakeView(caseId);
  const toCase = (): void => navigate(`/cases/${caseId}`);
  const revises = asked === 'revised' && state.status === 'agreed';
  // Stays while it is written: what others do to the case meanwhile must not take the text from the screen (LOG-5).
  const [writing, setWriting] = useState<number | null>(null);
  const version = writing ?? (state.status === 'mediating' || revises ? writtenVersion(view) : null);
  if (version !== writing) setWriting(version);

  /** The trace of warnings is written before the page goes on, so that the next step meets no newer revision. */
  const settled = async (after: CaseView, note: string | null): Promise<void> => {
    const traced = note === null ? after : await trace(after, note);
    setSaved(traced);
    setResent(true);
    navigate(location, { replace: true });
    setWriting(null);
    setTold(after.state.agreement?.effectiveOn == null ? '已达成，接着取号打印' : '已达成，口头协议自达成之日起生效');
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-main-action]')?.focus());
  };

  const trace = async (after: CaseView, note: string): Promise<CaseView> => {
    try {
      const action = { type: 'case.noted', payload: { note } };
      const view = await api.cases.act({ actionId: newId(), caseId, baseRevision: after.state.revision, action });
      take(view);
      return view;
    } catch (error) {
      setFailure(toApiError(error));
      return after;
    }
  };

  if (version !== null) {
    const form: AgreementForm | null = asked === 'oral' ? 'oral' : asked === 'written' ? 'written' : null;
    return (
      <Unfinished
        key={version}
        view={view}
        actor={actor}
        version={version}
        form={form}
        resending={resending}
        onSettled={settled}
        onBack={() => {
          if (version === 0) return toCase();
          navigate(location, { replace: true });
          setWriting(null);
        }}
      />
    );
  }
  if (state.agreement) {
    return (
      <AgreementSettled
        view={view}
        actor={actor}
        agreement={state.agreement}
        told={failure ? `协议已保存，但提醒没有记进案件经过：${failure.message}` : told}
        onTell={setTold}
        onRevise={() => navigate(`${location}?form=revised`, { replace: true })}
        onBack={toCase}
      />
    );
  }
  return (
    <Screen title="协议书" back={{ to: `/cases/${caseId}`, label: '回案件' }}>
      <EmptyState first={{ combo: 'Esc', label: '回案件页' }}>
        {caseTitle(state)}现在是「{caseStatus(state.status).name}
        」，还没有协议。开始调解、写好调解记录以后，在这里写协议。
      </EmptyState>
    </Screen>
  );
}

interface UnfinishedProps extends AgreementDeskProps {
  /** That is changed; 0 for a first text. */
  readonly version: number;
  readonly form: AgreementForm | null;
  readonly resending: Resending | null;
  readonly onSettled: (after: CaseView, note: string | null) => Promise<void>;
  readonly onBack: () => void;
}

/** Looks for what was begun before, then opens the editor with it. */
function Unfinished({ view, actor, version, form, resending, onSettled, onBack }: UnfinishedProps) {
  const { state } = view;
  const [opened] = useState(() => newId());
  const draft = useQuery({
    // Asked anew each time the editor is opened: a draft of five seconds ago is not the newest.
    queryKey: ['agreement-draft', state.id, version, opened],
    queryFn: async () => ({
      found: await findAgreementDraft(state.id, version),
      settled: version === 0 ? await findRoomAgreement(state) : null,
    }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (!draft.isSuccess) {
    return (
      <Screen title="协议书" back={{ to: `/cases/${state.id}`, label: '回案件' }}>
        {draft.error ? (
          <ErrorNote error={toApiError(draft.error)} onRetry={() => void draft.refetch()} />
        ) : (
          <Waiting label="正在打开协议" />
        )}
      </Screen>
    );
  }
  const { found, settled } = draft.data;
  const entered = enteredValues(resending, version, state.agreement?.form ?? 'written');
  const fresh =
    entered ??
    (version > 0 && state.agreement
      ? valuesOfText(state.agreement.form, state.agreement.text, newId)
      : settled
        ? valuesOfText(form ?? 'written', settled, newId)
        : startingValues(state, form ?? 'written', newId));
  // A form that was asked for counts more than that of the draft.
  const start = found ? { ...found.values, ...(form ? { form } : {}) } : fresh;
  return (
    <AgreementWriting
      view={view}
      actor={actor}
      version={version}
      start={start}
      found={found}
      resend={entered && resending ? resending.send : null}
      onSettled={onSettled}
      onBack={onBack}
    />
  );
}

/** What was entered in the step that is sent anew; null where it is no text of this version. */
function enteredValues(resending: Resending | null, version: number, revised: AgreementForm): AgreementValues | null {
  switch (resending?.action.type) {
    case 'agreement.revised': {
      const { text, reason } = resending.action.payload;
      return version > 0 ? { ...valuesOfText(revised, text, newId), reason } : null;
    }
    case 'agreement.reached_written':
    case 'agreement.reached_oral': {
      const form = resending.action.type === 'agreement.reached_oral' ? 'oral' : 'written';
      return version === 0 ? valuesOfText(form, resending.action.payload.text, newId) : null;
    }
    default:
      return null;
  }
}
