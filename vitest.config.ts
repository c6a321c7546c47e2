import { defineConfig } from 'vitest/config';

const folders = '{domain,contract,services,db,center,city,electron,renderer,scripts,tests}';

const inThreads = {
  testTimeout: 20_000,
  // Most of the time went into loading the same modules anew for each file; the modules keep no state.
  pool: 'threads',
  // vitest leaves one core free; on two cores that would double the time.
  maxWorkers: '100%',
  isolate: false,
} as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: [`${folders}/**/*.test.{ts,tsx,mjs}`],
          exclude: ['**/*.{browser,integration}.test.*', 'tests/**', '**/node_modules/**'],
          ...inThreads,
        },
      },
      {
        // Whoever writes a rule waits for the unit tests after each change, so what takes most of a second lies here:
        // whole stores on disk, typesetting, passwords, processes, every interleaving of two machines.
        test: {
          name: 'integration',
          environment: 'node',
          include: [`${folders}/**/*.integration.test.{ts,tsx,mjs}`],
          exclude: ['tests/**', '**/node_modules/**'],
          ...inThreads,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/**/*.test.ts', `${folders}/**/*.browser.test.{ts,tsx}`],
          globalSetup: ['tests/browser/build.ts'],
          // What is pressed is drawn a moment later, on a busy machine seconds later.
          expect: { poll: { timeout: 30_000 } },
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // Each file has its own center, ports, folders and browser, and two at a time take half as long. But where two
          // browsers share two cores a page now and then stands still for longer than anybody waits: whoever has more
          // cores may say --maxWorkers 2.
          maxWorkers: 1,
        },
      },
    ],
  },
});
