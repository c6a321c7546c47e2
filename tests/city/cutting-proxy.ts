import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** For tests only: a line to a server that breaks in the middle of what goes over it. */
export interface CuttingProxy {
  readonly origin: string;
  /** After so many bytes more the line breaks; `staysDown`: and nothing goes over it until it is mended. */
  cutAfter(bytes: number, staysDown?: boolean): void;
  mend(): void;
  /** How often it broke. */
  cuts(): number;
  close(): Promise<void>;
}

export async function openCuttingProxy(target: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let [cuts, left, isDown, staysDown] = [0, Number.POSITIVE_INFINITY, false, false];
  const endAll = () => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer((near) => {
    if (isDown) return void near.destroy();
    const far = connect({ host: hostname, port: Number(port) });
    for (const socket of [near, far]) {
      open.add(socket);
      socket.once('close', () => {
        open.delete(socket);
        (socket === near ? far : near).end();
      });
      socket.on('error', () => undefined);
    }
    far.pipe(near);
    let isBroken = false;
    near.on('data', (bytes: Buffer) => {
      if (isBroken) return;
      const through = bytes.subarray(0, Math.min(bytes.byteLength, left));
      left -= through.byteLength;
      if (left > 0) return void far.write(through);
      [left, isDown] = [Number.POSITIVE_INFINITY, staysDown];
      cuts += 1;
      isBroken = true;
      // What had gone over the line has arrived.
      far.write(through, endAll);
    });
    near.once('end', () => far.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutAfter(bytes, stays = false) {
      [left, staysDown] = [bytes, stays];
    },
    mend() {
      isDown = false;
    },
    cuts: () => cuts,
    async close() {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
