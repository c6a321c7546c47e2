import { useParams } from 'wouter';
import { toApiError } from '../../api/errors.ts';
import { Screen } from '../../frame/Screen.tsx';
import { useSignedIn } from '../../sessions/signed-in.ts';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { Waiting } from '../../status/Waiting.tsx';
import { useCaseList } from '../case-list.ts';
import { CaseDesk } from './CaseDesk.tsx';
import { useCaseView } from './use-case-view.ts';

/** One case: what it is, how it came to this, and what may be done now. */
export default function CasePage() {
  const { id = '' } = useParams<{ id: string }>();
  return <CaseOf key={id} caseId={id} />;
}

function CaseOf({ caseId }: { readonly caseId: string }) {
  const { data: view, error, refetch } = useCaseView(caseId);
  const list = useCaseList((state) => state.list);
  const actor = useSignedIn();
  const back = { to: list.path, label: list.label };

  if (view) return <CaseDesk view={view} actor={actor} />;
  return (
    <Screen title="案件" back={back}>
      {error ? (
        <ErrorNote error={toApiError(error)} onRetry={() => void refetch()} />
      ) : (
        <Waiting label="正在打开案件" />
      )}
    </Screen>
  );
}
