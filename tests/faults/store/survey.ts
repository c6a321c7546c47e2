import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFile } from '../../../center/backups/copy-file.ts';
import { backupPaths, listBackups } from '../../../center/backups/manifest.ts';
import { proveCopy } from '../../../db/copy-beside.ts';
import { testKey } from '../../../db/testing.ts';
import { canonicalJson, type Json } from '../../../domain/log/canonical-json.ts';
import { verifyChain } from '../../../domain/log/chain.ts';
import { sha256Suite } from '../../../services/environment.ts';
import { SyncedDesk } from '../../../services/sync/testing.ts';
import type { TestDesk } from '../../support/desk.ts';
import type { Acknowledged } from './acknowledged.ts';

export interface Survey {
  /** What was acknowledged and is not there, in words. */
  readonly lost: readonly string[];
  /** What is there in part: a link of the chain, an action without a payload, rows that no log stands behind. */
  readonly half: readonly string[];
}

/** Holds a store that was opened again against what its writer was told. */
export async function survey(desk: TestDesk, told: readonly Acknowledged[], folder: string): Promise<Survey> {
  const [lost, half]: [string[], string[]] = [[], []];
  const actions = new Map<string, boolean>();
  const chain = [];
  const all = await desk.store.read(async ({ log }) => log.all());
  for await (const action of all) {
    actions.set(action.header.id, action.payloadBytes !== null);
    chain.push(action);
  }
  const erased = new Set(told.flatMap((each) => (each.kind === 'erased' ? [each.caseId] : [])));
  for (const { header, payloadBytes } of chain)
    if (
      payloadBytes === null &&
      header.streamKind === 'case' &&
      !erased.has(header.streamId) &&
      !(await isErased(desk, header.id))
    )
      half.push(`${header.type} ${header.id} has no payload`);
  const { stationId } = desk.store.station;
  const own = chain.filter(({ header }) => header.stationId === stationId);
  const broken = verifyChain(own, await desk.store.read(({ log }) => log.head()), sha256Suite);
  if (broken !== null) half.push(`the chain: ${JSON.stringify(broken)}`);
  for (const each of told) {
    switch (each.kind) {
      case 'action':
      case 'file':
        if (!actions.has(each.actionId)) lost.push(`${each.kind} ${each.actionId}`);
        if (each.kind === 'file' && (await desk.fileBytes.read(each.sha256)) === null)
          lost.push(`bytes ${each.sha256}`);
        break;
      case 'erased': {
        if (!actions.has(each.actionId)) lost.push(`erasure ${each.actionId}`);
        const stream = await desk.store.read(({ log }) => log.stream('case', each.caseId));
        if (stream.some(({ payloadBytes }) => payloadBytes !== null)) lost.push(`erasure of ${each.caseId}`);
        break;
      }
      case 'draft': {
        const kept = await desk.store.read(({ drafts }) => drafts.draft(desk.clerk.staffId, each.draftId));
        if (kept?.content !== each.content) lost.push(`draft ${each.draftId}`);
        break;
      }
      case 'receipts':
        for (const id of each.actionIds)
          if (!(await desk.store.read(({ sync }) => sync.receiptOf(id)))) lost.push(`receipt of ${id}`);
        break;
      case 'backup':
        // Older ones may be gone by then: seven days stay, and so on.
        if (each !== told.findLast(({ kind }) => kind === 'backup')) break;
        if (!listBackups(join(folder, 'disk')).some(({ name }) => name === each.name)) lost.push(`backup ${each.name}`);
        break;
      case 'ready':
      case 'synced':
        break;
    }
  }
  half.push(...(await badBackups(join(folder, 'disk'))));
  const { before, after } = await new SyncedDesk(desk).rebuilt();
  if (canonicalJson(before as unknown as Json) !== canonicalJson(after as unknown as Json))
    half.push('rows are others after a rebuild (LOG-4)');
  return { lost, half };
}

/** An erasure that the writer was killed in may have been kept all the same. */
async function isErased(desk: TestDesk, actionId: string): Promise<boolean> {
  for await (const { header, payloadBytes } of await desk.store.read(async ({ log }) => log.all()))
    if (header.type === 'log.erased' && Buffer.from(payloadBytes ?? []).includes(actionId)) return true;
  return false;
}

/** Whatever is listed opens, and is to the byte what its manifest says. */
async function badBackups(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  const bad: string[] = [];
  for (const { name, manifest } of listBackups(folder)) {
    const { store } = backupPaths(folder, name);
    if ((await hashOfFile(store)) !== manifest.sha256) bad.push(`backup ${name} is not what its manifest says`);
    else if (proveCopy(store, testKey).facts.actions !== manifest.actions) bad.push(`backup ${name} has other actions`);
  }
  return bad;
}
