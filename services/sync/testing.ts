import { validPayload } from '../../domain/cases/testing.ts';
import type { ActionHeader } from '../../domain/log/action.ts';
import type { Json } from '../../domain/log/canonical-json.ts';
import { MAX_BATCH } from '../../domain/sync/batches.ts';
import { openTestDesk, type TestDesk } from '../../tests/support/desk.ts';
import { rebuildProjections } from '../log/rebuild.ts';
import { foreignAction, StandInCity, setAside } from '../testing/stand-in-city.ts';
import { applyPull, applyPushAnswers } from './apply.ts';
import type { OutboxAction } from './port.ts';

/** For tests only: a center's desk and a city that says what the test tells it to. */
export class SyncedDesk {
  readonly desk: TestDesk;
  readonly city = new StandInCity();
  #count = 0;

  constructor(desk: TestDesk) {
    this.desk = desk;
  }

  static async open(): Promise<SyncedDesk> {
    return new SyncedDesk(await openTestDesk());
  }

  outbox(): Promise<readonly OutboxAction[]> {
    return this.desk.store.read(({ sync }) => sync.outbox(MAX_BATCH));
  }

  async stateOf(caseId: string) {
    return (await this.desk.store.read(({ cases }) => cases.find(caseId)))?.state ?? null;
  }

  pull(from = 0, consented = false) {
    return applyPull(this.desk, this.city.pull(from), this.city.epoch, { consented });
  }

  async push(verdictOf?: Parameters<StandInCity['push']>[1]): Promise<readonly OutboxAction[]> {
    const sent = await this.outbox();
    await applyPushAnswers(this.desk, this.city.push(sent, verdictOf));
    return sent;
  }

  /** Another station's action, as the city has it. */
  elsewhere(streamId: string, type: string, payload: Json, change: Partial<ActionHeader> = {}) {
    this.#count += 1;
    return this.city.take(foreignAction(this.#count, { streamId, type, ...change }, payload));
  }

  /** Another station's case. */
  begun(streamId: string, caseNumber = '别矛调〔2026〕1') {
    const payload = { ...validPayload('case.registered', null), caseNumber } as unknown as Json;
    return this.elsewhere(streamId, 'case.registered', payload, { baseRevision: 0 });
  }

  /** A case that is accepted at the city, and two later decisions of the clerk that the city does not take over. */
  async conflict() {
    const { desk } = this;
    const { caseId } = await desk.register();
    await this.push();
    await desk.act(desk.clerk, caseId, 'case.accepted');
    const triage = { route: 'peoples_mediation', complexity: 'simple', urgent: false };
    await desk.act(desk.clerk, caseId, 'case.triaged', triage);
    const held = { verdict: 'held', reason: 'behind', detail: null } as const;
    const sent = await this.push(({ header }) => (header.type === 'case.accepted' ? setAside : held));
    await desk.store.write(({ sync }) =>
      sync.noteRound({ at: desk.clock.now, complete: true, failure: null, failureCode: null }),
    );
    const actionIds = sent.map(({ header }) => header.id);
    return { caseId, actionIds, settlingId: desk.environment.newId() };
  }

  /** Everything that sync and screens read, to compare before and after. */
  async everything() {
    const { store } = this.desk;
    await store.searchable();
    return store.read(async ({ cases, ledger, sync, directory, settings, log }) => {
      const sort = { column: 'registeredAt', direction: 'asc' } as const;
      const rows = await ledger.page({ filter: {}, sort, offset: 0, limit: 1000, now: 0 });
      const found = [];
      for (const { caseId } of rows) found.push(await cases.find(caseId));
      const actions = [];
      for await (const { header, place } of sync.all()) actions.push([header.id, place]);
      const told = { staff: await directory.allStaff(), settings: await settings.settings(), head: await log.head() };
      const searched = await cases.search('矛调', 1000);
      return { rows, found, searched, actions, cursors: await sync.cursors(), waiting: await sync.waiting(), ...told };
    });
  }

  /** Everything before and after a rebuild: they must be the same (LOG-4). */
  async rebuilt() {
    const before = await this.everything();
    await rebuildProjections(this.desk);
    return { before, after: await this.everything() };
  }
}
