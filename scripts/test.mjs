// npm test: everything that must pass, on a machine with only Node.js and npm. The first failure stops it.
import { refuseOldNode } from './node24.mjs';

refuseOldNode();
try {
  const { runTests } = await import('./test-steps.mjs');
  process.exitCode = await runTests();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
