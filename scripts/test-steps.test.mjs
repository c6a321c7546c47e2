import { expect, test } from 'vitest';
import { countTests, filesAgain } from './test-steps.mjs';

const file = (status, ...results) => ({ status, assertionResults: results.map((result) => ({ status: result })) });

test('passed and failed tests are counted from the report', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed')],
  };
  expect(countTests(report)).toEqual({ passed: 3, failed: 1 });
});

test('a test file that cannot be loaded counts as a failure, though no test of it ran', () => {
  const report = { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'passed'), file('failed')] };
  expect(countTests(report)).toEqual({ passed: 1, failed: 1 });
});

test('a few files that failed are run once more, many are not', () => {
  const failed = (count) =>
    Array.from({ length: count }, (_, index) => ({ name: `${index}.test.ts`, status: 'failed' }));
  const passed = { name: 'good.test.ts', status: 'passed' };
  expect(filesAgain({ testResults: [passed, ...failed(2)] })).toEqual(['0.test.ts', '1.test.ts']);
  expect(filesAgain({ testResults: [passed, ...failed(5)] })).toEqual([]);
});
