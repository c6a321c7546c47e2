import { sync } from './sync.ts';

/** The typed API of the city server. */
export const cityContract = { sync };

export type CityContract = typeof cityContract;
