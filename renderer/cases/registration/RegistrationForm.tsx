import { DownOutlined, SaveOutlined } from '@ant-design/icons';
import { Form } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { plainDateAt } from '../../../domain/text/chinese-date.ts';
import { useCenterNow, useTrustedToday } from '../../api/center-clock.ts';
import { DraftStatus } from '../../drafts/DraftStatus.tsx';
import { Screen } from '../../frame/Screen.tsx';
import { EnterToNext } from '../../keyboard/EnterToNext.tsx';
import { useActionKeys } from '../../keyboard/use-action-keys.ts';
import { ErrorNote } from '../../status/ErrorNote.tsx';
import { SuspectClockNote } from '../../status/SuspectClockNote.tsx';
import { useCaseList } from '../case-list.ts';
import { DemandsSection } from './DemandsSection.tsx';
import type { DraftContent } from './draft-content.ts';
import { FactsSection } from './FactsSection.tsx';
import { checkWholeNumbers, forgetProblems, showProblems } from './field-problems.ts';
import { fillIns } from './fill-in.ts';
import { FORM_NAME, fieldId, focusField, valuesOf } from './form-fields.ts';
import type { FieldPath, FormValues } from './form-values.ts';
import { focusNextHint, HintColumn, leaveHints } from './HintColumn.tsx';
import { PartiesSection } from './PartiesSection.tsx';
import { PlaceSection } from './PlaceSection.tsx';
import { type SectionId, StepList, sections } from './StepList.tsx';
import type { Session } from './session.ts';
import { useDraft } from './use-draft.ts';
import { useHints } from './use-hints.ts';
import { useParties } from './use-parties.ts';
import { usePasteGuard } from './use-paste-guard.ts';
import { type SavedCase, useSave } from './use-save.ts';
import './registration.css';

interface RegistrationFormProps {
  readonly session: Session;
  readonly onSaved: (saved: SavedCase) => void;
  /** Begins another form; this one stays as a draft. */
  readonly onNew: () => void;
}

/** After the last key, until hints and steps look at the form again, in ms. */
const LOOK_AFTER_MS = 250;

const firstFields: Readonly<Record<SectionId, FieldPath>> = {
  parties: ['parties', 0, 'name'],
  place: ['place', 'code'],
  demands: ['demands'],
};

