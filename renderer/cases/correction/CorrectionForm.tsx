import { Form, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { CaseView } from '../../../contract/cases.ts';
import type { Registration } from '../../../domain/cases/registration.ts';
import { plainDateAt } from '../../../domain/text/chinese-date.ts';
import { useCenterNow } from '../../api/center-clock.ts';
import { Screen } from '../../frame/Screen.tsx';
import { EnterToNext } from '../../keyboard/EnterToNext.tsx';
import { useSignedIn } from '../../sessions/signed-in.ts';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { Note } from '../../status/Note.tsx';
import { checkAction } from '../case-page/check-action.ts';
import { StaleNote } from '../case-page/forms/StaleNote.tsx';
import { useActionSubmit } from '../case-page/use-action-submit.ts';
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
import { forgetCorrection, keepCorrection } from './kept-corrections.ts';
import { mergeCorrection } from './merge-correction.ts';
import '../registration/registration.css';
import './correction.css';

interface CorrectionFormProps {
  readonly view: CaseView;
  /** The registration as it was when the form was opened. */
  readonly seen: Registration;
  readonly values: FormValues;
  readonly reason: string;
  readonly restored: boolean;
}

/** The registration form once more, with the reason for the change, which the log keeps beside the old words. */
export function CorrectionForm({ view, seen, values, reason: firstReason, restored }: CorrectionFormProps) {
  const [form] = Form.useForm();
  const actor = useSignedIn();
  const [, navigate] = useLocation();
  const today = plainDateAt(useCenterNow());
  const [reason, setReason] = useState(firstReason);
  const [problem, setProblem] = useState<string | null>(null);
  const { base, error, changes, submit, clear } = useActionSubmit(view);
  const card = useRef<HTMLDivElement>(null);
  const { id: caseId, revision } = view.state;
  const latest = useRef({ reason, touched: restored });
  latest.current.reason = reason;

  const settle = (): void => {
    latest.current.touched = true;
    const writes = fillIns(valuesOf(form), today);
    if (writes.length > 0) form.setFields(writes.map(({ path, value }) => ({ name: [...path], value })));
  };
  const parties = useParties(form, settle);
  usePasteGuard(card, form);

  useEffect(() => focusField(['parties', 0, 'name']), []);
  const saved = useRef(false);
  useEffect(
    () => () => {
      const { touched, reason: written } = latest.current;
      if (saved.current || !touched) return;
      keepCorrection(caseId, { values: structuredClone(valuesOf(form)), reason: written, revision });
    },
    [form, caseId, revision],
  );

  const save = async (): Promise<void> => {
    setProblem(null);
    const checked = checkRegistration(valuesOf(form), today);
    if (!checked.ok) return showProblems(form, checked.problems);
    const current = base.state.registration;
    const registration = current ? mergeCorrection(seen, checked.registration, current) : checked.registration;
    const action = checkAction({ state: base.state, actor, today }, 'case.corrected', { registration, reason });
    if (!action.ok) {
      clear();
      setProblem(action.fields.reason ?? action.refusal?.message ?? Object.values(action.fields).join('；'));
      if (action.fields.reason) document.getElementById('correction-reason')?.focus();
      return;
    }
    if (!(await submit(action.action))) return;
    saved.current = true;
    forgetCorrection(caseId);
    navigate(`/cases/${caseId}`);
  };

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
        <h1>更正登记</h1>
        <span className="muted">{view.state.caseNumber}</span>
        {restored ? (
          <span className="small soon" role="status">
            接着刚才没写完的写
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
            latest.current.touched = true;
            setReason(event.target.value);
          }}
        />
        <p className="small muted">原来写的留在记录里。已经出具的文书不变，要用新的请重新出具。</p>
        {problem === null ? null : <Note look="warn" title={problem} live />}
        {stale ? <StaleNote changes={changes} /> : null}
        {error && !stale ? <ErrorNote error={error} onRetry={() => void save()} /> : null}
      </aside>
    </Screen>
  );
}
