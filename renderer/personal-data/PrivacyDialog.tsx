import { Input, Radio } from 'antd';
import { useState } from 'react';
import type { Party } from '../../domain/parties/party.ts';
import {
  type Privacy,
  privacyProblem,
  privacySpeakers,
  privacyWays,
  sensitiveConsents,
  usualPrivacy,
} from '../../domain/parties/privacy.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';

interface PrivacyDialogProps {
  readonly party: Party;
  readonly today: string;
  readonly onRecord: (privacy: Privacy) => Promise<void>;
  readonly onClose: () => void;
}

const choices = (list: readonly { readonly id: string; readonly name: string }[]) =>
  list.map(({ id, name }) => ({ value: id, label: name }));

/** Writes down that a party was told how personal data is handled; what most often is so stands there already. */
export function PrivacyDialog({ party, today, onRecord, onClose }: PrivacyDialogProps) {
  const [privacy, setPrivacy] = useState<Privacy>(() => party.privacy ?? usualPrivacy(party, today));
  const [witness, setWitness] = useState(party.privacy?.witness ?? '');
  const [error, setError] = useState<ApiError | null>(null);
  const change = (part: Partial<Privacy>) => setPrivacy({ ...privacy, ...part });
  const problem = privacyProblem(party, privacy);
  const record = (): Promise<void> =>
    onRecord({ ...privacy, witness: witness.trim() === '' ? null : witness.trim() }).then(onClose, (refused: unknown) =>
      setError(toApiError(refused)),
    );
  return (
    <Dialog
      title={`${party.name}：个人信息告知`}
      onClose={onClose}
      main={{ label: '记下', onRun: record, ...(problem === null ? {} : { blocked: problem }) }}
    >
      <div className="erase-form">
        <p>
          告诉当事人：为调解处理他的哪些信息、保存多久、谁会看到，可以查阅、复制、更正、要求删除。调解是法定职责，不以同意为前提；证件号码、病情、不满十四周岁的人的信息要单独同意。
        </p>
        <Radio.Group
          aria-label="怎样告知"
          value={privacy.way}
          options={choices(privacyWays)}
          onChange={(event) => change({ way: event.target.value as Privacy['way'] })}
        />
        <Radio.Group
          aria-label="谁听的"
          value={privacy.by}
          options={choices(privacySpeakers)}
          onChange={(event) => change({ by: event.target.value as Privacy['by'] })}
        />
        <Radio.Group
          aria-label="敏感信息"
          value={privacy.sensitive}
          options={choices(sensitiveConsents)}
          onChange={(event) => change({ sensitive: event.target.value as Privacy['sensitive'] })}
        />
        <Input
          aria-label="见证人"
          placeholder="口头告知的，写见证人姓名（可以不写）"
          maxLength={80}
          value={witness}
          onChange={(event) => setWitness(event.target.value)}
        />
      </div>
      {error ? <ErrorNote error={error} /> : null}
    </Dialog>
  );
}
