import { hash, verify } from '@node-rs/argon2';

/** argon2id with OWASP's first choice of cost: 19 MiB of memory, two passes, one lane. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** At once at most: each takes a core and 19 MiB, and the desks' work goes on beside them. */
const AT_ONCE = 2;
/** So many waiting are no people any more. */
const MOST_WAITING = 20;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running < AT_ONCE) running += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    // The place goes to the next one; nobody can slip in between.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Whether so many passwords wait to be checked that no more should be taken. */
export function passwordsAreBusy(): boolean {
  return waiting.length >= MOST_WAITING;
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), cost));
}

export function verifyPassword(phc: string, password: string): Promise<boolean> {
  return inTurn(() => verify(phc, password.normalize('NFC')));
}

/** A hash of nothing that anybody knows: checking against it takes as long for an unknown account as for a known one. */
export const nobodysHash = hashPassword(crypto.randomUUID());
