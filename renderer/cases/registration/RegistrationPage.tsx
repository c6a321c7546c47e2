import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useTrustedToday } from '../../api/center-clock.ts';
import { api } from '../../api/client.ts';
import { type ApiError, toApiError } from '../../api/errors.ts';
import { Screen } from '../../frame/Screen.tsx';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { Waiting } from '../../status/Waiting.tsx';
import { RegistrationForm } from './RegistrationForm.tsx';
import { SavedPanel } from './SavedPanel.tsx';
import { continuedSession, newSession, type Session } from './session.ts';
import type { SavedCase } from './use-save.ts';

/** Registration: a new form, the draft that the address names, or the case that was just made. */
export default function RegistrationPage() {
  const draftId = new URLSearchParams(useSearch()).get('draft');
  const [, navigate] = useLocation();
  const today = useTrustedToday();
  const [session, setSession] = useState<Session | null>(() => (draftId === null ? newSession(today) : null));
  const [saved, setSaved] = useState<SavedCase | null>(null);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const current = useRef<string | null>(null);
  const asked = useRef<string | null>(null);
  current.current = session?.draftId ?? null;

  const load = useCallback(
    async (wanted: string): Promise<void> => {
      setFailure(null);
      setSession(null);
      setSaved(null);
      try {
        const draft = await api.drafts.get({ draftId: wanted });
        if (asked.current === wanted) setSession(continuedSession(draft, today));
      } catch (problem) {
        if (asked.current !== wanted) return;
        const error = toApiError(problem);
        if (error.code !== 'NOT_FOUND' && error.code !== 'INVALID_INPUT') {
          setFailure(error);
          return;
        }
        setSession(newSession(today, '那份草稿已经不在了，可能已经存成案件。'));
        navigate('/registration', { replace: true });
      }
    },
    [navigate, today],
  );

  useEffect(() => {
    if (draftId === null || draftId === current.current) return;
    asked.current = draftId;
    void load(draftId);
  }, [draftId, load]);

  const begin = (): void => {
    setSaved(null);
    setSession(newSession(today));
    navigate('/registration', { replace: true });
  };

  if (saved) return <SavedPanel key={saved.registered.caseId} saved={saved} onNext={begin} />;
  if (session) {
    return (
      <RegistrationForm
        key={session.draftId}
        session={session}
        onNew={begin}
        onSaved={(made) => {
          setSaved(made);
          navigate('/registration', { replace: true });
        }}
      />
    );
  }
  return (
    <Screen title="来访登记" back={{ to: '/', label: '返回，草稿还在' }}>
      {failure ? (
        <ErrorNote error={failure} onRetry={draftId === null ? undefined : () => void load(draftId)} />
      ) : (
        <Waiting label="正在取回草稿" />
      )}
    </Screen>
  );
}
