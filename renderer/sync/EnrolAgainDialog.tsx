import { Form, Input } from 'antd';
import { useState } from 'react';
import type { SyncOverview } from '../../contract/sync-page.ts';
import { api } from '../api/client.ts';
import type { ApiError } from '../api/errors.ts';
import { Field } from '../forms/Field.tsx';
import { showServerProblems } from '../forms/server-problems.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { cityOrigin, codeCheck, enrolmentCode, originCheck, type TypedEnrolment } from './enrolment.ts';
import { syncError } from './use-sync.ts';

interface EnrolAgainDialogProps {
  readonly origin: string;
  readonly onClose: () => void;
  readonly onDone: (overview: SyncOverview) => void;
}

/** IT enrols this machine anew by another code: the station begins its next life here, and nowhere else (SYNC-14). */
export function EnrolAgainDialog({ origin, onClose, onDone }: EnrolAgainDialogProps) {
  const [form] = Form.useForm<TypedEnrolment>();
  const [error, setError] = useState<ApiError | null>(null);
  const run = async (): Promise<void> => {
    setError(null);
    const typed = await form.validateFields().catch(() => null);
    if (!typed) {
      const [first] = form.getFieldsError().filter(({ errors }) => errors.length > 0);
      if (first) form.focusField(first.name);
      return;
    }
    try {
      onDone(await api.sync.enrol({ origin: cityOrigin(typed.origin), code: enrolmentCode(typed.code) }));
    } catch (failure) {
      const known = syncError(failure);
      const fields = known.code === 'ENROLMENT_REFUSED' ? { code: known.detail ?? known.message } : known.fields;
      if (!showServerProblems(form, fields)) setError(known);
    }
  };
  return (
    <Dialog title="重新接入" width={520} onClose={onClose} main={{ label: '重新接入', onRun: run }}>
      <Form form={form} layout="vertical" className="form-column" initialValues={{ origin, code: '' }}>
        <EnterToNext>
          <Field name="code" label="新的接入码" check={codeCheck} hint="向市级管理员要，只能用一次">
            <Input autoFocus autoComplete="off" spellCheck={false} maxLength={80} />
          </Field>
          <Field name="origin" label="市平台地址" check={originCheck} hint="没有变就不用改">
            <Input autoComplete="off" spellCheck={false} maxLength={200} />
          </Field>
        </EnterToNext>
      </Form>
      <p>接入以后，本站只认这台电脑；用着同一份数据的别的电脑不再同步。</p>
      {error ? <ErrorNote error={error} onRetry={() => void run()} /> : null}
    </Dialog>
  );
}
