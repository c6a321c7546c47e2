// npm start: installs and builds what is missing, starts the center service and opens the app.
import { refuseOldNode } from './node24.mjs';

refuseOldNode();
try {
  const { start } = await import('./start-app.mjs');
  process.exitCode = await start(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
