import { Select } from 'antd';
import { useEffect, useState } from 'react';
import type { CaseHint } from '../../../../contract/cases.ts';
import { caseStatus } from '../../../../domain/cases/status.ts';
import { api } from '../../../api/client.ts';

interface CaseChoiceProps {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (caseId: string | undefined) => void;
  /** The case itself is not offered. */
  readonly ownId: string;
}

const PAUSE_MS = 150;
const MOST_HITS = 10;

/** Another case, found as everywhere: by person, number, place or matter, initials too. */
export function CaseChoice({ id, value, onChange, ownId }: CaseChoiceProps) {
  const [typed, setTyped] = useState('');
  const [hits, setHits] = useState<readonly CaseHint[]>([]);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const query = typed.trim();
    if (query === '') return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      api.cases.search({ query, limit: MOST_HITS }, { signal: abort.signal }).then(
        (found) => {
          if (abort.signal.aborted) return;
          setFailed(false);
          setHits(found.filter((hit) => hit.caseId !== ownId));
        },
        () => {
          if (!abort.signal.aborted) setFailed(true);
        },
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed, ownId]);

  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      style={{ width: '100%' }}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      suffixIcon={null}
      placeholder="搜当事人、案号、地点、事由，可用拼音首字母"
      value={value ?? null}
      onChange={(caseId) => onChange?.(caseId)}
      options={hits.map((hit) => ({
        value: hit.caseId,
        label: [hit.parties, hit.caseNumber, caseStatus(hit.status).group].join('　'),
      }))}
      notFoundContent={
        failed ? '没有搜成，再敲一个字就会重试' : typed.trim() === '' ? '打一个字就开始找' : `没有找到“${typed}”`
      }
    />
  );
}
