import { useQuery } from '@tanstack/react-query';
import { Form, Input, Radio } from 'antd';
import type { CaseView } from '../../../../contract/cases.ts';
import { caseActionSchemas } from '../../../../domain/cases/actions.ts';
import { partiesOf } from '../../../../domain/cases/state.ts';
import { ROOM_PLACE } from '../../../../domain/room/room.ts';
import { queries } from '../../../api/client.ts';
import { CodeSelect } from '../../../forms/CodeSelect.tsx';
import { zodCheck } from '../../../forms/checks.ts';
import { Field } from '../../../forms/Field.tsx';
import { MaskedDateInput } from '../../../forms/MaskedDateInput.tsx';
import { SeveralOf, YesBox } from '../forms/ActionField.tsx';
import { type Choice, dateProblem, partyChoices, timeProblem } from '../forms/action-form.ts';
import { HelpersInput } from './HelpersInput.tsx';

const { shape } = caseActionSchemas['mediation.session_held'];
const checks = {
  place: zodCheck(shape.place),
  record: zodCheck(shape.record),
  result: zodCheck(shape.result),
  mediatorIds: zodCheck(shape.mediatorIds),
};

interface SessionFieldsProps {
  readonly view: CaseView;
  readonly self: { readonly staffId: string; readonly name: string };
}

/** Mediators of the center, with those of the case, its recorders and the writer, who may be none of them. */
function useStaffChoices({ view, self }: SessionFieldsProps): readonly Choice[] {
  const { data } = useQuery(queries.directory.mediators.queryOptions());
  const names = new Map<string, string>([[self.staffId, self.name]]);
  const { mediatorIds, sessions } = view.state;
  for (const id of [...mediatorIds, ...sessions.map(({ recorderId }) => recorderId)])
    names.set(id, view.staffNames[id] ?? id);
  for (const { staffId, name } of data ?? []) names.set(staffId, name);
  return [...names].map(([code, name]) => ({ code, name }));
}

/** When, where and with whom. */
export function SessionFrame(props: SessionFieldsProps) {
  const { view } = props;
  const staff = useStaffChoices(props);
  const ofTheCase = staff.filter(({ code }) => view.state.mediatorIds.includes(code));
  return (
    <>
      <Field name="heldOn" label="日期" check={dateProblem}>
        <MaskedDateInput />
      </Field>
      <div className="session-times">
        <Field name="startTime" label="开始" check={timeProblem}>
          <Input inputMode="numeric" autoComplete="off" maxLength={5} placeholder="16:05" />
        </Field>
        <Field name="endTime" label="结束" check={timeProblem}>
          <Input inputMode="numeric" autoComplete="off" maxLength={5} placeholder="17:30" />
        </Field>
      </div>
      <Field name="place" label="地点" check={checks.place} className="session-wide">
        <Input autoComplete="off" />
      </Field>
      <Field name="presentPartyIds" label="在场的当事人" className="session-wide">
        <SeveralOf label="在场的当事人" choices={partyChoices(partiesOf(view.state))} />
      </Field>
      <Field name="mediatorIds" label="调解员" check={checks.mediatorIds}>
        <SeveralOf label="调解员" choices={ofTheCase} />
      </Field>
      <Field name="recorderId" label="记录人" check={(value) => (value ? null : '请选择记录人')}>
        <CodeSelect choices={staff} />
      </Field>
      <Field name="helpers" label="请来协助的人" optional className="session-wide">
        <HelpersInput />
      </Field>
      <Field name="openSession" label="方式" className="session-wide">
        <Radio.Group className="choice-group" aria-label="方式">
          <Radio value="open">公开</Radio>
          <Radio value="closed">不公开（当事人要求）</Radio>
        </Radio.Group>
      </Field>
    </>
  );
}

/** What the mediator says before anything else (人民调解法 23, 24), to be read out. */
const RIGHTS =
  '当事人可以选择或者接受调解员，接受、拒绝或者要求终止调解，要求公开或者不公开进行，自主表达意愿、自愿达成协议。';
const DUTIES = '当事人要如实陈述纠纷事实，遵守调解现场秩序，尊重调解员，尊重对方当事人行使权利。';

/** The rights and duties, and what was said and settled. */
export function SessionRecord() {
  const isOnline = Form.useWatch('place') === ROOM_PLACE;
  return (
    <>
      <div className="session-rights">
        <p>
          <b>权利（第二十三条）</b>　{RIGHTS}
        </p>
        <p>
          <b>义务（第二十四条）</b>　{DUTIES}
        </p>
        <Field
          name="rightsTold"
          label="权利义务"
          check={(value) => (value === true ? null : '调解前要告知权利义务（人民调解法第二十三、二十四条）')}
        >
          <YesBox text={isOnline ? '上面这些双方已在线上确认知悉' : '上面这些已当面告知双方'} />
        </Field>
      </div>
      <Field name="record" label="调解记录" check={checks.record} className="session-text">
        <Input.TextArea rows={9} placeholder="双方各自怎么说，争的是什么，怎么劝的" />
      </Field>
      <Field name="result" label="调解结果" check={checks.result} className="session-text">
        <Input.TextArea rows={4} placeholder="谈成了什么，或者还差在哪里、下次什么时候再谈" />
      </Field>
    </>
  );
}
