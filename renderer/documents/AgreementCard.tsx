import { Checkbox } from 'antd';
import { agreementCopies } from '../../domain/documents/agreement.ts';
import type { AgreementWarning } from '../../domain/documents/agreement-warnings.ts';
import type { Party } from '../../domain/parties/party.ts';
import { countCharacters } from '../../domain/text/plain-text.ts';
import { useTrustedToday } from '../api/center-clock.ts';
import { MaskedDateInput } from '../forms/MaskedDateInput.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { Key } from '../keyboard/Key.tsx';
import { Note } from '../status/Note.tsx';
import { SuspectClockNote } from '../status/SuspectClockNote.tsx';
import type { AgreementValues } from './agreement-values.ts';
import { ClauseList, warningText } from './ClauseList.tsx';
import { FieldProblem } from './FieldProblem.tsx';
import { GrowText } from './GrowText.tsx';
import { PerformanceTable } from './PerformanceTable.tsx';
import { type AgreementEditor, elementId } from './use-agreement-editor.ts';

interface AgreementCardProps {
  readonly values: AgreementValues;
  readonly parties: readonly Party[];
  readonly warnings: readonly AgreementWarning[];
  /** Null where the text is settled: then it is only to be read. */
  readonly editor: AgreementEditor | null;
  /** What the program filled in, as long as it was not changed. */
  readonly suggested?: Pick<AgreementValues, 'facts' | 'place' | 'reachedOn'> | null;
  /** The text was settled before: the change needs a reason. */
  readonly revises?: { readonly version: number; readonly marks: number } | null;
}

/** What the sides agreed, in the order of the printed form (司发通〔2010〕239号). */
export function AgreementCard(props: AgreementCardProps) {
  const { values, parties, warnings, editor, revises = null } = props;
  return (
    <form className="card agreement-card" aria-label="协议书内容" onSubmit={(event) => event.preventDefault()}>
      <EnterToNext>
        <div className="agreement-text">
          {revises && editor ? <RevisionReason values={values} editor={editor} {...revises} /> : null}
          {warnings
            .filter(({ place }) => place.at === 'form')
            .map((warning) => (
              <Note key={warning.title} look="warn" title={warning.title}>
                <p className="small">{warningText(warning)}</p>
              </Note>
            ))}
          <Facts {...props} />
          <ClauseList terms={values.terms} warnings={warnings} editor={editor} />
          <PerformanceTable values={values} parties={parties} warnings={warnings} editor={editor} />
        </div>
        <Circumstances {...props} />
      </EnterToNext>
    </form>
  );
}

interface RevisionReasonProps {
  readonly values: AgreementValues;
  readonly editor: AgreementEditor;
  readonly version: number;
  readonly marks: number;
}

function RevisionReason({ values, editor, version, marks }: RevisionReasonProps) {
  const problem = editor.problems.reason;
  const lost = marks > 0 ? `已有的 ${marks} 处签名作废，` : '';
  return (
    <section>
      <Note look="warn" title={`改后成为第 ${version + 1} 版：${lost}要重新取号、打印和签名`}>
        <p className="small">第 {version} 版和它的文号留在卷里，不会改动（人民调解法第二十九条）。</p>
      </Note>
      <h2 className="agreement-gap">
        修改理由 <span className="muted">必填</span>
      </h2>
      <GrowText
        id={elementId('reason')}
        label="修改理由"
        value={values.reason}
        invalid={problem !== undefined}
        onChange={(reason) => editor.update({ reason }, ['reason'])}
      />
      {problem === undefined ? null : <FieldProblem>{problem}</FieldProblem>}
    </section>
  );
}

