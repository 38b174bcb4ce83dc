import { withoutIsolates } from '../comparison/name-text'
import type { ExpectationResult } from '../policy/expectation'
import { html } from './escape'
import { sarifLog } from './sarif'

/** Policy test results in the two formats that build servers read. */

/** A result with the line of the policy file it stands on, from 1. */
export interface PlacedResult extends ExpectationResult {
  readonly line: number
}

/** The same escaping serves XML. Not called `html`, so that no formatter breaks its lines. */
const xml = html

/** JUnit XML: a test case each; what cannot be told is an error, so that no server reads it as passed. */
export const junitReport = (results: readonly PlacedResult[], suite: string): string => {
  const of = (state: ExpectationResult['state']) => results.filter((result) => result.state === state).length
  const outcome = ({ state, message }: PlacedResult) => {
    if (state === 'passed') return xml``
    return state === 'failed'
      ? xml`<failure message="${message}"/>`
      : xml`<error message="${message}" type="unknown"/>`
  }
  const cases = results.map(
    (result) =>
      xml`  <testcase classname="crossview.${result.kind}" name="${result.name}">${outcome(result)}</testcase>\n`,
  )
  const counts = xml`tests="${results.length}" failures="${of('failed')}" errors="${of('unknown')}" skipped="0"`
  const { text } = xml`<testsuite name="${suite}" ${counts}>\n${cases}</testsuite>\n`
  // Data, as JSON is.
  return `<?xml version="1.0" encoding="UTF-8"?>\n${withoutIsolates(text)}`
}

/** SARIF 2.1.0: a result for each policy test that did not pass, at its line of the policy file. */
export const sarifReport = (
  results: readonly PlacedResult[],
  { file, version }: { readonly file: string; readonly version: string },
): string =>
  sarifLog(
    results
      .filter(({ state }) => state !== 'passed')
      .map(({ kind, name, state, message, line }) => ({
        ruleId: kind,
        level: state === 'failed' ? 'error' : 'warning',
        text: `${name}: ${message}`,
        uri: encodeURI(file.replaceAll('\\', '/')),
        line,
      })),
    { version, rules: results.map(({ kind }) => kind), describe: (id) => `Policy test of the kind ${id}` },
  )
