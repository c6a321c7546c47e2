import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useParams } from 'wouter';
import { queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { useCaseView } from '../cases/case-page/use-case-view.ts';
import { Screen } from '../frame/Screen.tsx';
import { useSignedIn } from '../sessions/signed-in.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { DossierDesk } from './DossierDesk.tsx';

/** `/cases/:id/dossier`: what stands in the dossier of a case, what it lacks, and its way into the archive. */
export default function DossierPage() {
  const { id = '' } = useParams<{ id: string }>();
  return <DossierOf key={id} caseId={id} />;
}

function DossierOf({ caseId }: { readonly caseId: string }) {
  const { data: view, error: caseError, refetch: refetchCase } = useCaseView(caseId);
  const dossier = useQuery({ ...queries.dossier.view.queryOptions({ input: { caseId } }), staleTime: 0 });
  const actor = useSignedIn();
  const { refetch } = dossier;
  // Every change of the case may change its dossier: a paper, a scan from another desk, what the archive decided.
  const version = view ? view.state.revision + view.state.besides : null;
  useEffect(() => {
    if (version !== null) void refetch();
  }, [version, refetch]);

  if (view && dossier.data) return <DossierDesk view={view} dossier={dossier.data} actor={actor} />;
  const error = caseError ?? dossier.error;
  return (
    <Screen title="卷宗" back={{ to: `/cases/${caseId}`, label: '回案件' }}>
      {error ? (
        <ErrorNote error={toApiError(error)} onRetry={() => void Promise.all([refetchCase(), refetch()])} />
      ) : (
        <Waiting label="正在打开卷宗" />
      )}
    </Screen>
  );
}
