import { describe, expect, it } from 'vitest';
import { partiesOf } from '../../domain/cases/state.ts';
import { caseStatusIds } from '../../domain/cases/status.ts';
import { caseIn, validPayload, withAction } from '../../domain/cases/testing.ts';
import { testAgreement, testDay, testId, testRegistration } from '../../domain/cases/testing-facts.ts';
import { sourceCodes } from '../../domain/codes/sources.ts';
import { agreementCopies, presentAgreement } from '../../domain/documents/agreement.ts';
import { type FormKind, formDefinitions, formKinds } from '../../domain/documents/form.ts';
import { composeForm } from './compose.ts';
import { nextStepText } from './compose-slip.ts';
import type { FormFacts } from './form-facts.ts';
import { factsOf } from './testing.ts';

describe('人民调解受理登记表', () => {
  const register = (changes: Parameters<typeof testRegistration>[0] = {}) =>
    composeForm('acceptance-register', factsOf(caseIn('mediating'), { registration: testRegistration(changes) }), 0);

  it('says who came with what, on the day of acceptance', () => {
    const form = register();
    expect(form).toMatchObject({
      acceptedOn: testDay,
      basis: 'application',
      source: '当事人申请',
      sourceBody: '',
      disputeType: '邻里纠纷',
      registrar: '李敏',
      committee: '郑州市金水区矛盾纠纷人民调解委员会',
    });
    expect(form.parties.map(({ role, name }) => `${role}${name}`)).toEqual(['申请人张某', '被申请人李某']);
    expect(form.facts).toBe(
      '李某倒垃圾时把垃圾掉在楼道里，张某多次交涉。\n当事人申请事项：\n1．不再遗撒\n2．把楼道清理干净',
    );
  });

  it('adds no empty heading where nobody wants anything, and no list for one wish', () => {
    expect(register({ demands: [] }).facts).toBe('李某倒垃圾时把垃圾掉在楼道里，张某多次交涉。');
    expect(register({ demands: ['道歉'] }).facts).toMatch(/\n当事人申请事项：道歉$/);
  });

  it.each([
    ['active', '人民调解委员会主动调解', '', 'consent'],
    ['police', '公安机关移交', '', 'consent'],
    ['court', '人民法院委托', '', 'consent'],
    ['procuratorate', '有关部门移交', '人民检察院', 'consent'],
    ['hotline', '有关部门移交', '12345 热线', 'consent'],
    ['code', '当事人申请', '一码解纠纷', 'application'],
  ] as const)('ticks the box of source %s: %s (人民调解法 17, 18)', (source, box, sourceBody, basis) => {
    expect(register({ source })).toMatchObject({ source: box, sourceBody, basis });
  });

  it('has a box for every source of the desk', () => {
    for (const source of sourceCodes) expect(register({ source }).source).not.toBeNull();
  });
});

describe('人民调解记录', () => {
  it('prints the session asked for: time in China, who was there, and what was said', () => {
    const held = withAction(caseIn('mediating'), 'mediation.session_held', {
      ...validPayload('mediation.session_held', caseIn('mediating')),
      presentPartyIds: [testId(11)],
      helpers: [{ name: '王主任', identity: '社区主任', consented: true }],
      record: '第二次陈述。',
    });
    const [first, second] = [0, 1].map((session) => composeForm('mediation-record', factsOf(held), session));
    expect(first).toMatchObject({
      session: 1,
      heldOn: testDay,
      startedAt: '17:31',
      endedAt: '18:20',
      rightsTold: true,
    });
    expect(first?.parties.map(({ name }) => name)).toEqual(['张某', '李某']);
    expect(second).toMatchObject({
      session: 2,
      record: '第二次陈述。',
      mediators: ['张卫'],
      recorder: '张卫',
      participants: [{ name: '王主任', identity: '社区主任', consented: true }],
      signedOn: null,
    });
    expect(second?.parties.map(({ name }) => name)).toEqual(['李某']);
  });

  it('says after a failure which ways were told, on the last record only (人民调解法 26)', () => {
    const twice = withAction(caseIn('mediating'), 'mediation.session_held');
    const failed = withAction(twice, 'mediation.failed', {
      reason: '差距太大',
      routesTold: ['court', 'arbitration'],
      toldOn: testDay,
    });
    expect(composeForm('mediation-record', factsOf(failed), 0).routesTold).toEqual([]);
    expect(composeForm('mediation-record', factsOf(failed), 1).routesTold).toEqual(['申请仲裁', '向人民法院起诉']);
    expect(composeForm('mediation-record', factsOf(caseIn('agreed')), 0).routesTold).toEqual([]);
  });

  it('does not make up a session', () => {
    expect(() => composeForm('mediation-record', factsOf(caseIn('mediating')), 7)).toThrow(RangeError);
  });
});

