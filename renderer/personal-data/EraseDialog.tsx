import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import { type ErasureGround, erasureGrounds, erasureReasonSchema } from '../../domain/personal-data/erasure.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { api, queries } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import './personal-data.css';
import { ReasonField } from './ReasonField.tsx';

interface EraseDialogProps {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly onAsked: () => void;
  readonly onClose: () => void;
}

/** Asks for the erasure of a case (个人信息保护法 47): with its ground in law, and why the law keeps it where it does. */
export function EraseDialog({ caseId, caseNumber, onAsked, onClose }: EraseDialogProps) {
  const client = useQueryClient();
  const standing = useQuery({
    ...queries.personalData.erasureOf.queryOptions({ input: { caseId } }),
    refetchOnMount: 'always',
    gcTime: 0,
  });
  const [ground, setGround] = useState<ErasureGround>(erasureGrounds[0].id);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [ids] = useState(() => ({ actionId: newId(), requestId: newId() }));
  const waiting = standing.data?.waiting ?? null;
  const hold = standing.data?.holds[ground] ?? null;

  const ask = async (): Promise<void> => {
    const given = erasureReasonSchema.safeParse(reason);
    if (!given.success) return setProblem(given.error.issues[0]?.message ?? '请写明理由');
    setProblem(null);
    try {
      await api.personalData.requestErasure({ ...ids, caseId, ground, reason: given.data });
      await client.invalidateQueries({ queryKey: queries.personalData.key() });
      onAsked();
    } catch (refused) {
      setError(toApiError(refused));
    }
  };
  const blocked = standing.data ? (hold ? '这个情形现在不能删' : null) : '正在看能不能删';
  const main = { label: '提出删除申请', onRun: ask, ...(blocked === null ? {} : { blocked }) };
  return (
    <Dialog
      title={`申请依法删除 ${caseNumber}`}
      width={640}
      onClose={onClose}
      {...(waiting ? { closeLabel: '关闭' } : { main })}
    >
      {standing.error ? <ErrorNote error={toApiError(standing.error)} onRetry={() => void standing.refetch()} /> : null}
      {waiting ? (
        <p role="status">
          {waiting.requestedBy} {formatInstant(waiting.requestedAt)}{' '}
          已经申请删除，等另一位中心负责人或者安全保密管理员批准。
        </p>
      ) : null}
      {waiting ? null : (
        <div className="erase-form">
          <p>申请以后，由另一位中心负责人或者安全保密管理员批准，才会删除。</p>
          <Radio.Group
            aria-label="法定情形"
            vertical
            value={ground}
            onChange={(event) => setGround(event.target.value as ErasureGround)}
            options={erasureGrounds.map(({ id, name, law }) => ({
              value: id,
              label: (
                <>
                  {name} <span className="small muted">{law.replace('个人信息保护法', '')}</span>
                </>
              ),
            }))}
          />
          {hold ? (
            <p className="late" role="alert">
              {hold.message}（{hold.source}）
            </p>
          ) : null}
          <ReasonField
            label="理由"
            ask="写明谁在什么时候提出、为什么"
            value={reason}
            problem={problem}
            onChange={setReason}
          />
        </div>
      )}
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}
