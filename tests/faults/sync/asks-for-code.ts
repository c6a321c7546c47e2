import { type ErrorCode, errorTable } from '../../../contract/errors.ts';

const askForCode: readonly string[] = (
  ['CHAIN_BROKEN', 'STATION_REPLACED', 'STATION_UNKNOWN'] satisfies ErrorCode[]
).map((code) => errorTable[code].message);

/** Whether a round that ends with these words asks for the machine to be enrolled anew (SYNC-14). */
export const asksForCode = (failure: string | null): boolean => failure !== null && askForCode.includes(failure);
