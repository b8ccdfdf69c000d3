// @ts-check
/** What the result files of the test runners say, as two numbers. */

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * The part of Vitest's JSON report that is read.
 *
 * @typedef {object} VitestReport
 * @property {{ status: string, assertionResults: { status: string }[] }[]} testResults one per test file
 */

/**
 * The part of Playwright's JSON report that is read.
 *
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 */

/**
 * Anything but a pass is a failure: a skipped test has proved nothing. A file that broke before its first
 * test is one failure.
 *
 * @param {VitestReport} report
 * @returns {Count}
 */
export function countVitest({ testResults }) {
  const statuses = testResults.flatMap(({ status, assertionResults }) => {
    const tests = assertionResults.map((test) => test.status);
    return status === 'passed' || tests.includes('failed') ? tests : [...tests, 'failed'];
  });
  const passed = statuses.filter((status) => status === 'passed').length;
  return { passed, failed: statuses.length - passed };
}

/**
 * The same rule; a test that passed at the second attempt only is a failure too.
 *
 * @param {PlaywrightReport} report
 * @returns {Count}
 */
export function countPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
}

/**
 * The count of a stage. One without tests of its own is one test; a suite that crashed, or that ran
 * nothing, has failed whatever else its report says.
 *
 * @param {number} exitCode
 * @param {Count | undefined} tests what the report says; undefined without a report
 * @param {boolean} isSuite whether the stage should have run tests
 * @returns {Count}
 */
export function countStage(exitCode, tests, isSuite) {
  const { passed, failed } = tests ?? { passed: isSuite || exitCode !== 0 ? 0 : 1, failed: 0 };
  const isSilentFailure = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: isSilentFailure ? 1 : failed };
}
