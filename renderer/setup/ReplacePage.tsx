import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CenterStatus } from '../../contract/center.ts';
import { queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { ReplaceFinish } from './ReplaceFinish.tsx';
import { ReplaceForm } from './ReplaceForm.tsx';
import { ReplaceProgress } from './ReplaceProgress.tsx';
import './set-up.css';

const ASK_EVERY_MS = 1_000;

interface ReplacePageProps {
  readonly replacing: boolean;
  /** The center as it is once the code was taken. */
  readonly onBegun: (status: CenterStatus) => void;
  /** Called with the account that can sign in now. */
  readonly onDone: (status: CenterStatus, account: string) => void;
  readonly onBack: () => void;
}

/** A new machine takes a broken one's place: code, fetching, the first password (SYNC-14). */
export function ReplacePage({ replacing, onBegun, onDone, onBack }: ReplacePageProps) {
  const [code, setCode] = useState('');
  const [otherCode, setOtherCode] = useState(false);
  const progress = useQuery({
    ...queries.center.replacement.queryOptions(),
    enabled: replacing,
    refetchInterval: ASK_EVERY_MS,
  });

  const onOtherCode = (): void => setOtherCode(true);

  useEffect(() => {
    document.title = '替换坏掉的电脑 - 枫桥工作台';
  }, []);

  if (!replacing || otherCode) {
    const begun = (status: CenterStatus, typed: string): void => {
      setCode(typed);
      setOtherCode(false);
      onBegun(status);
    };
    return <ReplaceForm onBegun={begun} onBack={replacing ? () => setOtherCode(false) : onBack} />;
  }
  if (progress.error)
    return (
      <main className="set-up">
        <ErrorNote error={toApiError(progress.error)} onRetry={() => void progress.refetch()} />
      </main>
    );
  if (!progress.data)
    return (
      <main className="set-up">
        <Waiting label="正在查看取回了多少" />
      </main>
    );
  if (progress.data.complete)
    return <ReplaceFinish replacement={progress.data} code={code} onDone={onDone} onOtherCode={onOtherCode} />;
  return <ReplaceProgress replacement={progress.data} onOtherCode={onOtherCode} />;
}
