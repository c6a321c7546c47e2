import { Input } from 'antd';
import { useState } from 'react';
import type { ErasureEntry } from '../../contract/personal-data.ts';
import { erasureGround, erasureReasonSchema } from '../../domain/personal-data/erasure.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { ReasonField } from './ReasonField.tsx';

/** What is typed before what cannot be undone, as before a restore. */
const ERASE_WORD = '删除';

interface DecisionProps {
  readonly entry: ErasureEntry;
  readonly onClose: () => void;
}

/** Says once more what goes for good, before it does. */
export function ApproveDialog({
  entry,
  onApprove,
  onClose,
}: DecisionProps & { readonly onApprove: () => Promise<void> }) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const approve = (): Promise<void> => onApprove().then(onClose, (refused: unknown) => setError(toApiError(refused)));
  return (
    <Dialog
      title={`批准删除 ${entry.caseNumber}`}
      onClose={onClose}
      main={{
        label: '批准，永久删除',
        onRun: approve,
        ...(typed.trim() === ERASE_WORD ? {} : { blocked: `先输入“${ERASE_WORD}”` }),
      }}
    >
      <p>
        {entry.requestedBy}以“{erasureGround(entry.ground).name}”申请：{entry.reason}
      </p>
      <p className="late">
        登记、笔录、协议、文书、附件、草稿和检索内容都会删掉，本机、市平台和看过这件案子的中心一起删，不能恢复。
      </p>
      <p className="muted">日志里只留下谁在什么时候申请、批准，和证明日志没有被改过的校验值。</p>
      <Input
        aria-label={`输入“${ERASE_WORD}”两个字`}
        placeholder={`输入“${ERASE_WORD}”两个字`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}

/** Why not: the person who asked reads it. */
export function RefuseDialog({
  entry,
  onRefuse,
  onClose,
}: DecisionProps & { readonly onRefuse: (reason: string) => Promise<void> }) {
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const refuse = async (): Promise<void> => {
    const given = erasureReasonSchema.safeParse(reason);
    if (!given.success) return setProblem(given.error.issues[0]?.message ?? '请写明理由');
    setProblem(null);
    await onRefuse(given.data).then(onClose, (refused: unknown) => setError(toApiError(refused)));
  };
  return (
    <Dialog title={`退回 ${entry.caseNumber} 的删除申请`} onClose={onClose} main={{ label: '退回申请', onRun: refuse }}>
      <ReasonField label="退回的理由" ask="写明为什么不删" value={reason} problem={problem} onChange={setReason} />
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}
