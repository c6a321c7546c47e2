import { Socket } from 'node:net';

/**
 * A socket that sends in one piece what is written in one turn of the event loop. The driver writes each statement by
 * itself, some thirty for a push, and to hand one to the kernel costs more than to make it.
 */
export function gatheringSocket(): Socket {
  const socket = new Socket();
  // While it connects a socket takes back its own `write`.
  socket.once('connect', () => gatherWrites(socket));
  return socket;
}

function gatherWrites(socket: Socket): void {
  const write = socket.write.bind(socket) as (...parts: unknown[]) => boolean;
  const [cork, uncork] = [socket.cork.bind(socket), socket.uncork.bind(socket)];
  let isGathering = false;
  const gather = (...parts: unknown[]): boolean => {
    if (!isGathering) {
      isGathering = true;
      cork();
      process.nextTick(() => {
        isGathering = false;
        uncork();
      });
    }
    return write(...parts);
  };
  socket.write = gather as Socket['write'];
  // The driver corks each statement, and an uncork sends what is there, also where somebody else has corked.
  socket.cork = () => undefined;
  socket.uncork = () => undefined;
}
