import type { CaseActionPayloads } from '../../../../domain/cases/actions.ts';
import { signingPartyIds } from '../../../../domain/cases/next-status.ts';
import { type CaseState, partiesOf } from '../../../../domain/cases/state.ts';
import { basicCourtOf, type CourtBasis, courtBases } from '../../../../domain/confirmation/courts.ts';
import {
  type ConfirmationMaterial,
  confirmationMaterials,
  MATERIALS_SOURCE,
  neededMaterials,
} from '../../../../domain/confirmation/materials.ts';
import {
  type ConfirmationQuestionId,
  confirmationQuestions,
  precheckFindings,
} from '../../../../domain/confirmation/precheck.ts';
import { toChinaDate } from '../../../../domain/deadlines/china-time.ts';
import type { Party } from '../../../../domain/parties/party.ts';
import {
  type ActionForm,
  choicesOf,
  type FieldSpec,
  type FormContext,
  partyChoices,
  type Values,
} from './action-form.ts';

type Application = CaseActionPayloads['confirmation.applied'];

const questionField = (id: ConfirmationQuestionId): string => `question_${id}`;
const agentField = (partyId: string): string => `agents_${partyId}`;

/** One question a line; 没有 comes first, since that is what most agreements answer. */
const answers = [
  { code: 'no', name: '没有' },
  { code: 'yes', name: '有' },
] as const;

function signers(state: CaseState): readonly Party[] {
  const ids = signingPartyIds(state);
  return partiesOf(state).filter(({ id }) => ids.includes(id));
}

function agentNames(value: unknown): string[] {
  return typeof value === 'string' ? value.split(/[、，,；;\s]+/u).filter((name) => name !== '') : [];
}

export function materialNeeds({ aboutProperty, applicants }: Pick<Application, 'aboutProperty' | 'applicants'>) {
  return { aboutProperty, hasAgents: applicants.some(({ agentNames: names }) => names.length > 0) };
}

/** The list of the law, as far as this application needs it, to be ticked. */
export function materialsField(application: Pick<Application, 'aboutProperty' | 'applicants'> | null): FieldSpec {
  const needed = application ? neededMaterials(materialNeeds(application)) : confirmationMaterials;
  return {
    kind: 'several',
    name: 'materials',
    label: '已经备齐的材料',
    choices: choicesOf(needed),
    hint: `缺的可以后补，法院会要求限期补交（${MATERIALS_SOURCE}）`,
  };
}

/** What the case itself shows to be ready. */
function readyMaterials({ documents, registration }: CaseState): readonly ConfirmationMaterial[] {
  const known = (registration?.parties ?? []).every(({ address, phone }) => address !== null && phone !== null);
  const ready: readonly (readonly [ConfirmationMaterial, boolean])[] = [
    ['agreement', documents.some(({ form, outdated }) => form === 'agreement' && !outdated)],
    ['address', known],
  ];
  return ready.filter(([, is]) => is).map(([id]) => id);
}

/** The usual court of the place that the choice names; a person looks at it. */
function courtFor(basis: unknown, { view }: FormContext): string | undefined {
  const { state, placeName, here } = view;
  const addresses: readonly string[] = signers(state).flatMap(({ address }) => address ?? []);
  const places: Readonly<Record<CourtBasis, readonly string[]>> = {
    inviting: [],
    domicile: addresses,
    subject_matter: [placeName],
    organisation_seat: [here.center?.name ?? '', placeName],
  };
  const asked = courtBases.find(({ id }) => id === basis)?.id;
  const found = asked === undefined ? [] : places[asked].flatMap((place) => basicCourtOf(place) ?? []);
  return found[0];
}

function questionFields({ view }: FormContext): readonly FieldSpec[] {
  const { agreement, registration } = view.state;
  const about = { partyNames: partiesOf(view.state).map(({ name }) => name), mojType: registration?.mojType ?? null };
  const findings = agreement ? precheckFindings(agreement.text, about) : [];
  return confirmationQuestions.map(({ id, text, source }, index) => {
    const words = findings
      .filter(({ question }) => question === id)
      .map(({ place, found, why }) => `${place}写了“${found}”，${why}`);
    return {
      kind: 'one',
      row: true,
      name: questionField(id),
      label: `${index + 1}．${text}`,
      choices: answers,
      hint: source,
      warn: words.length === 0 ? undefined : words.join('；'),
      check: (value) => (value ? null : '请回答'),
    };
  });
}

function isAnsweredYes(values: Values): boolean {
  return confirmationQuestions.some(({ id }) => values[questionField(id)] === 'yes');
}

