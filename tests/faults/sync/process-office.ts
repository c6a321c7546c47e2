import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORPCError } from '@orpc/client';
import type { Random } from '../../../center/sample/random.ts';
import type { SyncRound } from '../../../contract/sync-page.ts';
import { testKey } from '../../../db/testing.ts';
import { type Api, signedInApi } from '../../browser/api.ts';
import type { DeskRole, TestDesk } from '../../support/desk.ts';
import { freePort } from '../../support/postgres.ts';
import { type RunningProgram, startProgram } from '../../support/program.ts';
import { type Hands, NOTE, refusalCode } from './hands.ts';
import type { Office } from './history.ts';
import { badLine } from './line.ts';
import { type LineProxy, openLineProxy } from './line-proxy.ts';
import type { CenterParts } from './parts.ts';

const accounts: Readonly<Record<DeskRole, string>> = {
  it: 'admin',
  clerk: 'chengmin',
  mediator: 'zhangwei',
  manager: 'chenjing',
};
/** The chance that whoever waited for a service that died tries the same once more. */
const AGAIN_CHANCE = 0.7;
/** Cases of the ledger that somebody looks for one in. */
const MOST_ROWS = 100;

/** A center's service in a process of its own, with its desks over HTTP; it may be killed at any moment. */
export class ProcessOffice implements Office {
  readonly center: CenterParts;
  readonly #random: Random;
  readonly #folder = mkdtempSync(join(tmpdir(), 'fengqiao-center-'));
  readonly #port: number;
  readonly #line: ReturnType<typeof badLine>;
  readonly #proxy: LineProxy;
  #up: Promise<RunningProgram>;
  #apis: Readonly<Record<DeskRole, Api>> | null = null;
  #goOn: () => void = () => undefined;
  kills = 0;

