import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { gatheringSocket } from './gathering-socket.ts';

test('what is written in one turn arrives in one piece and in order, also where the writer corks by itself', async () => {
  const pieces: string[] = [];
  const server = createServer((other) => other.on('data', (bytes) => pieces.push(bytes.toString())));
  onTestFinished(() => void server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const socket = gatheringSocket();
  await once(socket.connect((server.address() as AddressInfo).port, '127.0.0.1'), 'connect');
  const written = vi.spyOn(socket, '_writev' as never);
  socket.write('a');
  socket.cork();
  socket.write('b');
  socket.uncork();
  void Promise.resolve().then(() => socket.write('c'));
  await expect.poll(() => pieces.join('')).toBe('abc');
  expect(written).toHaveBeenCalledTimes(1);
  socket.write('d');
  socket.end('e');
  await expect.poll(() => pieces.join('')).toBe('abcde');
});
