import type { LanStatus } from '../../contract/settings.ts';
import type { Caller } from '../dependencies.ts';

/** What only the host knows: who listens where, and which desks are connected. */
export interface Desks {
  lan(caller: Caller): Promise<LanStatus>;
  setLan(caller: Caller, input: { enabled: boolean; port: number }): Promise<LanStatus>;
}
