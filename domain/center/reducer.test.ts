import { expect, it } from 'vitest';
import { storedAction } from '../cases/testing.ts';
import { reduceCenter } from './reducer.ts';
import { centerSettingsSchema, initialSettings } from './settings.ts';

const settings = initialSettings({
  name: '郑州市金水区社会治安综合治理中心',
  shortName: '金',
  areaCode: '410105',
  phone: '',
  address: '',
  committee: { name: '郑州市金水区矛盾纠纷人民调解委员会', shortName: '金水' },
});
const { dossier, ...beforeDossiers } = settings;
const said = (payload: unknown) => ({ ...storedAction('case.noted', null, 1), payload });

it('settings that say nothing of dossiers, from before there were any, get what the program ships (LOG-4)', () => {
  expect(reduceCenter(null, said(beforeDossiers)).settings).toEqual(settings);
  expect(centerSettingsSchema.parse(beforeDossiers).dossier).toEqual(dossier);
});

it('years of a class are whole and positive, or not set (保管期限的年数各地不同)', () => {
  const withYears = (long: number) => ({ ...settings, dossier: { ...dossier, retentionYears: { long, short: null } } });
  expect(centerSettingsSchema.safeParse(withYears(30)).success).toBe(true);
  for (const long of [0, -5, 2.5]) expect(centerSettingsSchema.safeParse(withYears(long)).success).toBe(false);
});
