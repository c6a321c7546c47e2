import { expect, test } from 'vitest';
import { MATERIALS_SOURCE, missingMaterials, neededMaterials } from './materials.ts';

test('the court asks for agreement, proof of mediation, identity and address; for proof of the right where it is about property (民诉法解释 354)', () => {
  const ids = (aboutProperty: boolean, hasAgents: boolean) =>
    neededMaterials({ aboutProperty, hasAgents }).map(({ id }) => id);
  expect(MATERIALS_SOURCE).toBe('民诉法解释第三百五十四条');
  expect(ids(false, false)).toEqual(['agreement', 'mediation_proof', 'identity', 'address']);
  expect(ids(true, false)).toEqual(['agreement', 'mediation_proof', 'identity', 'address', 'property_proof']);
  expect(ids(false, true)).toEqual(['agreement', 'mediation_proof', 'identity', 'address', 'mandate']);
});

test('what is not ticked is missing, in the words of the list', () => {
  const needs = { aboutProperty: true, hasAgents: false };
  expect(missingMaterials(needs, ['agreement', 'identity', 'address'])).toEqual([
    '调解组织主持调解的证明',
    '与调解协议相关的财产权利证明',
  ]);
  expect(missingMaterials(needs, ['agreement', 'mediation_proof', 'identity', 'address', 'property_proof'])).toEqual(
    [],
  );
});