const insistsField: FieldSpec = {
  kind: 'yes',
  row: true,
  name: 'insists',
  label: '法院会不予受理',
  text: '已经告知，当事人坚持申请（民诉法解释第三百五十五条）',
};

/** Who applies jointly, at which court, what it would not accept, and what is ready (人民调解法 33, 民事诉讼法 205). */
export const applicationForm: ActionForm = {
  wide: true,
  lead: ({ view, today }) => {
    const { judicialConfirmation, state } = view;
    if (judicialConfirmation === null) return null;
    const lastDay = toChinaDate(judicialConfirmation.dueAt);
    const until = `${lastDay}${judicialConfirmation.provisional ? '（暂定）' : ''}`;
    const title = `协议 ${state.agreement?.effectiveOn ?? ''} 生效，共同申请到 ${until} 为止`;
    return { look: today !== null && today > lastDay ? 'warn' : 'info', title };
  },
  initial: (context) => {
    const { state } = context.view;
    const basis: CourtBasis = state.registration?.source === 'court' ? 'inviting' : 'organisation_seat';
    const agents = signers(state).map(({ id, agents: of }) => [agentField(id), of.map(({ name }) => name).join('、')]);
    return {
      partyIds: [],
      ...Object.fromEntries(agents),
      basis,
      court: courtFor(basis, context),
      insists: false,
      aboutProperty: false,
      materials: readyMaterials(state),
      appliedOn: context.today,
    };
  },
  fields: (context, values) => {
    const parties = signers(context.view.state);
    const chosen = courtFor(values.basis, context);
    const application = { aboutProperty: values.aboutProperty === true, applicants: applicantsOf(values, context) };
    return [
      {
        kind: 'several',
        row: true,
        name: 'partyIds',
        label: '共同申请的当事人',
        choices: partyChoices(parties),
        hint: '逐个问过再勾（人民调解法第三十三条）',
      },
      ...parties.map(
        ({ id, name }): FieldSpec => ({
          kind: 'text',
          name: agentField(id),
          label: `${name}的代理人`,
          optional: true,
          half: true,
          placeholder: '最多两人，用顿号隔开',
          check: (value) => (agentNames(value).length > 2 ? '最多委托两名代理人（民事诉讼法第六十一条）' : null),
        }),
      ),
      {
        kind: 'one',
        name: 'basis',
        label: '向哪里的法院申请',
        choices: courtBases.map(({ id, name, when }) => ({ code: id, name, detail: when })),
        hint: '民事诉讼法第二百零五条；纠纷应由中级人民法院管辖的，向相应的中级人民法院提出',
      },
      {
        kind: 'text',
        name: 'court',
        label: '法院全称',
        half: true,
        filledIn: chosen !== undefined && values.court === chosen,
      },
      { kind: 'date', name: 'appliedOn', label: '共同申请的日期', half: true },
      ...questionFields(context),
      ...(isAnsweredYes(values) ? [insistsField] : []),
      { kind: 'yes', row: true, name: 'aboutProperty', label: '协议涉及财产权利？', text: '涉及，要交权利证明' },
      materialsField(application),
    ];
  },
  follow: (changed, _values, context) => ('basis' in changed ? { court: courtFor(changed.basis, context) } : {}),
  payload: (values, context) => ({
    applicants: applicantsOf(values, context),
    basis: values.basis,
    court: values.court,
    precheck: Object.fromEntries(confirmationQuestions.map(({ id }) => [id, values[questionField(id)]])),
    insists: isAnsweredYes(values) && values.insists === true,
    aboutProperty: values.aboutProperty === true,
    materials: values.materials ?? [],
    appliedOn: values.appliedOn,
  }),
  refill: ({ applicants, precheck, ...rest }) => {
    const asked = applicants as Application['applicants'];
    return {
      ...rest,
      partyIds: asked.map(({ partyId }) => partyId),
      ...Object.fromEntries(asked.map(({ partyId, agentNames: names }) => [agentField(partyId), names.join('、')])),
      ...Object.fromEntries(
        Object.entries(precheck as Application['precheck']).map(([id, given]) => [
          questionField(id as ConfirmationQuestionId),
          given,
        ]),
      ),
    };
  },
  fieldOf: { applicants: 'partyIds' },
};

function applicantsOf(values: Values, { view }: FormContext): Application['applicants'] {
  const asking: readonly unknown[] = Array.isArray(values.partyIds) ? values.partyIds : [];
  return signers(view.state)
    .filter(({ id }) => asking.includes(id))
    .map(({ id }) => ({ partyId: id, agentNames: agentNames(values[agentField(id)]) }));
}
