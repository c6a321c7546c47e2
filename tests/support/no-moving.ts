import type { MovingHost } from '../../services/api/moving-host.ts';

const unavailable = () => Promise.reject(new Error('nothing moves in this test'));

/** For tests in which no center moves to another PC. */
export const noMoving: MovingHost = {
  word: unavailable,
  pack: unavailable,
  look: unavailable,
  bringIn: unavailable,
};
