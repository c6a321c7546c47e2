import { expect, test } from 'vitest';
import { operatorsAt } from './operators.ts';

test('the operator sits at this machine, or at an address that was named', () => {
  const isOperator = operatorsAt(['10.1.0.0/16', '192.168.3.4', 'fd00::/8']);
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.200.3', '192.168.3.4', 'fd12::1']) {
    expect(isOperator(address), address).toBe(true);
  }
  for (const address of ['10.2.0.1', '192.168.3.5', '203.0.113.9', 'fe80::1', '::ffff:10.2.0.1', '', 'localhost']) {
    expect(isOperator(address), address).toBe(false);
  }
});

test('what is no address is refused, and not taken for everybody', () => {
  for (const wrong of ['', '10.1.0.0/33', '10.1.0.0/', 'example.org', '10.1.0.0/8/8', '/0']) {
    expect(() => operatorsAt([wrong]), wrong).toThrow(RangeError);
  }
});
