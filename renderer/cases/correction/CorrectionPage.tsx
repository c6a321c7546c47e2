import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { useParams } from 'wouter';
import type { CaseView } from '../../../contract/cases.ts';
import type { Registration } from '../../../domain/cases/registration.ts';
import { queries } from '../../api/client.ts';
import { toApiError } from '../../api/errors.ts';
import { Screen } from '../../frame/Screen.tsx';
import { EmptyState } from '../../status/EmptyState.tsx';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { Waiting } from '../../status/Waiting.tsx';
import { useCaseView } from '../case-page/use-case-view.ts';
import { CorrectionForm } from './CorrectionForm.tsx';
import { formOfRegistration } from './form-of-registration.ts';
import { keptCorrection } from './kept-corrections.ts';

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

/** With the names of the place, which the registration has only as a code. */
function Correction({ view: newest, registration: newestRegistration }: CorrectionProps) {
  // The form belongs to the case as it was opened; a newer view is met on saving (LOG-5).
  const [{ view, registration }] = useState({ view: newest, registration: newestRegistration });
  const { code } = registration.place;
  const place = useQuery({
    ...queries.directory.place.queryOptions({ input: { code } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

  if (place.data === undefined) {
    return (
      <Screen title="更正登记" back={{ to: `/cases/${view.state.id}`, label: '回案件' }}>
        {place.error ? (
          <ErrorNote error={toApiError(place.error)} onRetry={() => void place.refetch()} />
        ) : (
          <Waiting label="正在打开登记" />
        )}
      </Screen>
    );
  }
  const { id, revision, receivedOn } = view.state;
  const kept = keptCorrection(id, revision);
  const values = kept?.values ?? formOfRegistration(registration, { path: place.data?.path ?? [], receivedOn, newId });
  return (
    <CorrectionForm
      view={view}
      seen={registration}
      values={values}
      reason={kept?.reason ?? ''}
      restored={kept !== null}
    />
  );
}
