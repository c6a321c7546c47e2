import { toApiError } from '../api/errors.ts';
import { useCaseView } from '../cases/case-page/use-case-view.ts';
import { CasePage } from './CasePage.tsx';
import { FormPage } from './FormPage.tsx';
import { PhoneError } from './PhoneError.tsx';
import { PhotosPage } from './PhotosPage.tsx';
import { isPhoneAction } from './phone-actions.ts';
import type { CasePlace } from './phone-route.ts';
import { SigningPage } from './SigningPage.tsx';

interface CaseRouteProps {
  readonly route: CasePlace;
  readonly navigate: (path: string) => void;
}

/** One case as far as this phone knows it, and what is done with it. */
export function CaseRoute({ route, navigate }: CaseRouteProps) {
  const { caseId } = route;
  const { data: view, error, refetch, take } = useCaseView(caseId);
  const back = (): void => navigate(`/cases/${caseId}`);
  if (!view) {
    return error ? (
      <>
        <h1>案件</h1>
        <PhoneError error={toApiError(error)} onRetry={() => void refetch()} />
      </>
    ) : (
      <p role="status">正在取案件…</p>
    );
  }
  switch (route.page) {
    case 'case':
      return <CasePage view={view} onDo={(what) => navigate(`/cases/${caseId}/${what}`)} />;
    case 'sign':
      return <SigningPage view={view} onBack={back} />;
    case 'form': {
      const { what } = route;
      if (what === 'photos') return <PhotosPage view={view} onBack={back} />;
      if (isPhoneAction(what)) {
        return <FormPage view={view} action={what} onBack={back} onTake={take} />;
      }
      return <CasePage view={view} onDo={(next) => navigate(`/cases/${caseId}/${next}`)} />;
    }
  }
}
