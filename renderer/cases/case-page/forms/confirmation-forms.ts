import { filingWays, rulingOutcomes } from '../../../../domain/cases/confirmation-actions.ts';
import { afterConfirmation, afterNoConfirmation } from '../../../../domain/cases/confirmation-text.ts';
import { listedFiles } from '../../../../domain/cases/state.ts';
import { missingMaterials } from '../../../../domain/confirmation/materials.ts';
import { toChinaDate } from '../../../../domain/deadlines/china-time.ts';
import { type ActionForms, choicesOf, type FormContext, type Lead, noteField, withNote } from './action-form.ts';
import { applicationForm, materialNeeds, materialsField } from './application-form.ts';

/** What the court will ask for anyway, and whether the days are kept, before anybody goes there. */
function filingLead({ view, today }: FormContext, ticked: unknown): Lead | null {
  const { judicialConfirmation, state } = view;
  const lastDay = judicialConfirmation === null ? null : toChinaDate(judicialConfirmation.dueAt);
  if (lastDay !== null && today !== null && today > lastDay) {
    const title = `已过申请期限（到 ${lastDay}），法院可能不予受理`;
    return { look: 'warn', title, text: '确实在期限内递交的，请把递交日期改成那一天（民事诉讼法第二百零五条）。' };
  }
  const application = state.confirmation?.application;
  const missing = application ? missingMaterials(materialNeeds(application), ticksOf(ticked)) : [];
  if (missing.length === 0) return null;
  const title = `还缺：${missing.join('、')}`;
  return { look: 'warn', title, text: '没有交齐的，法院会要求限期补交（民诉法解释第三百五十四条）。' };
}

function ticksOf(value: unknown): Parameters<typeof missingMaterials>[1] {
  return Array.isArray(value) ? value : [];
}

/** From the joint application to the ruling (人民调解法 33, 民事诉讼法 205–206). */
export const confirmationForms: ActionForms = {
  'confirmation.applied': applicationForm,
  'confirmation.filed': {
    lead: (context, { materials }) => filingLead(context, materials),
    initial: ({ view, today }) => ({
      filedOn: today,
      way: 'window',
      materials: view.state.confirmation?.application?.materials ?? [],
    }),
    fields: ({ view }) => [
      { kind: 'date', name: 'filedOn', label: '递交日期', half: true },
      { kind: 'one', name: 'way', label: '怎样递交', choices: choicesOf(filingWays) },
      materialsField(view.state.confirmation?.application ?? null),
    ],
    payload: ({ filedOn, way, materials }) => ({ filedOn, way, materials: ticksOf(materials) }),
  },
  'confirmation.asked_to_correct': {
    initial: ({ today }) => ({ askedOn: today }),
    fields: () => [
      { kind: 'date', name: 'askedOn', label: '法院提出的日期', half: true },
      { kind: 'date', name: 'dueOn', label: '最晚哪一天补正', half: true },
      { kind: 'long', name: 'what', label: '要补正什么', rows: 3 },
    ],
    payload: ({ askedOn, dueOn, what }) => ({ askedOn, dueOn, what }),
  },
  'confirmation.corrected': {
    lead: ({ view }) => {
      const correction = view.state.confirmation?.correction;
      return correction ? { look: 'info', title: `${correction.dueOn} 前补正：${correction.what}` } : null;
    },
    initial: ({ today }) => ({ correctedOn: today }),
    fields: () => [
      { kind: 'date', name: 'correctedOn', label: '补正日期', half: true },
      { kind: 'long', name: 'what', label: '补正了什么', rows: 3 },
    ],
    payload: ({ correctedOn, what }) => ({ correctedOn, what }),
  },
  'confirmation.accepted': {
    initial: ({ today }) => ({ acceptedOn: today }),
    fields: () => [
      { kind: 'date', name: 'acceptedOn', label: '受理日期', half: true },
      { kind: 'text', name: 'courtCaseNumber', label: '法院案号', half: true, placeholder: '如 （2026）豫0105民特1号' },
    ],
    payload: ({ acceptedOn, courtCaseNumber }) => ({ acceptedOn, courtCaseNumber }),
  },
  'confirmation.ruled': {
    lead: (_context, { outcome }) => {
      if (outcome === undefined) return null;
      return outcome === 'confirmed'
        ? { look: 'info', title: '裁定有效：协议可以强制执行', text: `${afterConfirmation}。` }
        : { look: 'warn', title: '没有确认：请告知当事人其他途径', text: `${afterNoConfirmation}。` };
    },
    initial: ({ view, today }) => ({
      ruledOn: today,
      rulingNumber: view.state.confirmation?.acceptance?.courtCaseNumber,
      fileId: 'none',
    }),
    fields: ({ view }, { rulingNumber }) => [
      { kind: 'one', name: 'outcome', label: '裁定结果', choices: choicesOf(rulingOutcomes) },
      {
        kind: 'text',
        name: 'rulingNumber',
        label: '裁定书文号',
        half: true,
        filledIn: rulingNumber !== undefined && rulingNumber === view.state.confirmation?.acceptance?.courtCaseNumber,
      },
      { kind: 'date', name: 'ruledOn', label: '裁定日期', half: true },
      {
        kind: 'list',
        name: 'fileId',
        label: '裁定书扫描件',
        choices: [
          { code: 'none', name: '还没有，以后再附' },
          ...listedFiles(view.state).map(({ fileId, name }) => ({ code: fileId, name })),
        ],
        hint: '先在案件的材料里附上扫描件，再在这里选',
        check: () => null,
      },
      noteField,
    ],
    payload: ({ outcome, rulingNumber, ruledOn, fileId, note }) =>
      withNote({ outcome, rulingNumber, ruledOn, fileId: fileId === 'none' ? null : fileId }, note),
    refill: ({ fileId, ...rest }) => ({ ...rest, fileId: fileId ?? 'none' }),
  },
  'confirmation.withdrawn': {
    lead: () => ({
      look: 'info',
      title: '裁定作出前可以撤回；三十日没有过的，还可以再申请',
      text: '民诉法解释第三百五十七条。',
    }),
    initial: ({ today }) => ({ withdrawnOn: today }),
    fields: () => [
      { kind: 'date', name: 'withdrawnOn', label: '撤回日期', half: true },
      { kind: 'long', name: 'reason', label: '理由', rows: 3 },
    ],
    payload: ({ withdrawnOn, reason }) => ({ withdrawnOn, reason }),
  },
};
