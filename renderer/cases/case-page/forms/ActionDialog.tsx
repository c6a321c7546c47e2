import { Form } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { CaseView } from '../../../../contract/cases.ts';
import type { Actor } from '../../../../domain/access/roles.ts';
import type { CaseAction } from '../../../../domain/cases/actions.ts';
import { caseStatus } from '../../../../domain/cases/status.ts';
import { workflowRow } from '../../../../domain/cases/workflow.ts';
import { toChinaDate, toChinaTime } from '../../../../domain/deadlines/china-time.ts';
import { useCenterNow, useTrustedToday } from '../../../api/center-clock.ts';
import { FormDraftNotes } from '../../../drafts/FormDraftNotes.tsx';
import type { FormDraft, FoundForm } from '../../../drafts/use-form-draft.ts';
import { Dialog } from '../../../frame/Dialog.tsx';
import { EnterToNext } from '../../../keyboard/EnterToNext.tsx';
import { fieldsOf, isFocusNowhere } from '../../../keyboard/next-field.ts';
import { ErrorNote } from '../../../status/ErrorNote.tsx';
import { Note } from '../../../status/Note.tsx';
import { SuspectClockNote } from '../../../status/SuspectClockNote.tsx';
import type { PageAction } from '../action-catalogue.ts';
import { checkAction } from '../check-action.ts';
import { VersionsTable } from '../compare/VersionsTable.tsx';
import { type SendAction, useActionSubmit } from '../use-action-submit.ts';
import { ActionField } from './ActionField.tsx';
import type { ActionForm, FormContext, Values } from './action-form.ts';
import { showProblems } from './form-problems.ts';
import { StaleNote } from './StaleNote.tsx';
import { fieldCheck } from './schema-check.ts';
import './forms.css';

export interface ActionDialogProps {
  readonly view: CaseView;
  readonly actor: Actor;
  /** What it was opened for: a party, an item, a mark. */
  readonly about?: string | undefined;
  readonly onDone: (before: CaseView, action: CaseAction, after: CaseView) => void;
  readonly onClose: () => void;
  /** Done anew in the place of a step that was set aside: what was entered then, and how it is sent. */
  readonly resend?: { readonly payload: Values; readonly send: SendAction } | undefined;
}

export interface FormDialogProps extends ActionDialogProps {
  readonly action: PageAction;
  readonly form: ActionForm;
}

interface KeptFormProps extends FormDialogProps {
  /** Of a form that is kept while it is typed: where it is kept, and what was found. */
  readonly kept?: { readonly draft: FormDraft<Values>; readonly found: FoundForm<Values> | null };
}

