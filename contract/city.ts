import { sync } from './sync.ts';
import { syncReturn } from './sync-return.ts';

/** The typed API of the city server. */
export const cityContract = { sync, syncReturn };

export type CityContract = typeof cityContract;
