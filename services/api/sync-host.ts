import type { SyncCorner, SyncOverview } from '../../contract/sync-page.ts';
import type { FilePlace } from '../../domain/files/file.ts';
import type { Caller } from '../dependencies.ts';
import type { ReplacementHost } from '../setup/replacement.ts';
import type { LineHost } from './line-host.ts';

/** What only the host can do: it runs the worker, and holds the key by which the city knows this station. */
export interface SyncHost {
  readonly line: LineHost;
  readonly replacement: ReplacementHost;
  diagnosis(caller: Caller): Promise<File>;
  corner(): Promise<SyncCorner>;
  /** Where the bytes of files are, by their hashes. */
  filePlaces(hashes: readonly string[]): Promise<ReadonlyMap<string, FilePlace>>;
  overview(caller: Caller): Promise<SyncOverview>;
  now(caller: Caller): Promise<SyncOverview>;
  enrol(caller: Caller, input: { readonly origin: string; readonly code: string }): Promise<SyncOverview>;
  consent(caller: Caller): Promise<SyncOverview>;
}
