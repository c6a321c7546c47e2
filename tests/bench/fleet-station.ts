import { signRequest, type UnsignedRequest } from '../../center/request-signer.ts';
import { type Random, randomOf } from '../../center/sample/random.ts';
import { cityVersions } from '../../city/sync/push.ts';
import { helloSchema, type Proofs, pullOutputSchema, pushOutputSchema, type WireAction } from '../../contract/sync.ts';
import { openOutputSchema } from '../../contract/sync-enrolment.ts';
import type { Directory } from '../../domain/directory/divisions.ts';
import { MAX_BATCH } from '../../domain/sync/batches.ts';
import { isFolded } from '../../domain/sync/verdict.ts';
import { ed25519 } from '../../services/suites/signature.ts';
import type { FleetResult } from './fleet-job.ts';
import type { FleetLine } from './fleet-line.ts';
import { dayOf, type FleetSeat } from './fleet-plan.ts';

/** A station without a store: its chain is made beforehand, and of what it pulls only the cursor is kept. */
export class FleetStation {
  readonly random: Random;
  /** Of every request of a round, in ms. */
  readonly waits: number[] = [];
  readonly failures: string[] = [];
  readonly acknowledged: FleetResult['acknowledged'] = [];
  readonly #line: FleetLine;
  readonly #seat: FleetSeat;
  readonly #chain: readonly WireAction[];
  readonly #privateKey = ed25519.newPrivateKey();
  #sent = 0;
  #cursor = 0;
  #epoch: string | null = null;
  #token: string | null = null;
  #proofs: Proofs = { receipt: null, marks: [] };
  #tail: Promise<void> = Promise.resolve();

  constructor(line: FleetLine, seat: FleetSeat, divisions: Directory, actions: number) {
    this.#line = line;
    this.#seat = seat;
    this.random = randomOf(7, seat.index);
    this.#chain = dayOf(divisions, seat, actions);
  }

  get waiting(): number {
    return this.#chain.length - this.#sent;
  }

  /** Enrols and makes its first round, as a center does when it is set up: the day begins after that. */
  async enrol(): Promise<void> {
    const publicKey = ed25519.publicKeyOf(this.#privateKey);
    const { code, stationId } = this.#seat;
    const { status } = await this.#line.call('sync/enrol', { code, stationId, incarnation: 1, publicKey }, null);
    if (status !== 200) throw new Error(`station ${stationId} was not let in: ${status}`);
    await this.round(0);
    if (this.failures.length > 0) throw new Error(`station ${stationId} made no first round: ${this.failures[0]}`);
    this.waits.length = 0;
  }

  /** One round after the other, as a station does. `share`: how much of the day's work is done by then. */
  round(share: number): Promise<void> {
    this.#tail = this.#tail.then(() => this.#round(share));
    return this.#tail;
  }

  async #round(share: number): Promise<void> {
    try {
      // A center knows the city for an hour after that, as long as its rounds come to their end (services/sync/round.ts).
      if (this.#token === null) await this.#open();
      const until = Math.min(this.#chain.length, Math.ceil(this.#chain.length * share));
      const actions = this.#chain.slice(this.#sent, until);
      const isMet = actions.length > 0 && (await this.#push(actions));
      if (!isMet) await this.#pull();
    } catch (error) {
      // Told in the result, and tried again in the next round.
      this.failures.push(error instanceof Error ? error.message.slice(0, 300) : String(error));
    }
  }

  /** What is asked before there is a session bears no name, also later: hello is anybody's (center/city-client.ts). */
  async #ask(name: 'hello' | 'open' | 'push' | 'pull', input: unknown): Promise<unknown> {
    const token = name === 'hello' || name === 'open' ? null : this.#token;
    const { status, json, ms } = await this.#line.call(`sync/${name}`, input, token, (request) => this.#sign(request));
    this.waits.push(ms);
    if (status !== 200) throw new Error(`${name}: ${status} ${JSON.stringify(json)}`);
    return json;
  }

  #sign(request: UnsignedRequest): void {
    signRequest(request, { ...this.#seat, incarnation: 1 }, this.#privateKey, Date.now());
  }

  async #open(): Promise<void> {
    const { feed, stationId } = this.#seat;
    const { epoch, nonce } = helloSchema.parse(await this.#ask('hello', undefined));
    const signature = Buffer.from(ed25519.sign(this.#privateKey, nonce)).toString('base64url');
    const { token } = openOutputSchema.parse(
      await this.#ask('open', { feed, stationId, incarnation: 1, nonce, signature }),
    );
    this.#token = token;
    this.#epoch = epoch;
  }

  /** Resolves to whether the city says that there is nothing to pull, as a station takes it. */
  async #push(actions: readonly WireAction[]): Promise<boolean> {
    const cursors = [{ feed: this.#seat.feed, position: this.#cursor }];
    const input = { versions: cityVersions, epoch: this.#epoch, proofs: this.#proofs, actions, cursors };
    const output = pushOutputSchema.parse(await this.#ask('push', input));
    const cases = new Map(actions.map(({ header }) => [header.id, header.streamId]));
    for (const { id, feed, position, verdict } of output.answers) {
      const caseId = cases.get(id);
      if (caseId === undefined) throw new Error(`the city answers for ${id}, which was not sent`);
      this.acknowledged.push({ id, feed, caseId, folded: isFolded(verdict) });
      if (position === this.#cursor + 1) this.#cursor = position;
    }
    this.#sent += output.answers.length;
    this.#epoch = output.epoch;
    this.#proofs = { ...this.#proofs, receipt: output.receipt };
    const [passed] = output.passed ?? [];
    if (!passed) return false;
    this.#cursor = passed.head;
    this.#proofs = { ...this.#proofs, marks: passed.mark === null ? [] : [passed.mark] };
    return true;
  }

  async #pull(): Promise<void> {
    const { feed } = this.#seat;
    for (let met = false; !met; ) {
      const cursors = [{ feed, position: this.#cursor }];
      const input = { versions: cityVersions, epoch: this.#epoch, proofs: this.#proofs, cursors, limits: MAX_BATCH };
      const [pulled] = pullOutputSchema.parse(await this.#ask('pull', input)).feeds;
      if (!pulled) throw new Error('a pull answered nothing');
      this.#cursor = pulled.cursor;
      this.#proofs = { ...this.#proofs, marks: pulled.mark === null ? [] : [pulled.mark] };
      met = pulled.cursor >= pulled.head;
    }
  }
}
