import type { Readable } from 'node:stream';

/** Set by the start script for a program that shall end when the script's end of its standard input is closed. */
const VARIABLE = 'FENGQIAO_PARENT_PIPE';

/**
 * Ends the app when the start script dies without a word. The service must not see the variable: in a utility process
 * the standard input is closed from the first, and it would end at once.
 */
export function followParentPipe(
  environment: Record<string, string | undefined>,
  input: () => Pick<Readable, 'resume' | 'on'>,
  quit: () => void,
): void {
  if (environment[VARIABLE] !== '1') return;
  delete environment[VARIABLE];
  const stream = input();
  stream.resume();
  stream.on('end', quit);
}