export function RegistrationForm({ session, onSaved, onNew }: RegistrationFormProps) {
  const [form] = Form.useForm();
  const [seen, setSeen] = useState<FormValues>(session.content.values);
  const [linkedCaseIds, setLinkedCaseIds] = useState(session.content.linkedCaseIds);
  const [section, setSection] = useState<SectionId>('parties');
  const card = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<Element | null>(null);
  const looking = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const accepting = useRef(false);
  const [, navigate] = useLocation();
  const today = plainDateAt(useCenterNow());
  const trusted = useTrustedToday();
  const { openedFrom } = useCaseList();

  const { actionId, caseId } = session.content;
  const content = (): DraftContent => ({ actionId, caseId, linkedCaseIds, values: valuesOf(form) });
  const draft = useDraft(session.draftId, content, session.savedAt);
  const { save, saving, failure } = useSave({
    draftId: session.draftId,
    content,
    today: trusted,
    draft,
    onProblems: (problems) => showProblems(form, problems),
    onSaved,
  });

  const settle = (): void => {
    const writes = fillIns(valuesOf(form), trusted);
    if (writes.length > 0) form.setFields(writes.map(({ path, value }) => ({ name: [...path], value, errors: [] })));
    draft.changed();
    clearTimeout(looking.current);
    looking.current = setTimeout(() => setSeen(structuredClone(valuesOf(form))), LOOK_AFTER_MS);
  };

  const parties = useParties(form, settle);
  const { hints, dismiss } = useHints(seen, session.draftId, today);
  usePasteGuard(card, form);

  useEffect(() => {
    focusField(firstFields.parties);
    return () => clearTimeout(looking.current);
  }, []);

  const link = (linked: string): void => {
    setLinkedCaseIds((before) =>
      before.includes(linked) ? before.filter((id) => id !== linked) : [...before, linked],
    );
    draft.changed();
  };
  const openCase = (opened: string): void => {
    openedFrom({ path: `/registration?draft=${session.draftId}`, label: '回登记', caseIds: [] });
    navigate(`/cases/${opened}`);
  };
  const leave = (): void => {
    if (leaveHints(cameFrom)) return;
    void draft.flush();
    navigate('/');
  };
  const goTo = (next: SectionId): void => focusField(firstFields[next]);
  const goBy = (step: 1 | -1) => (): void => {
    const at = sections.findIndex((each) => each.id === section);
    const next = sections[Math.min(Math.max(at + step, 0), sections.length - 1)];
    if (next) goTo(next.id);
  };
  const saveAnd = (accept: boolean) => (): Promise<void> => {
    accepting.current = accept;
    return save(accept);
  };
  const blocked = saving ? '正在保存，请稍候' : undefined;

  useActionKeys([
    { combo: 'F2', label: '另登记一件，这件存草稿', run: onNew },
    { combo: 'Ctrl+J', label: '到提示', run: () => focusNextHint(cameFrom) },
    { combo: 'Alt+PageDown', label: '下一段', run: goBy(1) },
    { combo: 'Alt+PageUp', label: '上一段', run: goBy(-1) },
  ]);

  const sectionProps = { form, today: trusted, settle };
  return (
    <Screen
      title="来访登记"
      ownHeading
      className="registration"
      keys={[
        { combo: 'Enter', label: '下一项' },
        { combo: 'Esc', label: '返回，不丢', run: leave },
      ]}
      secondary={[{ label: '保存', combo: 'Ctrl+S', icon: <SaveOutlined />, onRun: saveAnd(false), blocked }]}
      main={{ label: '保存并受理', onRun: saveAnd(true), blocked }}
    >
      <div className="registration-head">
        <h1>来访登记</h1>
        <DraftStatus draft={draft.state} today={today} />
        {session.notice === null ? null : (
          <span className="small soon" role="status">
            {session.notice}
          </span>
        )}
        <StepList values={seen} current={section} onGo={goTo} />
      </div>
      <div ref={card}>
        <Form
          form={form}
          name={FORM_NAME}
          layout="vertical"
          aria-label="登记表"
          className="card registration-card"
          initialValues={session.content.values}
          onValuesChange={(changed: unknown) => {
            forgetProblems(form, changed);
            checkWholeNumbers(form, changed);
            settle();
          }}
          onFocusCapture={(event) => {
            const id = (event.target as HTMLElement).closest('[data-section]')?.getAttribute('data-section');
            const entered = sections.find((each) => each.id === id);
            if (entered) setSection(entered.id);
          }}
        >
          <SuspectClockNote today={trusted} />
          {failure ? (
            <div className="registration-failure">
              <ErrorNote error={failure} onRetry={() => void save(accepting.current)} />
            </div>
          ) : null}
          <EnterToNext>
            <PartiesSection {...sectionProps} parties={parties} />
            <section className="place-and-facts" aria-label="地点与经过" data-section="place">
              <PlaceSection {...sectionProps} />
              <FactsSection {...sectionProps} />
            </section>
            <h2 className="next-section">
              <button type="button" tabIndex={-1} onClick={() => goTo('demands')}>
                诉求与规模 <span className="muted">申请事项、金额、来源、风险等级</span>
                <DownOutlined aria-hidden="true" />
              </button>
            </h2>
            <section aria-label="诉求与规模" data-section="demands" id={fieldId(['more'])}>
              <DemandsSection {...sectionProps} />
            </section>
          </EnterToNext>
        </Form>
      </div>
      <HintColumn
        hints={hints}
        form={card}
        today={today}
        linkedCaseIds={linkedCaseIds}
        onDismiss={dismiss}
        onOpenCase={openCase}
        onLink={link}
        onAddGuardian={(party) => parties.addAgent(party, 'guardian')}
        onContinueDraft={(draftId) => navigate(`/registration?draft=${draftId}`)}
      />
    </Screen>
  );
}
