import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { followParentPipe } from './parent-pipe.ts';

test('the app ends with the start script, and the service is not told to watch a closed input', async () => {
  const environment: Record<string, string | undefined> = { FENGQIAO_PARENT_PIPE: '1', PATH: '/bin' };
  const input = new PassThrough();
  const quit = new Promise<void>((resolve) => followParentPipe(environment, () => input, resolve));
  expect(environment).toEqual({ PATH: '/bin' });
  input.end('ignored');
  await quit;
});

test('an app that was not started by the script does not watch its input', () => {
  const input = new PassThrough();
  followParentPipe(
    {},
    () => input,
    () => expect.unreachable(),
  );
  expect(input.listenerCount('end')).toBe(new PassThrough().listenerCount('end'));
});
