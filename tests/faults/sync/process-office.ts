import { ORPCError } from '@orpc/client';
import type { Random } from '../../../center/sample/random.ts';
import type { SyncRound } from '../../../contract/sync-page.ts';
import type { CaseAction } from '../../../domain/cases/actions.ts';
import { type Api, signedInApi } from '../../browser/api.ts';
import type { DeskRole, TestDesk } from '../../support/desk.ts';
import { freePort } from '../../support/postgres.ts';
import { type RunningProgram, startProgram } from '../../support/program.ts';
import { asksForCode } from './asks-for-code.ts';
import { type Hands, NOTE, refusalCode, type SeenGroup } from './hands.ts';
import { type Office, outcomeOf } from './history.ts';
import { badLine, type Line } from './line.ts';
import { type LineProxy, openLineProxy } from './line-proxy.ts';
import type { CenterParts } from './parts.ts';
import { CenterFolder } from './process-folder.ts';
import type { Through } from './survivors.ts';

const accounts: Readonly<Record<DeskRole, string>> = {
  it: 'admin',
  clerk: 'chengmin',
  mediator: 'zhangwei',
  manager: 'chenjing',
};
/** The chance that whoever waited for a service that died tries the same once more. */
const AGAIN_CHANCE = 0.7;
/** Rounds that are begun to meet the city before the copy is made. */
const MOST_TRIES = 20;
/** Cases of the ledger that somebody looks for one in. */
const MOST_ROWS = 100;

export interface OfficeParts {
  readonly center: CenterParts;
  readonly random: Random;
  /** Origin of the server that a call goes to this time. */
  readonly city: () => string;
  /** Somebody at the city gives out a code by which the center enrols. */
  readonly newCode: () => Promise<string>;
}

/** A center's service in a process of its own, with its desks over HTTP; it may be killed at any moment. */
export class ProcessOffice implements Office {
  readonly center: CenterParts;
  readonly #random: Random;
  readonly folder: CenterFolder;
  readonly #newCode: () => Promise<string>;
  readonly #port: number;
  readonly #line: Line;
  readonly #proxy: LineProxy;
  #up: Promise<RunningProgram>;
  #apis: Readonly<Record<DeskRole, Api>> | null = null;
  #goOn: () => void = () => undefined;
  /** A code that was given out, and whose answer was lost. */
  #code: string | null = null;
  kills = 0;
  putBack = 0;

  private constructor({ center, random, newCode }: OfficeParts, port: number, line: Line, proxy: LineProxy) {
    this.center = center;
    this.#random = random;
    this.#newCode = newCode;
    this.#port = port;
    this.#line = line;
    this.#proxy = proxy;
    this.folder = new CenterFolder(center.template.content);
    this.#up = this.#start();
  }

  /** Opens it, and enrols it. */
  static async open(parts: OfficeParts): Promise<ProcessOffice> {
    const { random, city, newCode } = parts;
    const line = badLine(random);
    const goOn = Promise.withResolvers<void>();
    const proxy = await openLineProxy(line, async (path) => {
      // Whoever enrols asks first who is there, and in which suite it signs.
      if (!/\/(hello|enrol)$/.test(path)) await goOn.promise;
      return city();
    });
    const office = new ProcessOffice(parts, await freePort(), line, proxy);
    try {
      await office.#signIn(await office.#up);
      await office.#api('it').sync.enrol({ origin: proxy.origin, code: await newCode() });
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

  async #signIn({ origin }: RunningProgram): Promise<void> {
    const api = (role: DeskRole) => signedInApi(origin, accounts[role], 'Long enough 1');
    this.#apis = {
      it: await api('it'),
      clerk: await api('clerk'),
      mediator: await api('mediator'),
      manager: await api('manager'),
    };
  }

  get lineFaults() {
    return this.#line.happened;
  }

  #api(role: DeskRole): Api {
    if (!this.#apis) throw new Error('nobody is signed in');
    return this.#apis[role];
  }

