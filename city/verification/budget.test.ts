import fastify from 'fastify';
import { expect, test } from 'vitest';
import { ServiceError } from '../../contract/errors.ts';
import { limitAddresses, QUESTIONS } from './budget.ts';

/** How many of these questions, one after the other, were let through. */
async function letThrough(trustProxy: string, forwarded: readonly string[]): Promise<number> {
  const server = fastify({ trustProxy });
  const spend = limitAddresses(server)(QUESTIONS);
  server.get('/', async (request, reply) => {
    try {
      await spend(request);
      return 'answered';
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      expect(error.data.retryAfter).toBeGreaterThan(0);
      return reply.code(429).send();
    }
  });
  let answered = 0;
  for (const address of forwarded) {
    const { statusCode } = await server.inject({ url: '/', headers: { 'x-forwarded-for': address } });
    if (statusCode === 200) answered += 1;
  }
  await server.close();
  return answered;
}

const times = (count: number, address: (n: number) => string) => Array.from({ length: count }, (_, n) => address(n));
const tooMany = QUESTIONS.max + 5;

test('each address has questions of its own, and no more of them', async () => {
  expect(
    await letThrough(
      'loopback',
      times(tooMany, () => '10.1.1.1'),
    ),
  ).toBe(QUESTIONS.max);
  expect(
    await letThrough(
      'loopback',
      times(tooMany, (n) => `10.1.1.${n}`),
    ),
  ).toBe(tooMany);
});

test('a network of IPv6, which one household has, is one asker', async () => {
  expect(
    await letThrough(
      'loopback',
      times(tooMany, (n) => `2001:db8:1:2::${n + 1}`),
    ),
  ).toBe(QUESTIONS.max);
  expect(
    await letThrough(
      'loopback',
      times(tooMany, (n) => `2001:db8:1:${n}::1`),
    ),
  ).toBe(tooMany);
});

test('for whom it asks is believed of a named proxy alone', async () => {
  expect(
    await letThrough(
      '192.0.2.7',
      times(tooMany, (n) => `10.1.1.${n}`),
    ),
  ).toBe(QUESTIONS.max);
});
