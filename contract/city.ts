import { sync } from './sync.ts';
import { syncFiles } from './sync-files.ts';
import { syncReturn } from './sync-return.ts';

/** The typed API of the city server. */
export const cityContract = { sync, syncReturn, syncFiles };

export type CityContract = typeof cityContract;
