import { ExclamationCircleOutlined, PrinterOutlined, SaveOutlined } from '@ant-design/icons';
import type { InputRef } from 'antd';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../contract/cases.ts';
import type { Actor } from '../../domain/access/roles.ts';
import { partiesOf } from '../../domain/cases/state.ts';
import { agreementWarnings, warningPlaceName, warningsNote } from '../../domain/documents/agreement-warnings.ts';
import { snippetGroups } from '../../domain/documents/clause-snippets.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { useCenterNow, useTrustedToday } from '../api/center-clock.ts';
import { api } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import type { SendAction } from '../cases/case-page/use-action-submit.ts';
import { DraftStatus } from '../drafts/DraftStatus.tsx';
import { useCaseDraft } from '../drafts/use-case-draft.ts';
import { Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import { AgreementCard } from './AgreementCard.tsx';
import { AgreementLayout } from './AgreementLayout.tsx';
import { draftInput, type FoundAgreement } from './agreement-draft.ts';
import { agreementSteps } from './agreement-steps.ts';
import { type AgreementForm, type AgreementValues, startingValues, warnedOf } from './agreement-values.ts';
import { checkAgreement, serverProblems, textForPreview } from './check-agreement.ts';
import { PrintPreview } from './PrintPreview.tsx';
import { printFile } from './print.ts';
import { SettleDialog, type Settling } from './SettleDialog.tsx';
import { SnippetPanel } from './SnippetPanel.tsx';
import { focusField, useAgreementEditor } from './use-agreement-editor.ts';

interface AgreementWritingProps {
  readonly view: CaseView;
  readonly actor: Actor;
  /** That is changed; 0 for a first text. */
  readonly version: number;
  /** What the editor begins with. */
  readonly start: AgreementValues;
  readonly found: FoundAgreement | null;
  /** How it is sent where it is done anew in the place of a step that was set aside (SYNC-3). */
  readonly resend: SendAction | null;
  readonly onSettled: (after: CaseView, note: string | null) => Promise<void>;
  readonly onBack: () => void;
}

const papers = { written: 'agreement', oral: 'oral-agreement-register' } as const;
const actions = { written: 'agreement.reached_written', oral: 'agreement.reached_oral' } as const;
const names = { written: '书面协议', oral: '口头协议' } as const;

/** What has just been done, else what to look at. */
function EditorNotice({ news, reminder }: { readonly news: string | null; readonly reminder: string | null }) {
  if (news !== null) return <span role="status">{news}</span>;
  return reminder === null ? null : (
    <span role="status" className="soon">
      <ExclamationCircleOutlined aria-hidden="true" />
      {reminder}
    </span>
  );
}

/** The editor: a first text, or the change of one that was settled and is not in effect yet. */
export function AgreementWriting(props: AgreementWritingProps) {
  const { view, actor, version, start, found, resend, onSettled, onBack } = props;
  const { state } = view;
  const { registration } = state;
  const parties = partiesOf(state);
  const today = plainDateAt(useCenterNow());
  const trusted = useTrustedToday();
  const [ids] = useState(() => ({ draftId: found?.draftId ?? newId(), actionId: found?.actionId ?? newId() }));
  const [zoomed, setZoomed] = useState(false);
  const [settling, setSettling] = useState<Settling | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const snippetField = useRef<InputRef>(null);
  const cameFrom = useRef<Element | null>(null);

  const about = { partyNames: parties.map(({ name }) => name), mojType: registration?.mojType ?? null };
  const draft = useCaseDraft({ draftId: ids.draftId, savedAt: found?.savedAt ?? null });
  const editor = useAgreementEditor(start, about, () => {
    setTold(null);
    draft.changed(() =>
      draftInput(view, ids.draftId, { actionId: ids.actionId, version, values: editor.latest.current }),
    );
  });
  const { values } = editor;
  const settled = useDeferredValue(values);
  const warnings = useMemo(
    () =>
      agreementWarnings(warnedOf(settled), {
        partyNames: parties.map(({ name }) => name),
        mojType: registration?.mojType ?? null,
      }),
    [settled, parties, registration],
  );
  const looked = useMemo(
    () => warnings.flatMap(({ place }) => (place.at === 'term' ? (settled.terms[place.index]?.text ?? []) : [])),
    [warnings, settled],
  );
  const suggested = useMemo(() => (version === 0 ? startingValues(state, 'written', newId) : null), [state, version]);
  const groups = useMemo(
    () => snippetGroups({ mojType: registration?.mojType ?? null, gbtCategory: registration?.gbtCategory ?? null }),
    [registration],
  );
  const side = (role: 'applicant' | 'respondent'): string =>
    parties
      .filter((party) => party.role === role)
      .map(({ name }) => name)
      .join('、');

  const [firstField] = useState(() => (version > 0 ? 'reason' : `term:${start.terms[0]?.id}`));
  useEffect(() => focusField(firstField), [firstField]);

  const type = version > 0 ? 'agreement.revised' : actions[values.form];
  const refusal = view.offered.find((each) => each.action === type)?.refusal ?? null;
  const isOffered = view.offered.some((each) => each.action === type);

  const ask = (): void => {
    const now = editor.latest.current;
    const checked = checkAgreement(now, parties, trusted);
    const reason = version > 0 && now.reason.trim() === '' ? { reason: '请填写修改理由' } : {};
    const problems = { ...(checked.ok ? {} : checked.problems), ...reason };
    editor.setProblems(problems);
    const [first] = Object.keys(problems);
    if (first !== undefined || !checked.ok) {
      setTold(`有 ${Object.keys(problems).length} 处要改，已经标出`);
      if (first !== undefined) focusField(first);
      return;
    }
    void draft.flush();
    const { text } = checked;
    setSettling(
      version > 0
        ? { type: 'agreement.revised', payload: { text, reason: now.reason } }
        : { type: actions[now.form], payload: { text } },
    );
  };

  const printDraft = async (): Promise<void> => {
    setTold(null);
    try {
      const form = papers[values.form];
      const text = textForPreview(editor.latest.current, today);
      const file = await api.documents.preview({ caseId: state.id, form, subject: version, text });
      const printing = await printFile(file);
      setTold('message' in printing ? printing.message : '草稿已送去打印，没有取号，不作为正式文书');
    } catch (error) {
      setTold(toApiError(error).message);
    }
  };

  const save = async (): Promise<void> => {
    await draft.flush();
    setTold('草稿已存，可以放心离开');
  };

  const toSnippets = (): void => {
    cameFrom.current = document.activeElement;
    snippetField.current?.focus();
  };
  const toClause = (): void => {
    if (cameFrom.current instanceof HTMLElement && cameFrom.current.isConnected) cameFrom.current.focus();
  };
  const switchForm = (): void => {
    const form: AgreementForm = values.form === 'written' ? 'oral' : 'written';
    editor.update({ form, ...(form === 'oral' ? { judicialConfirmation: false } : {}) });
  };
  const zoom = (): void => setZoomed(!zoomed);
  const confirmation = (): void => {
    if (values.form === 'written') editor.update({ judicialConfirmation: !values.judicialConfirmation });
  };

  useActionKeys([
    { combo: 'Alt+N', label: '加一条', run: editor.addTerm },
    { combo: 'Alt+L', label: '加一项履行事项', run: editor.addItem },
    { combo: 'Alt+Delete', label: '去掉这一条（项）', run: editor.remove },
    { combo: 'Alt+Z', label: '放回刚去掉的', run: editor.putBack },
    { combo: 'Alt+Shift+↑', label: '这一条（项）上移', run: editor.move(-1), repeats: true },
    { combo: 'Alt+Shift+↓', label: '这一条（项）下移', run: editor.move(1), repeats: true },
    { combo: 'Alt+R', label: '换成建议写法', run: () => editor.fix() },
    { combo: 'Alt+B', label: '到下一个空', run: editor.toNextBlank },
    { combo: 'Alt+S', label: '申请司法确认，加 1 份', run: confirmation },
    ...(version === 0 ? [{ combo: 'Alt+O', label: '改为书面（口头）协议', run: switchForm }] : []),
    { combo: 'Ctrl+J', label: '常用条款', run: toSnippets },
    { combo: 'F9', label: '放大预览', run: zoom },
    ...(zoomed ? [{ combo: 'Esc', label: '缩小预览', run: zoom }] : []),
  ]);

  const places = [...new Set(warnings.map(warningPlaceName))];
  const reminder =
    warnings.length === 0
      ? null
      : `${places.length === 1 ? `${places[0]}有` : '共有'} ${warnings.length} 处提醒，不改也能继续，会留痕`;
  const news = told ?? (editor.removed === null ? null : `${editor.removed}，Alt+Z 放回`);
  return (
    <AgreementLayout
      view={view}
      status={version > 0 ? `修改协议 · 第 ${version + 1} 版` : `办理中 · 写${names[values.form]}`}
      steps={agreementSteps(state, { form: values.form, writing: true })}
      zoomed={zoomed}
      headEnd={
        <>
          {version === 0 ? (
            <button type="button" className="text-button" onClick={switchForm} aria-keyshortcuts="Alt+O">
              改为{values.form === 'written' ? '口头' : '书面'}协议 <Key combo="Alt+O" />
            </button>
          ) : null}
          <DraftStatus draft={draft.state} today={today} />
        </>
      }
      onBack={onBack}
      notice={<EditorNotice news={news} reminder={reminder} />}
      secondary={[
        { label: '保存', combo: 'Ctrl+S', icon: <SaveOutlined />, onRun: save },
        { label: '打印草稿', combo: 'F8', icon: <PrinterOutlined />, onRun: printDraft },
      ]}
      main={{
        label: version > 0 ? `保存为第 ${version + 1} 版` : `达成${names[values.form]}`,
        onRun: ask,
        blocked: refusal?.message ?? (isOffered ? undefined : '案件现在的情况不能这样办，请回案件页看'),
      }}
      card={
        <AgreementCard
          values={values}
          parties={parties}
          warnings={warnings}
          editor={editor}
          suggested={suggested}
          revises={version > 0 ? { version, marks: state.agreement?.marks.length ?? 0 } : null}
        />
      }
      aside={
        <SnippetPanel
          groups={groups}
          field={snippetField}
          onLeave={toClause}
          onInsert={(snippet) =>
            editor.insert(snippet, { applicants: side('applicant'), respondents: side('respondent') })
          }
        />
      }
      preview={
        <PrintPreview
          source={{
            kind: 'draft',
            caseId: state.id,
            form: papers[values.form],
            subject: version,
            revision: state.revision,
            text: textForPreview(values, today),
          }}
          looked={looked}
          needsSeal
          zoomed={zoomed}
          onZoom={zoom}
        />
      }
    >
      {settling ? (
        <SettleDialog
          view={view}
          actor={actor}
          today={trusted}
          settling={settling}
          actionId={ids.actionId}
          resend={resend}
          warnings={warnings}
          onSettled={async (after) => {
            // A draft that could not be thrown away is of a version that is past, and is not offered again.
            await draft.discard().catch(() => undefined);
            await onSettled(after, warningsNote(warnings));
          }}
          onFields={(fields) => {
            const problems = serverProblems(editor.latest.current, fields);
            editor.setProblems(problems);
            const [first] = Object.keys(problems);
            if (first !== undefined) focusField(first);
          }}
          onClose={() => setSettling(null)}
        />
      ) : null}
    </AgreementLayout>
  );
}
