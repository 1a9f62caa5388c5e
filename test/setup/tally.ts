/** What we read of vitest's JSON report. */
export interface Report {
  testResults: { name: string; status: string; message: string; assertionResults: { status: string }[] }[];
}

export interface Tally {
  passed: number;
  failed: number;
  /** Why there are failures that vitest has not shown as failed tests. */
  remarks: string[];
}

/**
 * Counts a run. Whatever was not proved is a failure: a test skipped or left for later, a file that could not be loaded
 * or holds no test, a runner that ended badly although every test passed, a run without a report or without a test.
 */
export function tally(report: Report | undefined, runnerSucceeded: boolean): Tally {
  const files = report?.testResults ?? [];
  const tests = files.flatMap(file => file.assertionResults);
  const passed = tests.filter(test => test.status === 'passed').length;
  const skipped = tests.filter(test => test.status !== 'passed' && test.status !== 'failed').length;
  const broken = files.filter(file => isBroken(file));
  const failed = tests.length - passed + broken.length;
  const remarks = [
    ...(skipped ? [`${skipped} tests were skipped`] : []),
    ...broken.map(file => `${file.name} ran no test to its end`),
  ];
  if (failed) return { passed, failed, remarks };
  if (passed === 0) return { passed, failed: 1, remarks: ['no test ran'] };
  if (!runnerSucceeded) return { passed, failed: 1, remarks: ['all tests passed, but the run ended with an error'] };
  return { passed, failed, remarks };
}

function isBroken(file: Report['testResults'][number]): boolean {
  const failed = file.assertionResults.some(test => test.status === 'failed');
  return file.assertionResults.length === 0 || (file.status === 'failed' && !failed);
}
