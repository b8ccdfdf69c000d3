// @ts-check
/** What the result files of the test runners say: two numbers, and the names of what failed. */

/** @typedef {{ passed: number, failed: number }} Count */

/**
 * The part of Vitest's JSON report that is read.
 *
 * @typedef {object} VitestReport
 * @property {VitestFile[]} testResults one per test file
 *
 * @typedef {object} VitestFile
 * @property {string} name its path
 * @property {string} status
 * @property {string} [message] why it did not load
 * @property {{ status: string, fullName: string, failureMessages?: string[] }[]} assertionResults
 */

/**
 * The part of Playwright's JSON report that is read.
 *
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {PlaywrightSuite[]} suites
 *
 * @typedef {object} PlaywrightSuite
 * @property {{ title: string, file: string, tests: { status: string }[] }[]} [specs]
 * @property {PlaywrightSuite[]} [suites]
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
 * @param {Pick<PlaywrightReport, 'stats'>} report
 * @returns {Count}
 */
export function countPlaywright({ stats }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
}

/**
 * A line for each failure that `countVitest` counts: where, which test, the first line of what it says.
 *
 * @param {VitestReport} report
 * @returns {string[]}
 */
export function vitestFailures({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults
      .filter((test) => test.status !== 'passed')
      .map((test) => failureLine(name, test.fullName, test.failureMessages?.[0] ?? test.status));
    return status === 'passed' || assertionResults.some((test) => test.status === 'failed')
      ? tests
      : [...tests, failureLine(name, 'the file itself', message || status)];
  });
}

/**
 * The same of Playwright's report, whose messages are many lines long and stand above.
 *
 * @param {Pick<PlaywrightReport, 'suites'>} report
 * @returns {string[]}
 */
export function playwrightFailures({ suites }) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.flatMap(({ file, title, tests }) =>
      tests.filter((test) => test.status !== 'expected').map((test) => failureLine(file, title, test.status)),
    ),
    ...playwrightFailures({ suites: inner }),
  ]);
}

/**
 * @param {string} file
 * @param {string} test
 * @param {string} message
 */
function failureLine(file, test, message) {
  return `${file} > ${test}: ${message.split('\n', 1)[0]}`;
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
