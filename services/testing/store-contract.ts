import { describe } from 'vitest';
import { describeCases } from './contract-cases.ts';
import { describeFiles } from './contract-files.ts';
import { describeLedger } from './contract-ledger.ts';
import { describeLog } from './contract-log.ts';
import { describeRecords } from './contract-records.ts';
import { describeRestricted } from './contract-restricted.ts';
import { describeSync } from './contract-sync.ts';
import { describeTransactions } from './contract-transactions.ts';
import type { StoreUnderTest } from './store-fixture.ts';

/** What every store promises to the services, whatever it is built on. Each adapter runs this suite on fresh stores. */
export function describeStoreContract(name: string, openFreshStore: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the promises of the ports`, () => {
    describeTransactions(openFreshStore);
    describeLog(openFreshStore);
    describeCases(openFreshStore);
    describeFiles(openFreshStore);
    describeLedger(openFreshStore);
    describeRestricted(openFreshStore);
    describeRecords(openFreshStore);
    describeSync(openFreshStore);
  });
}
