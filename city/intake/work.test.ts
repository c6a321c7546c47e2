import { pbkdf2Sync } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { hasZeroBits, WORK } from '../../domain/intake/work.ts';
import { type Challenge, createWorks, type Works } from './work.ts';

const PHONE = '13800000001';
let now: number;
let works: Works;
/** Stands in for the city's seal: what was changed opens nothing. */
const keys = {
  seal: (value: unknown) => `${Buffer.from(JSON.stringify(value)).toString('base64url')}.sealed`,
  unseal: (text: string) =>
    text.endsWith('.sealed') ? (JSON.parse(Buffer.from(text.slice(0, -7), 'base64url').toString()) as unknown) : null,
};
beforeEach(() => {
  now = 1_795_000_000_000;
  works = createWorks(keys, () => now);
});

function solve({ challenge, bits, iterations }: Challenge, wanted = true): string {
  for (let counter = 0; ; counter += 1) {
    const key = pbkdf2Sync(challenge, String(counter), iterations, 32, 'sha256');
    if (hasZeroBits(key, bits) === wanted) return `${challenge}~${counter}`;
  }
}

test('what was worked out is good for its phone, however that is typed, and for no other', async () => {
  const solved = solve(works.begin(PHONE, { ofAddress: 0, ofPlace: 0 }));
  const id = await works.solved(solved, PHONE);
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(await works.solved(solved, '138 0000 0001')).toBe(id);
  expect(await works.solved(solved, '13800000002')).toBeNull();
});

test('what was not worked out, is over, or was not sealed by the city is worth nothing', async () => {
  const challenge = works.begin(PHONE, { ofAddress: 0, ofPlace: 0 });
  expect(await works.solved(solve(challenge, false), PHONE)).toBeNull();
  const solved = solve(challenge);
  for (const text of ['', '~', 'x~1', solved.replace('~', '~x'), solved.replace('.sealed', '.forged')])
    expect(await works.solved(text, PHONE)).toBeNull();
  now += WORK.validMs + 1;
  expect(await works.solved(solved, PHONE)).toBeNull();
});

test('whoever asks often works harder, and cannot say otherwise', async () => {
  const hard = works.begin(PHONE, { ofAddress: 32, ofPlace: 0 });
  expect(hard.bits).toBe(WORK.bits + 2);
  for (let counter = 0; ; counter += 1) {
    const key = pbkdf2Sync(hard.challenge, String(counter), hard.iterations, 32, 'sha256');
    if (!hasZeroBits(key, WORK.bits) || hasZeroBits(key, hard.bits)) continue;
    expect(await works.solved(`${hard.challenge}~${counter}`, PHONE)).toBeNull();
    return;
  }
});
