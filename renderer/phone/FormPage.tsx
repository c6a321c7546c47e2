import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { CaseView, TimelineEntry } from '../../contract/cases.ts';
import { workflowRow } from '../../domain/cases/workflow.ts';
import { toChinaTime } from '../../domain/deadlines/china-time.ts';
import { useCenterNow, useTrustedToday } from '../api/center-clock.ts';
import type { ApiError } from '../api/errors.ts';
import { changesSince } from '../cases/case-page/changes-since.ts';
import { checkAction } from '../cases/case-page/check-action.ts';
import type { ActionForm, FormContext, Values } from '../cases/case-page/forms/action-form.ts';
import { fieldCheck } from '../cases/case-page/forms/schema-check.ts';
import { currentView } from '../cases/case-page/use-case-view.ts';
import { Note } from '../status/Note.tsx';
import { Changes } from './Changes.tsx';
import { FormField } from './FormField.tsx';
import { fieldOfPath } from './field-of-path.ts';
import { type KeptPhoto, readPhotos } from './kept-photo.ts';
import { PhoneError } from './PhoneError.tsx';
import { PhotoPicker } from './PhotoPicker.tsx';
import { type PhoneAction, phoneForm, phoneLabel, takesPhotos } from './phone-actions.ts';
import { actorOf, usePhone } from './phone-context.ts';
import { unsentAction, unsentPhoto } from './unsent-of.ts';
import { type OpenDraft, useKeptDraft } from './use-kept-draft.ts';

interface FormPageProps {
  readonly view: CaseView;
  readonly action: PhoneAction;
  readonly onBack: () => void;
  readonly onTake: (view: CaseView) => void;
}

/** The form of one action, with what was typed before. */
export function FormPage(props: FormPageProps) {
  const { view, action } = props;
  const draft = useKeptDraft(view.state.id, action);
  const form = phoneForm(action);
  if (!form) return <p>这一步不用填表，请回案件页办理。</p>;
  return draft.found ? <OpenForm {...props} form={form} draft={draft} found={draft.found} /> : <p role="status">…</p>;
}

interface OpenFormProps extends FormPageProps {
  readonly form: ActionForm;
  readonly draft: OpenDraft;
  readonly found: NonNullable<OpenDraft['found']>;
}

type Problems = Readonly<Record<string, string>>;

