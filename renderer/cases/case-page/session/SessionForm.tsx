import { Form } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { toChinaDate } from '../../../../domain/deadlines/china-time.ts';
import { chineseCount } from '../../../../domain/documents/chinese-count.ts';
import { useCenterNow, useTrustedToday } from '../../../api/center-clock.ts';
import { FormDraftNotes } from '../../../drafts/FormDraftNotes.tsx';
import type { FoundForm } from '../../../drafts/use-form-draft.ts';
import { Dialog } from '../../../frame/Dialog.tsx';
import { EnterToNext } from '../../../keyboard/EnterToNext.tsx';
import { useActionKeys } from '../../../keyboard/use-action-keys.ts';
import { useSignedIn } from '../../../sessions/signed-in.ts';
import { ErrorNote } from '../../../status/ErrorNote.tsx';
import { Note } from '../../../status/Note.tsx';
import { SuspectClockNote } from '../../../status/SuspectClockNote.tsx';
import { checkAction } from '../check-action.ts';
import { type ActionDialogProps, useFirstField } from '../forms/ActionDialog.tsx';
import { showProblems } from '../forms/form-problems.ts';
import { StaleNote } from '../forms/StaleNote.tsx';
import { useActionSubmit } from '../use-action-submit.ts';
import { SessionFrame, SessionRecord } from './SessionFields.tsx';
import { isWritten, newSession, type SessionValues, sessionFieldOf, sessionPayload } from './session-values.ts';
import { useSessionDraft } from './use-session-draft.ts';

interface SessionFormProps extends ActionDialogProps {
  readonly found: FoundForm<SessionValues> | null;
  /** What a room for mediation online says of the session; null where it was held face to face. */
  readonly heldOnline: Partial<SessionValues> | null;
}

export function SessionForm({ view, actor, found, heldOnline, onDone, onClose }: SessionFormProps) {
  const [form] = Form.useForm<SessionValues>();
  const me = useSignedIn();
  const now = useCenterNow();
  const [openedAt] = useState(now);
  const trusted = useTrustedToday();
  const [offered] = useState(trusted);
  const draft = useSessionDraft(view, found);
  const { base, error, changes, submit, clear } = useActionSubmit(view, draft.actionId);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const body = useRef<HTMLDivElement>(null);
  useFirstField(body);

  const blank = (): SessionValues => ({
    ...newSession({
      view,
      staffId: actor.staffId,
      openedAt: offered === null ? null : openedAt,
      centerName: me.center.name,
    }),
    ...heldOnline,
  });
  const [initial] = useState<SessionValues>(() => found?.values ?? blank());
  const values = (): SessionValues => form.getFieldsValue(true);
  const today = toChinaDate(openedAt);

  const show = (fields: Readonly<Record<string, string>>): void =>
    setProblems(showProblems(form, fields, sessionFieldOf));

  const save = async (): Promise<void> => {
    setProblems([]);
    const valid = await form.validateFields().then(
      () => true,
      () => false,
    );
    if (!valid) return;
    const typed = values();
    const about = { state: base.state, actor, today: offered };
    const checked = checkAction(about, 'mediation.session_held', sessionPayload(typed));
    if (!checked.ok) {
      clear();
      show({ ...checked.fields, ...unconsented(typed) });
      if (checked.refusal) setProblems([checked.refusal.message]);
      return;
    }
    await draft.stop();
    const before = base;
    const after = await submit(checked.action);
    if (!after) return draft.resume();
    await draft.discard();
    onDone(before, checked.action, after);
  };

  const startAnew = (): void => {
    form.setFieldsValue(blank());
    draft.changed(values());
  };

  useEffect(() => {
    if (error && Object.keys(error.fields).length > 0) setProblems(showProblems(form, error.fields, sessionFieldOf));
  }, [error, form]);
  useActionKeys([{ combo: 'Ctrl+S', label: '存草稿，接着写', run: () => draft.changed(values()) }]);

  const stale = error?.code === 'STALE_REVISION' && changes.length > 0;
  const ordinal = chineseCount(base.state.sessions.length + 1);
  return (
    <Dialog
      title={`写调解记录　第${ordinal}次　${base.state.caseNumber}`}
      onClose={onClose}
      width={1120}
      main={{ label: stale ? '按最新情况保存' : '保存调解记录', onRun: save }}
    >
      <Form form={form} layout="vertical" initialValues={initial} onValuesChange={() => draft.changed(values())}>
        <div ref={body} className="session">
          <EnterToNext>
            <div className="session-frame">
              <SuspectClockNote today={offered} />
              <SessionFrame view={base} self={me} />
            </div>
            <div className="session-record">
              <SessionRecord />
            </div>
          </EnterToNext>
        </div>
        <div className="session-notes">
          <FormDraftNotes state={draft.state} today={today} foundAt={found?.savedAt ?? null} onStartAnew={startAnew} />
          {stale ? <StaleNote changes={changes} /> : null}
          {error && !stale && Object.keys(error.fields).length === 0 ? (
            <ErrorNote error={error} onRetry={() => void save()} />
          ) : null}
          {problems.map((problem) => (
            <Note key={problem} look="warn" title={problem} live />
          ))}
        </div>
      </Form>
    </Dialog>
  );
}

/** The schema names the row; people know the person. */
function unconsented({ helpers }: SessionValues): Readonly<Record<string, string>> {
  const without = helpers.filter((helper) => isWritten(helper) && !helper.consented);
  return without.length === 0
    ? {}
    : {
        helpers: `邀请${without.map((helper) => helper.name || '他人').join('、')}协助，须先征得当事人同意（人民调解法第二十条）`,
      };
}
