/** What the two runners of tests write, as counts. @typedef {import('./test-run.mjs').Counted} Counted */

/**
 * @typedef {{ status: string, fullName: string, meta?: { onlyOn?: string }, failureMessages?: string[] }} VitestTest
 * @typedef {{ testResults: { name: string, status: string, message?: string, assertionResults: VitestTest[] }[] }} VitestReport
 * @typedef {{ status: string, projectName: string, annotations: { type: string, description?: string }[] }} PlaywrightTest
 * @typedef {{ title: string, file: string, suites?: PlaywrightSuite[],
 *   specs?: { title: string, tests: PlaywrightTest[] }[] }} PlaywrightSuite
 * @typedef {{ suites: PlaywrightSuite[], errors: { message: string }[] }} PlaywrightReport
 */

/** What a test that failed said first: the end of a long run is often all that is kept of it. */
const saidBy = (/** @type {string | undefined} */ message) => {
  const [line = ''] = (message ?? '').trim().split('\n')
  return line === '' ? '' : `: ${line.slice(0, 1500)}`
}

/**
 * @param {VitestReport} report
 * @returns {Counted}
 */
export const readVitest = ({ testResults }) => {
  const all = testResults.flatMap((file) => {
    const tests = file.assertionResults
    // No test, or a hook, which no test of the file names.
    const hasOwnFault = file.status === 'failed' && !tests.some(({ status }) => status === 'failed')
    return hasOwnFault
      ? [...tests, { status: 'failed', fullName: file.name, failureMessages: [file.message ?? ''] }]
      : tests
  })
  const passed = all.filter(({ status }) => status === 'passed').length
  // What says that it means something on another system only (test/support/systems.ts) is no failure.
  const elsewhere = all.filter(({ status, meta }) => status === 'skipped' && meta?.onlyOn)
  const bad = all.filter((test) => test.status !== 'passed' && !elsewhere.includes(test))
  return {
    passed,
    failed: bad.length,
    names: bad.map(
      ({ fullName, status, failureMessages }) => `${status}: ${fullName}${saidBy(failureMessages?.[0])}`,
    ),
    skipped: elsewhere.map(({ fullName, meta }) => `${fullName} (${meta?.onlyOn})`),
  }
}

/**
 * The report of files that were run again, in place of what they gave before.
 * @param {VitestReport} first
 * @param {VitestReport} again
 * @returns {VitestReport}
 */
export const withFilesAgain = (first, again) => {
  const names = new Set(again.testResults.map(({ name }) => name))
  return { testResults: [...first.testResults.filter(({ name }) => !names.has(name)), ...again.testResults] }
}

/**
 * @param {PlaywrightReport} report
 * @returns {Counted}
 */
export const readPlaywright = ({ suites, errors }) => {
  /** @type {Counted} */
  const result = { passed: 0, failed: errors.length, names: errors.map(({ message }) => message), again: [] }
  const walk = (/** @type {PlaywrightSuite} */ suite, /** @type {string} */ title) => {
    for (const child of suite.suites ?? []) walk(child, `${title} > ${child.title}`)
    for (const spec of suite.specs ?? []) {
      for (const { status, projectName } of spec.tests) {
        const name = `[${projectName}] ${title} > ${spec.title}`
        if (status === 'expected' || status === 'flaky') result.passed += 1
        else {
          result.failed += 1
          result.names.push(`${status}: ${name}`)
        }
        if (status === 'flaky') result.again?.push(name)
      }
    }
  }
  for (const suite of suites) walk(suite, suite.title)
  return result
}
