import { describeStoreContract } from '../services/testing/store-contract.ts';
import { openTestStore } from './testing.ts';

describeStoreContract('SQLite', async () => {
  const store = await openTestStore();
  return { store, dispose: () => store.remove() };
});
