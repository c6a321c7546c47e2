import { expect, test } from 'vitest';
import { roles } from '../../domain/access/roles.ts';
import { parseCombo } from '../keyboard/combo.ts';
import { catalogue, modulesFor } from './catalogue.ts';

const all = () => true;

test('only modules that exist are listed', () => {
  expect(modulesFor(['clerk'], (id) => id === 'ledger').map((entry) => entry.id)).toEqual(['ledger']);
});

test('IT sees no module that shows cases', () => {
  const ids = modulesFor(['it'], all).map((entry) => entry.id);
  expect(ids).toEqual(['workbench', 'sync', 'audit', 'settings']);
});

test('whoever may register has the page for it, mediators on their own motion too (WF-1)', () => {
  const registers = roles.filter(({ id }) => modulesFor([id], all).some((entry) => entry.id === 'registration'));
  expect(registers.map(({ id }) => id)).toEqual(['clerk', 'mediator', 'manager', 'grid_worker']);
});

test('everyone has a home page', () => {
  for (const role of roles) expect(modulesFor([role.id], all)[0]?.path).toBe('/');
});

test('digits and keys are each given once, and every key exists', () => {
  const digits = catalogue.map((entry) => entry.digit).filter((digit) => digit !== null);
  expect(new Set(digits).size).toBe(digits.length);
  const keys = catalogue.flatMap((entry) => ('combo' in entry ? [entry.combo.key] : []));
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys) expect(parseCombo(key)).toBeDefined();
});
