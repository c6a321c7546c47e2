import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { useParams } from 'wouter';
import type { CaseView } from '../../../contract/cases.ts';
import { withRevealed } from '../../../domain/access/masked-parties.ts';
import { CORRECTION_REASON } from '../../../domain/access/reveal.ts';
import type { Registration } from '../../../domain/cases/registration.ts';
import { api, queries } from '../../api/client.ts';
import { toApiError } from '../../api/errors.ts';
import { Screen } from '../../frame/Screen.tsx';
import { EmptyState } from '../../status/EmptyState.tsx';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { Waiting } from '../../status/Waiting.tsx';
import { useCaseView } from '../case-page/use-case-view.ts';
import type { FormValues } from '../registration/form-values.ts';
import { useTakenResending } from '../resending.ts';
import { CorrectionForm } from './CorrectionForm.tsx';
import { findCorrection } from './correction-draft.ts';
import { formOfRegistration } from './form-of-registration.ts';

/** `/cases/:id/correct`: the registration of a case, to put right what was written down wrong (WF-2). */
export default function CorrectionPage() {
  const { id = '' } = useParams<{ id: string }>();
  const { data: view, error, refetch } = useCaseView(id);
  const back = { to: `/cases/${id}`, label: '回案件' };
  const refusal = view?.offered.find(({ action }) => action === 'case.corrected')?.refusal;

  if (view?.state.registration && refusal === null) {
    return <Correction key={id} view={view} registration={view.state.registration} />;
  }
  return (
    <Screen title="更正登记" back={back}>
      {error ? <ErrorNote error={toApiError(error)} onRetry={() => void refetch()} /> : null}
      {!error && !view ? <Waiting label="正在打开登记" /> : null}
      {!error && view ? (
        <EmptyState first={{ combo: 'Esc', label: '回案件' }}>
          {refusal?.message ?? (view.state.registration ? '达成协议以后，登记不能再更正。' : '登记内容已依法删除。')}
        </EmptyState>
      ) : null}
    </Screen>
  );
}

interface CorrectionProps {
  readonly view: CaseView;
  readonly registration: Registration;
}

/** With the names of the place, which the registration has only as a code, and what was written before. */
function Correction({ view: newest, registration: newestRegistration }: CorrectionProps) {
  // The form belongs to the case as it was opened; a newer view is met on saving (LOG-5).
  const [{ view, registration }] = useState({ view: newest, registration: newestRegistration });
  const [anew, setAnew] = useState(false);
  const { id, receivedOn } = view.state;
  const resending = useTakenResending(id);
  const entered = resending?.action.type === 'case.corrected' ? resending.action.payload : null;
  const shown = entered?.registration ?? registration;
  const { code } = shown.place;
  // Who corrects a registration sees it whole, which the access log notes.
  const whole = useQuery({
    queryKey: ['whole registration of a case', id],
    queryFn: async () =>
      view.masked.length === 0
        ? registration
        : {
            ...registration,
            parties: withRevealed(
              registration.parties,
              await api.cases.reveal({ caseId: id, partyId: null, path: null, reason: CORRECTION_REASON }),
            ),
          },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const place = useQuery({
    ...queries.directory.place.queryOptions({ input: { code } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const draft = useQuery({
    queryKey: ['correction draft of a case', id],
    queryFn: () => findCorrection(view),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

  if (place.data === undefined || draft.data === undefined || whole.data === undefined) {
    const failed = [place, draft, whole].find(({ error }) => error !== null);
    return (
      <Screen title="更正登记" back={{ to: `/cases/${id}`, label: '回案件' }}>
        {failed ? (
          <ErrorNote error={toApiError(failed.error)} onRetry={() => void failed.refetch()} />
        ) : (
          <Waiting label="正在打开登记" />
        )}
      </Screen>
    );
  }
  const found = anew ? null : draft.data;
  const blank = (): FormValues =>
    formOfRegistration(entered?.registration ?? whole.data, { path: place.data?.path ?? [], receivedOn, newId });
  return (
    <CorrectionForm
      key={String(anew)}
      view={view}
      seen={found?.seen ?? whole.data}
      values={found?.values ?? blank()}
      found={found}
      reason={found?.reason ?? entered?.reason ?? ''}
      resend={entered && resending ? resending.send : null}
      onStartAnew={() => setAnew(true)}
    />
  );
}