/** The form of one action: everything filled in that can be, checked before it is sent, safe against a second press. */
export function ActionDialog(props: KeptFormProps) {
  const { view, actor, about, action, form: spec, onDone, onClose, resend, kept } = props;
  const [form] = Form.useForm<Record<string, unknown>>();
  const now = useCenterNow();
  const trusted = useTrustedToday();
  const [today] = useState(trusted);
  const [time] = useState(today === null ? '' : toChinaTime(now));
  const { base, error, changes, submit, clear } = useActionSubmit(view, kept?.draft.actionId, resend?.send);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const body = useRef<HTMLDivElement>(null);

  const context: FormContext = { view: base, actor, about, today, time };
  const [initial] = useState(() => ({
    ...spec.initial(context),
    ...(resend ? (spec.refill?.(resend.payload) ?? resend.payload) : {}),
    ...kept?.found?.values,
  }));
  const [values, setValues] = useState<Values>(initial);
  const { label } = workflowRow(action);

  useFirstField(body);

  const send = async (): Promise<void> => {
    setProblems([]);
    const valid = await form.validateFields().then(
      () => true,
      () => false,
    );
    if (!valid) return;
    const before = base;
    const checked = checkAction(
      { state: base.state, actor: { ...actor, stationId: base.here.stationId }, today, rules: base.rules },
      action,
      spec.payload(form.getFieldsValue(true), context),
    );
    if (!checked.ok) {
      clear();
      const left = showProblems(form, checked.fields, spec.fieldOf);
      setProblems(checked.refusal ? [...left, told(checked.refusal)] : left);
      return;
    }
    await kept?.draft.stop();
    const after = await submit(checked.action);
    if (!after) return kept?.draft.resume();
    await kept?.draft.discard();
    onDone(before, checked.action, after);
  };

  const startAnew = (): void => {
    const blank = spec.initial(context);
    const emptied = Object.fromEntries(Object.keys(form.getFieldsValue(true)).map((name) => [name, undefined]));
    form.setFieldsValue({ ...emptied, ...blank });
    setValues(blank);
    kept?.draft.changed(form.getFieldsValue(true));
  };

  useEffect(() => {
    if (error && Object.keys(error.fields).length > 0) setProblems(showProblems(form, error.fields, spec.fieldOf));
  }, [error, form, spec]);

  // Of a long form the end is out of sight: what stands in the way is brought there.
  useEffect(() => {
    if (problems.length > 0) body.current?.querySelector('[role=alert]')?.scrollIntoView({ block: 'nearest' });
  }, [problems]);

  const fields = spec.fields(context, values);
  const lead = spec.lead?.(context, values) ?? null;
  const versions = spec.versions?.(context, values) ?? null;
  const stale = error?.code === 'STALE_REVISION' && changes.length > 0;
  const submitLabel = spec.submit?.(context, values) ?? label;

  return (
    <Dialog
      title={`${label}　${base.state.caseNumber}`}
      onClose={onClose}
      main={{ label: stale ? '按最新情况保存' : resend ? `改后重发：${label}` : submitLabel, onRun: send }}
      width={versions || spec.wide ? 900 : 560}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={initial}
        onValuesChange={(changed, all) => {
          const followed = spec.follow?.(changed, all, context) ?? {};
          if (Object.keys(followed).length > 0) form.setFieldsValue(followed);
          setValues({ ...all, ...followed });
          kept?.draft.changed(form.getFieldsValue(true));
        }}
      >
        <div ref={body} className="action-form">
          {lead ? (
            <Note look={lead.look} title={lead.title}>
              {lead.text === undefined ? null : <p>{lead.text}</p>}
            </Note>
          ) : null}
          {versions ? <VersionsTable {...versions} /> : null}
          {fields.some(({ kind }) => kind === 'date') ? <SuspectClockNote today={today} /> : null}
          <EnterToNext>
            {fields.map((field) => (
              <ActionField key={field.name} field={field} context={context} check={fieldCheck(action, field)} />
            ))}
          </EnterToNext>
          {kept ? (
            <FormDraftNotes
              state={kept.draft.state}
              today={toChinaDate(now)}
              foundAt={kept.found?.savedAt ?? null}
              onStartAnew={startAnew}
            />
          ) : null}
          {stale ? <StaleNote changes={changes} /> : null}
          {error && !stale && Object.keys(error.fields).length === 0 ? (
            <ErrorNote error={error} onRetry={() => void send()} />
          ) : null}
          {problems.map((problem) => (
            <Note key={problem} look="warn" title={problem} live />
          ))}
          {stale && !isStillOffered(base, action) ? (
            <Note look="warn" title={`案件现在是「${caseStatus(base.state.status).name}」，这件事多半不用再办了`} />
          ) : null}
        </div>
      </Form>
    </Dialog>
  );
}

function told({ message, source }: { readonly message: string; readonly source?: string }): string {
  return source === undefined ? message : `${message}（${source}）`;
}

function isStillOffered({ offered }: CaseView, action: PageAction): boolean {
  return offered.some((each) => each.action === action);
}

/** So long a dialog may take the focus for itself, or draw its fields, after it was opened; on a busy machine frames are long. */
const SETTLING_FRAMES = 30;

/** The first field has the focus when a form opens, unless somebody has gone on to another by then. */
export function useFirstField(body: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    let frame = 0;
    const look = (left: number): void => {
      if (body.current && isFocusNowhere(body.current)) fieldsOf(body.current)[0]?.focus();
      if (left > 0) frame = requestAnimationFrame(() => look(left - 1));
    };
    const timer = setTimeout(() => look(SETTLING_FRAMES), 0);
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
  }, [body]);
}
