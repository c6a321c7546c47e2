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
  expect(ids).toEqual(['workbench', 'sync', 'settings']);
});

test('a mediator does not register, a clerk and a manager do', () => {
  const registers = (role: 'clerk' | 'mediator' | 'manager') =>
    modulesFor([role], all).some((entry) => entry.id === 'registration');
  expect([registers('clerk'), registers('mediator'), registers('manager')]).toEqual([true, false, true]);
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
