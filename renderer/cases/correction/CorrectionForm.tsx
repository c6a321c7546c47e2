import { Button, Form, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import { useLocation } from 'wouter';
import type { CaseView } from '../../../contract/cases.ts';
import { withKnownValues } from '../../../domain/access/masked-parties.ts';
import type { Registration } from '../../../domain/cases/registration.ts';
import { formatInstant, plainDateAt } from '../../../domain/text/chinese-date.ts';
import { useCenterNow, useTrustedToday } from '../../api/center-clock.ts';
import { DraftStatus } from '../../drafts/DraftStatus.tsx';
import { useCaseDraft } from '../../drafts/use-case-draft.ts';
import { Screen } from '../../frame/Screen.tsx';
import { EnterToNext } from '../../keyboard/EnterToNext.tsx';
import { useActionKeys } from '../../keyboard/use-action-keys.ts';
import { useSignedIn } from '../../sessions/signed-in.ts';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { Note } from '../../status/Note.tsx';
import { checkAction } from '../case-page/check-action.ts';
import { StaleNote } from '../case-page/forms/StaleNote.tsx';
import { type SendAction, useActionSubmit } from '../case-page/use-action-submit.ts';
import { checkRegistration, serverProblems } from '../registration/check-registration.ts';
import { DemandsSection } from '../registration/DemandsSection.tsx';
import { FactsSection } from '../registration/FactsSection.tsx';
import { forgetProblems, showProblems } from '../registration/field-problems.ts';
import { fillIns } from '../registration/fill-in.ts';
import { FORM_NAME, focusField, valuesOf } from '../registration/form-fields.ts';
import type { FormValues } from '../registration/form-values.ts';
import { PartiesSection } from '../registration/PartiesSection.tsx';
import { PlaceSection } from '../registration/PlaceSection.tsx';
import { useParties } from '../registration/use-parties.ts';
import { usePasteGuard } from '../registration/use-paste-guard.ts';
import { correctionDraft, type FoundCorrection } from './correction-draft.ts';
import { hasChanged, mergeCorrection } from './merge-correction.ts';
import '../registration/registration.css';
import './correction.css';

interface CorrectionFormProps {
  readonly view: CaseView;
  /** The registration as it was when the form was first opened. */
  readonly seen: Registration;
  readonly values: FormValues;
  /** Written before and not saved. */
  readonly found: FoundCorrection | null;
  /** What the reason begins with. */
  readonly reason: string;
  /** How it is sent where it is done anew in the place of one that was set aside (SYNC-3). */
  readonly resend: SendAction | null;
  readonly onStartAnew: () => void;
}

/** The registration form once more, with the reason for the change, which the log keeps beside the old words. */
export function CorrectionForm(props: CorrectionFormProps) {
  const { view, seen, values, found, resend, onStartAnew } = props;
  const [form] = Form.useForm();
  const actor = useSignedIn();
  const [, navigate] = useLocation();
  const now = useCenterNow();
  const today = useTrustedToday();
  const [reason, setReason] = useState(props.reason);
  const [problem, setProblem] = useState<string | null>(null);
  const [ids] = useState(() => ({ draftId: found?.draftId ?? newId(), actionId: found?.actionId ?? newId() }));
  const draft = useCaseDraft({ draftId: ids.draftId, savedAt: found?.savedAt ?? null });
  const { base, error, changes, submit, clear } = useActionSubmit(view, ids.actionId, resend ?? undefined);
  const card = useRef<HTMLDivElement>(null);
  const { id: caseId } = view.state;
  const latestReason = useRef(reason);
  latestReason.current = reason;

  const keep = (): void =>
    draft.changed(() =>
      correctionDraft(caseId, ids.draftId, {
        actionId: ids.actionId,
        seen,
        values: structuredClone(valuesOf(form)),
        reason: latestReason.current,
      }),
    );
  const settle = (): void => {
    const writes = fillIns(valuesOf(form), today);
    if (writes.length > 0) form.setFields(writes.map(({ path, value }) => ({ name: [...path], value })));
    keep();
  };
  const parties = useParties(form, settle);
  usePasteGuard(card, form);

  useEffect(() => focusField(['parties', 0, 'name']), []);

  const save = async (): Promise<void> => {
    setProblem(null);
    const checked = checkRegistration(valuesOf(form), today);
    if (!checked.ok) return showProblems(form, checked.problems);
    const current = base.state.registration;
    // What is masked for this person stands as it was seen when the form was opened.
    const known = current && { ...current, parties: withKnownValues(current.parties, seen.parties) };
    const registration = known ? mergeCorrection(seen, checked.registration, known) : checked.registration;
    const action = checkAction({ state: base.state, actor, today }, 'case.corrected', { registration, reason });
    if (!action.ok) {
      clear();
      setProblem(action.fields.reason ?? action.refusal?.message ?? Object.values(action.fields).join('；'));
      if (action.fields.reason) document.getElementById('correction-reason')?.focus();
      return;
    }
    await draft.stop();
    if (!(await submit(action.action))) return draft.resume();
    // A draft that could not be thrown away is of an action that is done, and is not offered again.
    await draft.discard().catch(() => undefined);
    navigate(`/cases/${caseId}`);
  };
  const startAnew = async (): Promise<void> => {
    await draft.discard();
    onStartAnew();
  };
  useActionKeys([{ combo: 'Ctrl+S', label: '存草稿，接着写', run: () => void draft.flush() }]);

  useEffect(() => {
    if (error) showProblems(form, serverProblems(valuesOf(form), error.fields));
  }, [error, form]);

  const stale = error?.code === 'STALE_REVISION' && changes.length > 0;
  const section = { form, today, settle };
  return (
    <Screen
      title={`更正登记 ${view.state.caseNumber}`}
      ownHeading
      className="registration"
      keys={[{ combo: 'Enter', label: '下一项' }]}
      back={{ to: `/cases/${caseId}`, label: '回案件，写的还在' }}
      main={{ label: stale ? '按最新情况保存' : '保存更正', onRun: save }}
    >
      <div className="registration-head">
        <h1>{resend ? '改后重发：更正登记' : '更正登记'}</h1>
        <span className="muted">{view.state.caseNumber}</span>
        <DraftStatus draft={draft.state} today={plainDateAt(now)} />
        {found ? (
          <span className="small soon" role="status">
            接着 {formatInstant(found.savedAt).slice(5)} 没写完的写{' '}
            <Button size="small" onClick={() => void startAnew()}>
              {resend ? '按没有采纳的那一份另写' : '按现在的登记另写'}
            </Button>
          </span>
        ) : null}
      </div>
      <div ref={card}>
        <Form
          form={form}
          name={FORM_NAME}
          layout="vertical"
          aria-label="登记表"
          className="card registration-card"
          initialValues={values}
          onValuesChange={(changed: unknown) => {
            forgetProblems(form, changed);
            settle();
          }}
        >
          <EnterToNext>
            <PartiesSection {...section} parties={parties} />
            <section className="place-and-facts" aria-label="地点与经过" data-section="place">
              <PlaceSection {...section} />
              <FactsSection {...section} />
            </section>
            <section aria-label="诉求与规模" data-section="demands">
              <DemandsSection {...section} correcting />
            </section>
          </EnterToNext>
        </Form>
      </div>
      <aside className="card correction-reason" aria-label="更正的理由">
        <label htmlFor="correction-reason">更正的理由</label>
        <Input.TextArea
          id="correction-reason"
          rows={4}
          value={reason}
          placeholder="哪里写错了，凭什么改"
          onChange={(event) => {
            setReason(event.target.value);
            keep();
          }}
        />
        <p className="small muted">原来写的留在记录里。已经出具的文书不变，要用新的请重新出具。</p>
        {found && view.state.registration && hasChanged(seen, view.state.registration) ? (
          <Note look="info" title="您写这份更正以后，登记又有改动">
            <p className="small">您没有碰过的栏，保存时用最新的；改过的栏，以您写的为准。</p>
          </Note>
        ) : null}
        {problem === null ? null : <Note look="warn" title={problem} live />}
        {stale ? <StaleNote changes={changes} /> : null}
        {error && !stale ? <ErrorNote error={error} onRetry={() => void save()} /> : null}
      </aside>
    </Screen>
  );
}
