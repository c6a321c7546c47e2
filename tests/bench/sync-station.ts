import { generateKeyPairSync } from 'node:crypto';
import { createCityClient } from '../../center/city-client.ts';
import { cityVersions } from '../../city/sync/push.ts';
import { createRound } from '../../services/sync/round.ts';
import { stationRoundStore } from '../../services/sync/station.ts';
import type { BenchCenter } from './center.ts';

/** A center of a bench that has enrolled with a city. */
export interface BenchStation {
  readonly stationId: string;
  /** A whole round: hello, push, pull. @throws where it does not come to its end. */
  sync(): Promise<{ readonly pushed: number; readonly pulled: number }>;
  /** Until told again, rounds send only so many actions, as if no more had been done. */
  send(actions: number): void;
  /** Bytes of bodies on the line since the start, both ways, packed as they go. */
  wireBytes(): number;
}

export const FEED = '410105';

/** Enrols the center by a code and gives it the client and the rounds of a real one. */
export async function enrolCenter(
  { dependencies, store }: BenchCenter,
  feed: string,
  origin: string,
  code: string,
): Promise<BenchStation> {
  const { stationId, incarnation } = store.station;
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  let wire = 0;
  const client = createCityClient({
    origin,
    credentials: () => ({ feed, stationId, incarnation, privateKey }),
    async fetch(input, init) {
      if (init?.body instanceof Uint8Array) wire += init.body.byteLength;
      const response = await fetch(input, init);
      // As it came over the line: `fetch` unpacks the body, not the header.
      wire += Number(response.headers.get('content-length') ?? 0);
      return response;
    },
  });
  await client.enrol({ code, stationId, incarnation, publicKey: publicKey.toString('base64') });
  // A year of cases in a few rounds closes most of what was open: somebody has looked at it (SYNC-12).
  const whole = stationRoundStore({ ...dependencies, store }, { feed, consented: () => true });
  let left = Number.POSITIVE_INFINITY;
  let onLine = 0;
  const round = createRound({
    store: {
      ...whole,
      async outbox(limits, after) {
        // Behind a batch that is on the line: that one is not answered yet.
        const room = after === undefined ? left : left - onLine;
        if (room <= 0) return [];
        const actions = await whole.outbox({ ...limits, count: Math.min(limits.count, room) }, after);
        onLine = actions.length;
        return actions;
      },
      async keepAnswers(output) {
        await whole.keepAnswers(output);
        left -= output.answers.length;
      },
    },
    client,
    versions: cityVersions,
    now: () => Date.now(),
  });
  const stop = new AbortController();
  return {
    stationId,
    wireBytes: () => wire,
    send(actions) {
      left = actions;
    },
    async sync() {
      const { outcome, failure, pushed, pulled } = await round(stop.signal);
      if (outcome !== 'complete') throw new Error(`the round ended early: ${failure}`);
      return { pushed, pulled };
    },
  };
}
