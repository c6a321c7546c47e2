/** A process of its own that writes into a center's store until it is killed. `node writer.ts FOLDER SEED WRITING` */
import { readFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeBackup } from '../../../center/backups/make-backup.ts';
import { type Random, randomOf } from '../../../center/sample/random.ts';
import { testKey } from '../../../db/testing.ts';
import { registerCase } from '../../../services/cases/register.ts';
import { issueDocument } from '../../../services/documents/documents.ts';
import { saveDraft } from '../../../services/drafts/drafts.ts';
import { attachFile } from '../../../services/files/attach.ts';
import { photoOf } from '../../../services/files/testing.ts';
import { oldCase, openedImport } from '../../../services/imports/testing.ts';
import { changeSettings, getSettings } from '../../../services/settings/settings.ts';
import { seenRevision } from '../../../services/sync/revision.ts';
import { SyncedDesk } from '../../../services/sync/testing.ts';
import { eraseCase } from '../../../services/testing/erase-case.ts';
import { setAside } from '../../../services/testing/stand-in-city.ts';
import { newRegistration, openDeskAt, type TestDesk } from '../../support/desk.ts';
import { type Acknowledged, type Writing, writingSchema, writings } from './acknowledged.ts';
import { walPlace } from './wal.ts';

/** Of ten writes so many are of the kind that the run is about. */
const MAINLY = 0.7;

const [folder = '', seed = '1', wanted = 'register'] = process.argv.slice(2);
const writing = writingSchema.parse(wanted);
const random = randomOf(Number(seed), 7);

function say(told: Acknowledged): void {
  writeSync(1, `${JSON.stringify(told)}\n`);
}

class WriterAtWork {
  readonly #desk: TestDesk;
  readonly #random: Random;
  readonly #synced: SyncedDesk;
  readonly #open: string[] = [];
  #backups = 0;
  /** No old case twice: a query code that is in the ledger already is refused, as it should be. */
  #imported = 0;

  constructor(desk: TestDesk, own: Random) {
    this.#desk = desk;
    this.#random = own;
    this.#synced = new SyncedDesk(desk);
  }

  async #register(): Promise<string> {
    const input = newRegistration(this.#desk.environment.newId);
    await registerCase(this.#desk, this.#desk.clerk, input);
    this.#open.push(input.caseId);
    say({ kind: 'action', work: 'register', actionId: input.actionId });
    return input.caseId;
  }

  async #someCase(): Promise<string> {
    if (this.#open.length === 0 || !this.#random.chance(0.8)) return this.#register();
    const caseId = this.#random.pick(this.#open);
    // A registration that the city set aside stands in no ledger any more.
    return (await this.#revisionOf(caseId)) > 0 ? caseId : this.#register();
  }

  async #revisionOf(caseId: string): Promise<number> {
    return this.#desk.store.read(async (reads) => {
      const found = await reads.cases.find(caseId);
      return found ? seenRevision(reads, found.state) : 0;
    });
  }

  async do(what: Writing): Promise<void> {
    const desk = this.#desk;
    const actionId = desk.environment.newId();
    switch (what) {
      case 'register':
        await this.#register();
        return;
      case 'act': {
        const caseId = await this.#register();
        const view = await desk.act(desk.clerk, caseId, 'case.accepted');
        say({ kind: 'action', work: what, actionId: view.timeline.at(-1)?.actionId ?? '' });
        return;
      }
      case 'draft': {
        const [draftId, content] = [desk.environment.newId(), `写到第 ${this.#random.int(1, 1_000_000)} 字`];
        const about = { draftId, kind: 'registration', caseId: null, label: '草稿', missing: '' } as const;
        await saveDraft(desk, desk.clerk, { ...about, content });
        say({ kind: 'draft', draftId, content });
        return;
      }
      case 'attach': {
        const caseId = await this.#someCase();
        const bytes = photoOf(actionId);
        const about = { actionId, caseId, baseRevision: await this.#revisionOf(caseId), kind: 'evidence' } as const;
        const { view } = await attachFile(desk, desk.clerk, { ...about, name: '照片.jpg', bytes });
        say({ kind: 'file', actionId, sha256: view.state.files.at(-1)?.sha256 ?? '' });
        return;
      }
      case 'import': {
        const rows = Array.from({ length: 20 }, () => oldCase(desk, ++this.#imported));
        const open = await openedImport(desk, rows.length);
        await open.add(0, rows);
        await open.commit();
        say({ kind: 'action', work: what, actionId: await this.#newest() });
        return;
      }
      case 'paper': {
        const caseId = await this.#register();
        await desk.act(desk.clerk, caseId, 'case.accepted');
        const baseRevision = await this.#revisionOf(caseId);
        await issueDocument(desk, desk.clerk, { actionId, caseId, baseRevision, form: 'slip', subject: 0 });
        say({ kind: 'action', work: what, actionId });
        return;
      }
      case 'settings': {
        const { settings, revision } = await getSettings(desk);
        const phone = `0371${this.#random.int(1_000_000, 9_999_999)}`;
        await changeSettings(desk, desk.it, { actionId, baseRevision: revision, settings: { ...settings, phone } });
        say({ kind: 'action', work: what, actionId });
        return;
      }
      case 'erase': {
        const caseId = await this.#register();
        await eraseCase(desk, desk.manager, { actionId, caseId, reason: '依法删除' });
        this.#open.splice(this.#open.indexOf(caseId), 1);
        say({ kind: 'erased', actionId, caseId });
        return;
      }
      case 'sync_fold': {
        await this.#register();
        const sent = await this.#synced.push(this.#random.chance(0.3) ? () => setAside : undefined);
        say({ kind: 'receipts', actionIds: sent.map(({ header }) => header.id) });
        return;
      }
      case 'backup': {
        await this.#register();
        this.#backups += 1;
        const { name } = await makeBackup({
          ...{ storePath: desk.store.path, keys: { store: testKey, files: testKey }, envelope: '{}', program: '0.0.0' },
          ...{ folder: join(folder, 'disk'), filesFolder: join(dirname(desk.store.path), 'files') },
          ...{ draft: join(folder, 'backup-draft.db'), at: desk.clock.now + this.#backups * 86_400_000 },
        });
        say({ kind: 'backup', name });
        return;
      }
    }
  }

  async #newest(): Promise<string> {
    let id = '';
    for await (const { header } of await this.#desk.store.read(async ({ log }) => log.all())) id = header.id;
    return id;
  }
}

const staff: Parameters<typeof openDeskAt>[1] = JSON.parse(readFileSync(join(folder, 'staff.json'), 'utf8'));
const desk = await openDeskAt(join(folder, 'center.db'), staff);
const atWork = new WriterAtWork(desk, random);
say({ kind: 'ready' });
for (;;) {
  await atWork.do(random.chance(MAINLY) ? writing : random.pick(writings.filter((each) => each !== 'backup')));
  say({ kind: 'synced', ...walPlace(desk.store.path) });
  // Whoever listens may be slower than this: nothing is said that was not kept, so waiting loses nothing.
  await new Promise(setImmediate);
}
