import { describe, expect, test } from 'vitest';
import { centerSettingsSchema, initialSettings } from '../../domain/center/settings.ts';
import { limitOf } from '../../domain/deadlines/limits.ts';
import { applyTyped, changedFields, othersChanges } from './draft.ts';
import { settingFields } from './fields.ts';
import { NO, YES } from './setting-field.ts';

const base = initialSettings({
  name: '金水区综治中心',
  shortName: '金',
  areaCode: '410105',
  phone: '',
  address: '',
  committee: { name: '郑州市金水区人民调解委员会', shortName: '金水' },
});

describe('a field of the settings', () => {
  test.each(settingFields.map((field) => [field.label, field] as const))(
    '%s: written back as it reads, it changes nothing',
    (_label, { read, write }) => {
      const limit = write(base, read(base));
      // A limit that the law fixes says so instead (民事诉讼法 205).
      if (typeof limit === 'string') expect(limit).toContain('不能修改');
      else expect(limit).toEqual(base);
    },
  );

  test('every field has an id and a name of its own', () => {
    expect(new Set(settingFields.map(({ id }) => id)).size).toBe(settingFields.length);
    expect(new Set(settingFields.map(({ label }) => label)).size).toBe(settingFields.length);
  });
});

describe('what was typed', () => {
  test('goes into the settings, which the center accepts', () => {
    const { settings, problems } = applyTyped(base, {
      name: ' 金水区社会治安综合治理中心 ',
      'limit.accept': '１２',
      warnPercent: '70',
      officeClosesAt: '17:30',
      'extension.maxDays': '15',
      'documents.showIdNumber': YES,
      'documents.verificationAddress': ' https://verify.example.gov.cn ',
      'dossier.retentionYears.long': '３０',
      'dossier.numberFront': YES,
    });
    expect(problems).toEqual({});
    expect(settings.name).toBe('金水区社会治安综合治理中心');
    expect(limitOf(settings.deadlines, 'accept').amount).toBe(12);
    expect(settings.deadlines).toMatchObject({ warnPercent: 70, officeClosesAt: '17:30', extension: { maxDays: 15 } });
    expect(settings.documents).toEqual({
      showIdNumber: true,
      verificationAddress: 'https://verify.example.gov.cn',
    });
    expect(settings.dossier).toEqual({ retentionYears: { long: 30, short: null }, numberFront: true });
    expect(centerSettingsSchema.safeParse(settings).success).toBe(true);
  });

  test('is told where it is wrong, and the rest still counts', () => {
    const { settings, problems } = applyTyped(base, {
      name: '金',
      phone: '0371-60000000',
      'limit.accept': '一天',
      'limit.mediation.simple': '31',
      warnPercent: '0',
      officeClosesAt: '25:00',
      'numbering.case': '{年}矛调{号}',
      'documents.verificationAddress': 'verify.example.gov.cn',
      'dossier.retentionYears.long': '很久',
      'dossier.retentionYears.short': '0',
    });
    expect(settings).toEqual({ ...base, phone: '0371-60000000' });
    expect(problems).toMatchObject({
      name: '请填写中心全称',
      'limit.accept': '时限要填整数',
      'limit.mediation.simple': expect.stringContaining('不能超过 30 天'),
      warnPercent: '要在 1 到 100 之间',
      officeClosesAt: '下班时间请写成 17:30 的样子',
      'numbering.case': expect.stringContaining('不认识的「{号}」'),
      'documents.verificationAddress': expect.stringContaining('https://'),
      'dossier.retentionYears.long': '要填整数，或者空着',
      'dossier.retentionYears.short': '年数要大于 0',
    });
  });

  test('and typed back is no change', () => {
    expect(changedFields(base, { name: '金水区综治中心 ', 'documents.showIdNumber': NO })).toEqual([]);
    expect(changedFields(base, { phone: '1' }).map(({ id }) => id)).toEqual(['phone']);
  });
});

describe('LOG-5: somebody else saved first', () => {
  const theirs = { ...base, name: '金水区矛调中心', phone: '110', address: '同一处' };

  test('what both changed is a conflict; what they alone changed stands; what I alone changed is kept', () => {
    const typed = { name: '金水中心', address: '同一处', shortName: '水' };
    const { conflicts, others } = othersChanges(base, theirs, typed);
    expect(conflicts.map(({ field, theirs: other, mine }) => [field.label, other, mine])).toEqual([
      ['中心全称', '金水区矛调中心', '金水中心'],
    ]);
    expect(others.map(({ field }) => field.label)).toEqual(['电话']);
    const { settings } = applyTyped(theirs, typed);
    expect(settings).toEqual({ ...theirs, name: '金水中心', shortName: '水' });
  });

  test('nothing changed, nothing to say', () => {
    expect(othersChanges(base, base, { name: '金水中心' })).toEqual({ conflicts: [], others: [] });
  });
});