  private constructor(
    center: CenterParts,
    random: Random,
    port: number,
    line: ReturnType<typeof badLine>,
    proxy: LineProxy,
  ) {
    this.center = center;
    this.#random = random;
    this.#port = port;
    this.#line = line;
    this.#proxy = proxy;
    writeFileSync(join(this.#folder, 'center.key'), testKey, { mode: 0o600 });
    writeFileSync(join(this.#folder, 'center.db'), center.template.content);
    this.#up = this.#start();
  }

  /** `city`: origin of the server that a call goes to this time; `code`: by which the center enrols. */
  static async open(center: CenterParts, random: Random, city: () => string, code: string): Promise<ProcessOffice> {
    const line = badLine(random);
    const goOn = Promise.withResolvers<void>();
    const proxy = await openLineProxy(line, async (path) => {
      // Whoever enrols asks first who is there, and in which suite it signs.
      if (!/\/(hello|enrol)$/.test(path)) await goOn.promise;
      return city();
    });
    const office = new ProcessOffice(center, random, await freePort(), line, proxy);
    try {
      const { origin } = await office.#up;
      const api = (role: DeskRole) => signedInApi(origin, accounts[role], 'Long enough 1');
      office.#apis = {
        it: await api('it'),
        clerk: await api('clerk'),
        mediator: await api('mediator'),
        manager: await api('manager'),
      };
      await office.#apis.it.sync.enrol({ origin: proxy.origin, code });
      office.#goOn = goOn.resolve;
      return office;
    } catch (error) {
      await office.close();
      throw error;
    }
  }

  /** The center may sync from now on, over a bad line. Whoever enrols later does not see what was sent before. */
  beginSync(): void {
    this.#line.break();
    this.#goOn();
  }

  get mediatorId(): string {
    return this.center.template.staff.mediator.staffId;
  }

  get lineFaults() {
    return this.#line.happened;
  }

  #api(role: DeskRole): Api {
    if (!this.#apis) throw new Error('nobody is signed in');
    return this.#apis[role];
  }

  #start(): Promise<RunningProgram> {
    const args = ['--data', this.#folder, '--port', String(this.#port), '--empty'];
    return startProgram({ program: 'center/main.ts', args });
  }

  do<Result>(work: (hands: Hands) => Promise<Result>): Promise<Result | null> {
    return this.over(() => work(this.#hands()));
  }

  /** The same with the API itself, as a person of the role has it. */
  async over<Result>(work: (api: (role: DeskRole) => Api) => Promise<Result>): Promise<Result | null> {
    for (;;) {
      const result = await this.#survive(() => work((role) => this.#api(role)));
      if (result !== 'died') return result;
      if (!this.#random.chance(AGAIN_CHANCE)) return null;
    }
  }

  /** One round; null where the service died in it. */
  async sync(): Promise<SyncRound | null> {
    const overview = await this.#survive(() => this.#api('it').sync.now());
    if (overview === 'died') return null;
    // A manager looks at what a halted pull would take away, and lets it go on.
    if (overview.needsConsent) await this.#survive(() => this.#api('manager').sync.consent());
    return overview.rounds[0] ?? null;
  }

  async waiting(): Promise<number> {
    return (await this.#api('it').sync.corner()).waiting;
  }

  /** What a dead service answers is nothing; what it refuses is thrown. */
  async #survive<Result>(work: () => Promise<Result>): Promise<Result | 'died'> {
    try {
      return await work();
    } catch (error) {
      if (refusalCode(error) !== null || error instanceof ORPCError) throw error;
      await this.#up;
      return 'died';
    }
  }

  #hands(): Hands {
    return {
      register: async (input) =>
        (await this.#api('clerk').cases.register({ ...input, linkedCaseIds: [...input.linkedCaseIds] })).caseNumber,
      act: async (role, input) => {
        await this.#api(role).cases.act(input);
      },
      issue: async (input) => (await this.#api('clerk').documents.issue(input)).number,
      openCaseIds: async () => {
        const sort = { column: 'registeredAt', direction: 'desc' } as const;
        const page = { filter: {}, sort, startRow: 0, endRow: MOST_ROWS, withTotals: false };
        return (await this.#api('clerk').ledger.page(page)).rows.map(({ caseId }) => caseId);
      },
      offeredCaseIds: async () => (await this.#api('clerk').home.work()).offers.map(({ caseId }) => caseId),
      centers: () => this.#api('clerk').directory.centers(),
      see: async (caseId) => {
        const { state } = await this.#api('clerk').cases.get({ caseId });
        return { state, revision: state.revision };
      },
      setAside: async () => {
        const { attention } = await this.#api('manager').sync.overview();
        return attention
          .filter(({ caseId }) => caseId !== null)
          .map(({ items }) => items.map(({ actionId }) => actionId));
      },
      withdraw: async ({ settlingId, actionIds }) => {
        await this.#api('manager').sync.withdraw({ settlingId, actionIds: [...actionIds] });
      },
      handToCity: async ({ settlingId, actionIds }) => {
        await this.#api('manager').sync.handToCity({ settlingId, actionIds: [...actionIds], note: NOTE });
      },
      actionIds: async (caseId) =>
        (await this.#api('clerk').cases.get({ caseId })).timeline.map(({ actionId }) => actionId),
    };
  }

  /** Kill -9, and a new start on what the disk has. */
  async kill(): Promise<void> {
    this.kills += 1;
    const dying = await this.#up;
    this.#up = dying.kill().then(() => this.#start());
    await this.#up;
  }

  heal(): Promise<void> {
    return this.#line.heal();
  }

  /** Ends the service, and opens its store in this process, to be compared. */
  async endAndOpen(): Promise<TestDesk> {
    await (await this.#up).stop();
    return this.center.template.open(join(this.#folder, 'center.db'));
  }

  async close(): Promise<void> {
    await this.#up.then(
      (program) => program.kill(),
      () => undefined,
    );
    await this.#proxy.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