describe('人民调解协议书', () => {
  const agreed = caseIn('agreed');

  it('prints who does what by when, for how much (人民调解法 29)', () => {
    const form = composeForm('agreement', factsOf(agreed), 1);
    expect(form.performance).toEqual([
      { who: '李某', what: '清理楼道', amountFen: null, dueOn: '2026-11-25', method: '', place: '' },
      { who: '李某', what: '付清洁费', amountFen: 20_000, dueOn: '2026-11-30', method: '', place: '' },
    ]);
    expect(form).toMatchObject({ mediators: ['张卫'], recorder: '张卫', terms: testAgreement().terms });
  });

  it('has one copy for each party and one for the committee, one more for the court (人民调解法 29, 33)', () => {
    const copies = (judicialConfirmation: boolean) => {
      const { parties, courtCopy } = composeForm(
        'agreement',
        factsOf(agreed, { text: testAgreement({ judicialConfirmation }) }),
        1,
      );
      return agreementCopies(parties.length, courtCopy);
    };
    expect(copies(false)).toBe(partiesOf(agreed).length + 1);
    expect(copies(true)).toBe(partiesOf(agreed).length + 2);
  });

  it('leaves the date to a pen until the last mark is there, then bears the day of effect (人民调解法 29)', () => {
    expect(composeForm('agreement', factsOf(agreed), 1).signedOn).toBeNull();
    const signed = caseIn('performing');
    expect(signed.agreement?.effectiveOn).not.toBeNull();
    expect(composeForm('agreement', factsOf(signed), 1).signedOn).toBe(signed.agreement?.effectiveOn);
  });

  it('shows the text that is being written in place of the saved one, undated', () => {
    const text = testAgreement({ terms: ['另行约定。'], reachedOn: '2026-11-24' });
    const form = composeForm('agreement', factsOf(caseIn('performing'), { text, number: null }), 1);
    expect(form).toMatchObject({ terms: ['另行约定。'], signedOn: null, number: null });
    expect(composeForm('agreement', factsOf(caseIn('mediating'), { text }), 1).terms).toEqual(['另行约定。']);
    expect(() => composeForm('agreement', factsOf(caseIn('mediating')), 1)).toThrow(RangeError);
  });

  it('shows ID numbers only where the setting says so; it is off at first (司发通〔2010〕239号)', () => {
    const id = '410105197801010010';
    const show = { ...factsOf(agreed).settings, documents: { showIdNumber: true } };
    expect(JSON.stringify(presentAgreement(composeForm('agreement', factsOf(agreed), 1)))).not.toContain(id);
    expect(
      JSON.stringify(presentAgreement(composeForm('agreement', factsOf(agreed, { settings: show }), 1))),
    ).toContain(id);
  });
});

describe('人民调解口头协议登记表', () => {
  it('bears the day on which it was reached: that day it is in effect (人民调解法 30)', () => {
    const oral = withAction(caseIn('mediating'), 'agreement.reached_oral');
    const form = composeForm('oral-agreement-register', factsOf(oral), 0);
    expect(form).toMatchObject({ agreedOn: testDay, mediators: ['张卫'], terms: testAgreement().terms });
    expect(form.performance).toHaveLength(2);
  });
});

describe('来访登记回执', () => {
  it('tells the visitor the number, the code, what comes next and by when', () => {
    expect(composeForm('slip', factsOf(caseIn('registered')), 0)).toMatchObject({
      caseNumber: '金矛调〔2026〕4127',
      queryCode: 'K7MW-3XPT',
      receivedOn: testDay,
      receivedAt: '09:10',
      place: '金水区东风路 16 号',
      parties: [
        { role: '申请人', name: '张某' },
        { role: '被申请人', name: '李某' },
      ],
      disputeType: '邻里纠纷',
      nextBy: '2026-11-24',
      nextByProvisional: false,
      registrar: '李敏',
      phone: '037160000012',
    });
  });

  it('has no time of day for a visit that was entered another day, and no limit where none runs', () => {
    const late = { ...caseIn('registered'), receivedOn: '2026-11-21' };
    expect(composeForm('slip', factsOf(late, { deadline: null }), 0)).toMatchObject({ receivedAt: null, nextBy: null });
  });

  it('has words for every state, and names the other ways after an end (人民调解法 26)', () => {
    for (const status of caseStatusIds) expect(nextStepText(caseIn(status), ['张卫'])).toMatch(/[。！]$|理由：/);
    expect(nextStepText(caseIn('terminated'), [])).toContain('向人民法院起诉');
    expect(nextStepText(caseIn('assigned'), ['张卫', '王芳'])).toContain('调解员张卫、王芳');
  });
});

describe('every form', () => {
  const referred = withAction(caseIn('mediating'), 'errand.asked', {
    kind: 'court_before',
    to: '金水区人民法院',
    what: '诉前委派调解',
    number: '（2026）豫0105诉前调1号',
    letterOn: '2026-11-20',
  });
  /** Where the case in the archive has no such paper. */
  const others: Partial<Record<FormKind, FormFacts>> = {
    'oral-agreement-register': factsOf(withAction(caseIn('mediating'), 'agreement.reached_oral')),
    'mediation-proof': factsOf(caseIn('performing')),
    'confirmation-application': factsOf(withAction(caseIn('performing'), 'confirmation.applied')),
    'investigation-record': factsOf(withAction(caseIn('mediating'), 'investigation.recorded')),
    'termination-notice': factsOf(caseIn('terminated')),
    'referral-letter': factsOf(withAction(caseIn('mediating'), 'errand.asked')),
    'referral-receipt': factsOf(referred),
    'referral-reply': factsOf(withAction(referred, 'errand.answered')),
    'dossier-note': factsOf(withAction(caseIn('closed'), 'dossier.noted')),
  };

  it.each(formKinds)('%s passes the schema of the form', (form) => {
    const { error } = formDefinitions[form].schema.safeParse(
      composeForm(form, others[form] ?? factsOf(caseIn('archived')), form === 'agreement' ? 1 : 0),
    );
    expect(error?.issues).toBeUndefined();
  });
});
