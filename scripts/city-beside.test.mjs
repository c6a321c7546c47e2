import { describe, expect, test } from 'vitest';
import { freshCode } from './city-beside.mjs';
import { parseStartOptions } from './start-options.mjs';

const parse = (...args) => parseStartOptions(args, '/srv/li', '/srv/desk');

describe('the city server beside a sample center', () => {
  test('its code names the district of the sample and is another each time', () => {
    const codes = new Set(Array.from({ length: 50 }, freshCode));
    expect(codes.size).toBe(50);
    for (const code of codes) expect(code).toMatch(/^410105-[3479ACDEFHJKMNPRTUWXY]{16}$/);
  });

  test('it is started with sample data only, and not where nobody wants it', () => {
    expect([parse().city, parse('--no-city').city, parse('--empty').city]).toEqual([true, false, false]);
  });
});