  #start(): Promise<RunningProgram> {
    const args = ['--data', this.folder.data, '--port', String(this.#port), '--empty'];
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
    if (asksForCode(overview.failure)) await this.#enrolAnew();
    // A manager looks at what a halted pull would take away, and lets it go on.
    if (overview.needsConsent) await this.#survive(() => this.#api('manager').sync.consent());
    return overview.rounds[0] ?? null;
  }

  /** IT gets a code from the city, and types it in at the page (SYNC-14). */
  async #enrolAnew(): Promise<void> {
    const code = this.#code ?? (await this.#newCode());
    this.#code = code;
    const outcome = await this.#survive(() =>
      outcomeOf(
        this.#api('it')
          .sync.enrol({ origin: this.#proxy.origin, code })
          .then(() => undefined),
      ),
    );
    if (outcome === 'done') this.#code = null;
  }

  async waiting(): Promise<number> {
    return (await this.#api('it').sync.corner()).waiting;
  }

  /** What a dead service answers is nothing; what it refuses is thrown. */
  async #survive<Result>(work: () => Promise<Result>): Promise<Result | 'died'> {
    // After a restore people sign in before they do anything else.
    await this.#up;
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
        return Promise.all(
          attention.flatMap(({ caseId, items }) => (caseId === null ? [] : this.#group(caseId, items))),
        );
      },
      withdraw: async ({ settlingId, actionIds }) => {
        await this.#api('manager').sync.withdraw({ settlingId, actionIds: [...actionIds] });
      },
      handToCity: async ({ settlingId, actionIds }) => {
        await this.#api('manager').sync.handToCity({ settlingId, actionIds: [...actionIds], note: NOTE });
      },
      resend: async (role, { actionIds, followers, ...input }) => {
        await this.#api(role).cases.resend({ ...input, actionIds: [...actionIds], followers: [...followers] });
      },
      actionIds: async (caseId) =>
        (await this.#api('clerk').cases.get({ caseId })).timeline.map(({ actionId }) => actionId),
    };
  }

  /** A group with what its steps say, as the page of the case shows it; a case that is seen no more has none. */
  async #group(caseId: string, items: readonly { readonly actionId: string }[]): Promise<SeenGroup> {
    const view = await this.#api('manager')
      .cases.get({ caseId })
      .catch((error: unknown) => {
        if (refusalCode(error) === 'NOT_FOUND') return null;
        throw error;
      });
    const shown = new Map(view?.setAside.map(({ actionId, type, payload }) => [actionId, { type, payload }]));
    const steps = items.map(({ actionId }) => {
      const said = shown.get(actionId);
      return { actionId, action: said && said.payload !== null ? (said as CaseAction) : null };
    });
    return { caseId, steps };
  }

  /** Kill -9, and a new start on what the disk has. */
  kill(): Promise<void> {
    return this.#killAnd(() => this.#start());
  }

  async #killAnd(start: () => Promise<RunningProgram>): Promise<void> {
    this.kills += 1;
    const dying = await this.#up;
    this.#up = dying.kill().then(start);
    await this.#up;
  }

  /**
   * Killed, with a copy of the folder as that leaves it. Of a center that has met the city: only that one knows when its
   * numbers are in doubt (SYNC-15).
   */
  async killForCopy(): Promise<void> {
    for (let n = 0; n < MOST_TRIES && !(await this.#hasMet()); n += 1) await this.sync();
    const hasMet = await this.#hasMet();
    await this.#killAnd(() => {
      if (hasMet) this.folder.copy();
      return this.#start();
    });
  }

  async #hasMet(): Promise<boolean> {
    const overview = await this.#survive(() => this.#api('it').sync.overview());
    return overview !== 'died' && overview.city !== null && overview.city.epoch !== null;
  }

  /** Its folder is the copy's again, or its store alone, as after a restore from a backup (SYNC-8, SYNC-14). */
  async restore(random: Random, through: Through): Promise<void> {
    if (!this.folder.hasCopy) return;
    const whole = random.chance(0.5);
    await this.#killAnd(async () => {
      await through('station_restored', async () => this.folder.putBack({ whole }));
      const program = await this.#start();
      // The older store knows of no sign-in since.
      await this.#signIn(program);
      return program;
    });
    this.putBack += 1;
  }

  heal(): Promise<void> {
    return this.#line.heal();
  }

  /** Ends the service, and opens its store in this process, to be compared. */
  async endAndOpen(): Promise<TestDesk> {
    await (await this.#up).stop();
    return this.center.template.open(this.folder.storePath);
  }

  async close(): Promise<void> {
    await this.#up.then(
      (program) => program.kill(),
      () => undefined,
    );
    await this.#proxy.close();
    this.folder.remove();
  }
}
