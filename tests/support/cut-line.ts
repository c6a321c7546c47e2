import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CutLine {
  /** Where the other end seems to be. */
  readonly origin: string;
  /** `cut`: nobody answers. `held`: what is sent arrives nowhere and nothing comes back. `whole`: as if it were not there. */
  set(state: 'whole' | 'held' | 'cut'): void;
  close(): Promise<void>;
}

/** For tests only: the line between a center and the city, which can be cut, held and healed. */
export async function cutLine(target: string): Promise<CutLine> {
  const { hostname, port } = new URL(target);
  let state: 'whole' | 'held' | 'cut' = 'whole';
  const pairs = new Set<readonly [Socket, Socket]>();
  const apply = ([near, far]: readonly [Socket, Socket]) => {
    if (state === 'cut') for (const socket of [near, far]) socket.destroy();
    else if (state === 'held') for (const socket of [near, far]) socket.pause();
    else for (const socket of [near, far]) socket.resume();
  };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [pair, [far, near] as const]) {
      from.on('data', (chunk) => void to.write(chunk));
      from.on('error', () => undefined);
      from.once('close', () => {
        to.destroy();
        pairs.delete(pair);
      });
    }
    apply(pair);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set(next) {
      state = next;
      for (const pair of pairs) apply(pair);
    },
    async close() {
      state = 'cut';
      for (const pair of pairs) apply(pair);
      server.close();
      await once(server, 'close');
    },
  };
}
