import type { CityClient } from '../../../services/sync/client.ts';

/** A client that asks another one with each call: the one of the server that the station talks to by then. */
export const movingClient = (current: () => CityClient): CityClient => ({
  hello: (signal) => current().hello(signal),
  push: (input, signal, departure) => current().push(input, signal, departure),
  pull: (input, signal) => current().pull(input, signal),
  offer: (input, signal) => current().offer(input, signal),
  giveBack: (input, signal) => current().giveBack(input, signal),
  settle: (input, signal) => current().settle(input, signal),
  reserve: (input, signal) => current().reserve(input, signal),
});
