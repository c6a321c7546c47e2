import { createHash, pbkdf2, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod';
import { hasZeroBits, WORK, type WorkLoad, workBits } from '../../domain/intake/work.ts';
import { checkPhone } from '../../domain/parties/phone.ts';
import type { ServerKeys } from '../sync/keys.ts';

const derive = promisify(pbkdf2);

/** What the page gets: the words to derive from, and how much of it. */
export interface Challenge {
  readonly challenge: string;
  readonly bits: number;
  readonly iterations: number;
}

const sealedSchema = z.object({
  purpose: z.literal('work'),
  id: z.uuid(),
  /** Of the phone for which it is good, and no other. */
  phone: z.string(),
  until: z.number(),
  bits: z.int().min(WORK.bits).max(WORK.mostBits),
});

/** What is sent with the form: the challenge and the number that solves it. */
const SOLVED = /^([\w.:-]{20,600})~(\d{1,9})$/;

const phoneHash = (typed: string): string => {
  const read = checkPhone(typed);
  return createHash('sha256')
    .update(read.ok ? read.normalized : typed)
    .digest('hex');
};

/** Gives out challenges and looks at what was worked out. It keeps nothing: a challenge is sealed by the city. */
export interface Works {
  begin(phone: string, load: WorkLoad): Challenge;
  /** Id of the challenge that was solved for this phone, with which one message may be sent; null for anything else. */
  solved(text: string, phone: string): Promise<string | null>;
}

export function createWorks(keys: Pick<ServerKeys, 'seal' | 'unseal'>, now: () => number): Works {
  return {
    begin(phone, load) {
      const bits = workBits(load);
      const sealed = { purpose: 'work', id: randomUUID(), phone: phoneHash(phone), until: now() + WORK.validMs, bits };
      return { challenge: keys.seal(sealed), bits, iterations: WORK.iterations };
    },
    async solved(text, phone) {
      const [, challenge, counter] = SOLVED.exec(text) ?? [];
      if (challenge === undefined || counter === undefined) return null;
      const read = sealedSchema.safeParse(keys.unseal(challenge));
      if (!read.success || read.data.until < now() || read.data.phone !== phoneHash(phone)) return null;
      const key = await derive(challenge, counter, WORK.iterations, 32, 'sha256');
      return hasZeroBits(key, read.data.bits) ? read.data.id : null;
    },
  };
}