function OpenForm({ view, action, onBack, onTake, form, draft, found }: OpenFormProps) {
  const { person, sender } = usePhone();
  const now = useCenterNow();
  const trusted = useTrustedToday();
  const [today] = useState(trusted);
  const [time] = useState(today === null ? '' : toChinaTime(now));
  const [base, setBase] = useState(view);
  const actor = actorOf(person);
  const context: FormContext = { view: base, actor, today, time };
  const { photos: keptPhotos, ...keptValues } = found.values ?? {};
  const [values, setValues] = useState<Values>(() => ({ ...form.initial(context), ...keptValues }));
  const [photos, setPhotos] = useState<readonly KeptPhoto[]>(() => readPhotos(keptPhotos));
  const [problems, setProblems] = useState<Problems>({});
  const [left, setLeft] = useState<readonly string[]>([]);
  const [error, setError] = useState<ApiError | null>(null);
  const [changes, setChanges] = useState<readonly TimelineEntry[]>([]);
  const [busy, setBusy] = useState(false);
  const body = useRef<HTMLFormElement>(null);
  const label = phoneLabel(action, workflowRow(action).label);
  const fields = form.fields(context, values);
  const lead = form.lead?.(context, values) ?? null;

  useEffect(() => {
    if (Object.keys(problems).length === 0 && left.length === 0) return;
    const first = body.current?.querySelector<HTMLElement>('[aria-invalid=true], [role=alert]');
    first?.scrollIntoView({ block: 'center' });
    first?.focus();
  }, [problems, left]);

  const keep = (nextValues: Values, nextPhotos: readonly KeptPhoto[]): void =>
    draft.changed({ ...nextValues, photos: nextPhotos });
  const change = (name: string, value: unknown): void => {
    const typed = { ...values, [name]: value };
    const next = { ...typed, ...form.follow?.({ [name]: value }, typed, context) };
    setValues(next);
    keep(next, photos);
    if (name in problems) setProblems(Object.fromEntries(Object.entries(problems).filter(([key]) => key !== name)));
  };
  const changePhotos = (changed: (before: readonly KeptPhoto[]) => readonly KeptPhoto[]): void =>
    setPhotos((before) => {
      const next = changed(before);
      keep(values, next);
      return next;
    });

  /** Messages by path of the payload at the fields that say them; the rest below. */
  const tell = (messages: Problems, more: readonly string[] = []): void => {
    const shown: Record<string, string> = {};
    const rest: string[] = [...more];
    for (const [path, message] of Object.entries(messages)) {
      const name = fieldOfPath(action, form, path, values);
      if (fields.some((field) => field.name === name)) shown[name] ??= message;
      else rest.push(message);
    }
    setProblems(shown);
    setLeft(rest);
  };

  const send = async (): Promise<void> => {
    setError(null);
    setLeft([]);
    const wrong = fields.flatMap((field) => {
      const problem = fieldCheck(action, field)?.(values[field.name]) ?? null;
      return problem === null ? [] : [[field.name, problem] as const];
    });
    setProblems(Object.fromEntries(wrong));
    if (wrong.length > 0) return;
    const situation = {
      state: base.state,
      actor: { ...actor, stationId: base.here.stationId },
      today,
      rules: base.rules,
    };
    const checked = checkAction(situation, action, form.payload(values, context));
    if (!checked.ok) return tell(checked.fields, checked.refusal ? [checked.refusal.message] : []);
    setBusy(true);
    const done = { view: base, at: Date.now() };
    const entries = [
      unsentAction(done, found.actionId, label, checked.action, values),
      ...photos.map((photo, order) => unsentPhoto(done, photo, 'scene', order)),
    ];
    draft.pause();
    const outcome = await sender.submit(entries);
    setBusy(false);
    if (outcome.kind !== 'refused') {
      // It is kept as unsent from here on. A page that ends just now finds both; they are one action.
      await draft.close();
      if (outcome.kind === 'sent') onTake(outcome.view);
      return onBack();
    }
    draft.resume();
    keep(values, photos);
    if (outcome.error.code === 'STALE_REVISION') return meetChanges(outcome.error);
    tell(outcome.error.fields);
    if (Object.keys(outcome.error.fields).length === 0) setError(outcome.error);
  };

  const meetChanges = async (stale: ApiError): Promise<void> => {
    const current = await currentView(base.state.id, stale.state).catch(() => null);
    if (!current) return setError(stale);
    setChanges(changesSince(base, current));
    setBase(current);
    onTake(current);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) void send();
  };

  return (
    <form ref={body} className="stack" noValidate onSubmit={submit}>
      <h1>{label}</h1>
      <p className="muted">{base.state.caseNumber}</p>
      {lead ? (
        <Note look={lead.look} title={lead.title}>
          {lead.text === undefined ? null : <p>{lead.text}</p>}
        </Note>
      ) : null}
      {found.values ? <p className="small muted">上次写到一半的都在，接着写就行。</p> : null}
      <div className="fields">
        {fields.map((field) => (
          <FormField
            key={field.name}
            field={field}
            value={values[field.name]}
            problem={problems[field.name]}
            onValue={(value) => change(field.name, value)}
          />
        ))}
      </div>
      {takesPhotos(action) ? <PhotoPicker photos={photos} onPhotos={changePhotos} /> : null}
      {changes.length > 0 ? <Changes changes={changes} /> : null}
      {left.map((message) => (
        <Note key={message} look="warn" title={message} live />
      ))}
      {error ? <PhoneError error={error} /> : null}
      <div className="bottom">
        <button type="submit" className="button main" aria-disabled={busy}>
          {busy ? '正在发出…' : changes.length > 0 ? '看过了，按最新情况发出' : label}
        </button>
      </div>
    </form>
  );
}
