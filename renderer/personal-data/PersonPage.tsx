import { Input, Select } from 'antd';
import { useState } from 'react';
import { type FoundPerson, type PersonInput, personReasons } from '../../contract/personal-data.ts';
import { may } from '../../domain/access/permissions.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Screen } from '../frame/Screen.tsx';
import { saveFile } from '../frame/save-file.ts';
import { useSignedIn } from '../sessions/signed-in.ts';
import { EmptyState } from '../status/EmptyState.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { PersonCases, PersonDrafts } from './PersonCases.tsx';
import './personal-data.css';

const nobody: PersonInput = { documentNumber: '', name: '', phone: '', reason: personReasons[0] };

/** 查个人信息: all that the center has of one person, to look at, to take along and to correct (个人信息保护法 45, 46). */
export default function PersonPage() {
  const { roles } = useSignedIn();
  const [sought, setSought] = useState(nobody);
  // Beside what was asked for: the fields may say another person by now.
  const [found, setFound] = useState<(FoundPerson & { readonly asked: PersonInput }) | null>(null);
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<ApiError | null>(null);
  const told = async (work: () => Promise<void>): Promise<void> => {
    setError(null);
    await work().catch((failure: unknown) => setError(toApiError(failure)));
  };
  const find = () =>
    told(async () => {
      setFound(null);
      setConfirmed(new Set());
      setFound({ asked: sought, ...(await api.personalData.findPerson(sought)) });
    });
  const sure =
    [...(found?.cases ?? []), ...(found?.drafts ?? [])].some(({ by }) => by !== 'name') || confirmed.size > 0;
  const take = () =>
    told(async () => {
      if (found) saveFile(await api.personalData.exportPerson({ ...found.asked, confirmedCaseIds: [...confirmed] }));
    });
  const mayExport = may(roles, 'personalData.exportPerson');
  const confirm = (caseId: string, isTheirs: boolean) => {
    const rest = [...confirmed].filter((each) => each !== caseId);
    setConfirmed(new Set(isTheirs ? [...rest, caseId] : rest));
  };
  const change = (part: Partial<PersonInput>) => setSought({ ...sought, ...part });
  return (
    <Screen
      title="查个人信息"
      className="person-page"
      back={{ to: '/personal-data', label: '回个人信息' }}
      secondary={sure && mayExport ? [{ label: '导出交给本人', combo: 'Alt+D', onRun: take }] : []}
      main={{ label: '查找', onRun: find }}
    >
      <section className="card person-sought" aria-labelledby="person-title">
        <h2 id="person-title">查谁的信息</h2>
        <div className="person-fields">
          <Input
            aria-label="证件号码"
            placeholder="证件号码"
            autoFocus
            maxLength={50}
            value={sought.documentNumber}
            onChange={({ target }) => change({ documentNumber: target.value })}
          />
          <Input
            aria-label="姓名"
            placeholder="姓名"
            maxLength={80}
            value={sought.name}
            onChange={({ target }) => change({ name: target.value })}
          />
          <Input
            aria-label="手机"
            placeholder="手机"
            maxLength={50}
            value={sought.phone}
            onChange={({ target }) => change({ phone: target.value })}
          />
          <Select
            aria-label="理由"
            value={sought.reason}
            options={personReasons.map((reason) => ({ value: reason, label: reason }))}
            onChange={(reason) => change({ reason })}
          />
        </div>
        <p className="small muted">
          填证件号码，或者姓名和手机。先核对来人的身份；谁查了、什么理由、查到哪几件，都记入访问记录。
        </p>
        {error ? <ErrorNote error={error} /> : null}
      </section>
      <section className="card person-found" aria-labelledby="person-found-title">
        <h2 id="person-found-title">
          查到的案件{' '}
          {found ? (
            <span className="small muted">
              {found.cases.length} 件{found.drafts.length > 0 ? `，草稿 ${found.drafts.length} 份` : ''}
            </span>
          ) : null}
        </h2>
        {found?.cases.length === 0 ? <EmptyState>本中心的案件里没有这个人。</EmptyState> : null}
        {found ? (
          <>
            <PersonDrafts drafts={found.drafts} />
            <PersonCases cases={found.cases} confirmed={confirmed} onConfirm={mayExport ? confirm : null} />
          </>
        ) : null}
        {found ? null : <EmptyState first={{ combo: 'Ctrl+Enter', label: '查找' }}>查到的案件列在这里。</EmptyState>}
      </section>
    </Screen>
  );
}