function Facts({ values, editor, suggested }: AgreementCardProps) {
  const problem = editor?.problems.facts;
  const told = `${elementId('facts')}-told`;
  const filled = suggested != null && values.facts === suggested.facts && values.facts !== '';
  return (
    <section aria-labelledby="agreement-facts-title">
      <h2>
        <span id="agreement-facts-title">纠纷事实、争议事项</span>
        {filled ? <em className="agreement-filled small">自动，取自登记</em> : null}
        <span className="muted">{countCharacters(values.facts)} 字，长了自动续页，不截断</span>
      </h2>
      <GrowText
        id={elementId('facts')}
        className={`agreement-facts ${filled ? 'grow-filled' : ''}`}
        label="纠纷事实、争议事项"
        value={values.facts}
        readOnly={editor === null}
        invalid={problem !== undefined}
        describedBy={problem === undefined ? undefined : told}
        onChange={(facts) => editor?.update({ facts }, ['facts'])}
        onTooMuch={(message) => editor?.setProblems({ ...editor.problems, facts: message })}
      />
      {problem === undefined ? null : <FieldProblem id={told}>{problem}</FieldProblem>}
    </section>
  );
}

/** Day and place, then the copies. */
function Circumstances({ values, parties, editor, suggested }: AgreementCardProps) {
  const copies = agreementCopies(parties.length, values.form === 'written' && values.judicialConfirmation);
  return (
    <section className="agreement-foot" aria-label="日期、地点和份数">
      {editor ? (
        <DayAndPlace values={values} editor={editor} suggested={suggested ?? null} />
      ) : (
        <p>
          <b>达成日期</b>　{values.reachedOn}　　<b>地点</b>　{values.place}
        </p>
      )}
      {values.form === 'oral' ? (
        <p>
          <b>口头协议</b>　<span className="muted">自达成之日起生效（人民调解法第三十条），不能申请司法确认</span>
        </p>
      ) : (
        <p className="agreement-copies">
          <b>份数</b>
          <span>
            {copies} 份{' '}
            <span className="muted">
              {parties.length === 2 ? '双方' : '各方'}各 1 份，委员会 1 份
              {values.judicialConfirmation ? '，法院 1 份' : ''}
            </span>
          </span>
          {editor ? (
            <Checkbox
              checked={values.judicialConfirmation}
              onChange={(event) => editor.update({ judicialConfirmation: event.target.checked })}
              aria-keyshortcuts="Alt+S"
            >
              申请司法确认，加 1 份 <Key combo="Alt+S" />
            </Checkbox>
          ) : (
            <span className="agreement-court">{values.judicialConfirmation ? '共同申请司法确认' : ''}</span>
          )}
        </p>
      )}
    </section>
  );
}

interface DayAndPlaceProps {
  readonly values: AgreementValues;
  readonly editor: AgreementEditor;
  readonly suggested: Pick<AgreementValues, 'facts' | 'place' | 'reachedOn'> | null;
}

function DayAndPlace({ values, editor, suggested }: DayAndPlaceProps) {
  const trusted = useTrustedToday();
  const { problems } = editor;
  const dayFilled = suggested !== null && values.reachedOn !== null && values.reachedOn === suggested.reachedOn;
  const placeFilled = suggested !== null && values.place !== '' && values.place === suggested.place;
  return (
    <div className="agreement-day">
      <label htmlFor={elementId('reachedOn')}>
        <b>达成日期</b>
        {dayFilled ? <em className="agreement-filled small">自动，请核对</em> : null}
      </label>
      <div className={dayFilled ? 'field-filled-in field' : 'field'}>
        <MaskedDateInput
          id={elementId('reachedOn')}
          value={values.reachedOn}
          onChange={(reachedOn) => editor.update({ reachedOn }, ['reachedOn'])}
        />
        <SuspectClockNote today={trusted} />
        {problems.reachedOn === undefined ? null : <FieldProblem>{problems.reachedOn}</FieldProblem>}
      </div>
      <label htmlFor={elementId('place')}>
        <b>地点</b>
        {placeFilled ? <em className="agreement-filled small">自动</em> : null}
      </label>
      <div>
        <GrowText
          oneLine
          id={elementId('place')}
          label="调解地点"
          value={values.place}
          invalid={problems.place !== undefined}
          className={placeFilled ? 'grow-filled' : ''}
          onChange={(place) => editor.update({ place }, ['place'])}
        />
        {problems.place === undefined ? null : <FieldProblem>{problems.place}</FieldProblem>}
      </div>
    </div>
  );
}
