import type { CityProcedure } from '../domain/access/city-rights.ts';
import { inbound } from './inbound.ts';
import type { EachHasItsLine, SameNames } from './procedure-names.ts';
import { sync } from './sync.ts';
import { syncAnchors } from './sync-anchors.ts';
import { syncFiles } from './sync-files.ts';
import { syncKeys } from './sync-keys.ts';
import { syncNumbers } from './sync-numbers.ts';
import { syncReturn } from './sync-return.ts';
import { verification } from './verification.ts';

/** The typed API of the city server. */
export const cityContract = { inbound, sync, syncAnchors, syncFiles, syncKeys, syncNumbers, syncReturn, verification };

export type CityContract = typeof cityContract;

/** Each call of this contract, as `sync.push`, has its line in domain/access/city-rights.ts, and no other is there. */
export type CityContractInTable = EachHasItsLine<SameNames<CityContract, CityProcedure>>;
