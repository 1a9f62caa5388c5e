import { expect, test } from 'vitest';
import { tally } from './tally.ts';

const file = (statuses: string[], status = 'passed') => ({
  name: 'marks.test.ts',
  status,
  message: '',
  assertionResults: statuses.map(status => ({ status })),
});

test('a run in which everything passed has no failure', () => {
  expect(tally({ testResults: [file(['passed', 'passed']), file(['passed'])] }, true)).toEqual({
    passed: 3,
    failed: 0,
    remarks: [],
  });
});

test('a skipped test and one left for later are failures', () => {
  const { passed, failed, remarks } = tally({ testResults: [file(['passed', 'skipped', 'todo', 'failed'])] }, false);
  expect({ passed, failed, remarks }).toEqual({ passed: 1, failed: 3, remarks: ['2 tests were skipped'] });
});

test('a file that could not be loaded is a failure', () => {
  expect(tally({ testResults: [file(['passed']), file([], 'failed')] }, false)).toMatchObject({ passed: 1, failed: 1 });
});

test('a file whose hook failed after its tests passed is a failure', () => {
  expect(tally({ testResults: [file(['passed'], 'failed')] }, false)).toMatchObject({ passed: 1, failed: 1 });
});

test('a run without a test, without a report, or with an error outside of the tests is a failure', () => {
  expect(tally({ testResults: [] }, true)).toMatchObject({ passed: 0, failed: 1 });
  expect(tally(undefined, true)).toMatchObject({ passed: 0, failed: 1 });
  expect(tally({ testResults: [file(['passed'])] }, false)).toMatchObject({ passed: 1, failed: 1 });
});
