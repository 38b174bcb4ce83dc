import { describe, expect, it } from 'vitest'
import { isolated } from '../../../src/core/comparison/name-text'
import { junitReport, sarifReport, type PlacedResult } from '../../../src/core/report/test-results'

const result = (state: PlacedResult['state'], line: number): PlacedResult => ({
  name: `<${state}> & "more"`,
  kind: line === 1 ? 'same' : 'sees',
  state,
  message: `It is ${state} <b>`,
  records: [],
  line,
})
const RESULTS = [result('passed', 1), result('failed', 2), result('unknown', 3)]

describe('results of policy tests', () => {
  it('are JUnit cases, of which one that cannot be told is an error, and no text is markup', () => {
    const xml = junitReport(RESULTS, 'a "suite"')
    expect(xml).toContain('tests="3" failures="1" errors="1"')
    expect(xml.match(/<testcase /g)).toHaveLength(3)
    expect(xml).toContain('<failure message="It is failed &lt;b&gt;"/>')
    expect(xml).toContain('<error message="It is unknown &lt;b&gt;" type="unknown"/>')
    expect(xml).not.toMatch(/<passed>|<b>/)
  })

  it('are SARIF results where they did not pass, at their line of the file', () => {
    const { runs } = JSON.parse(sarifReport(RESULTS, { file: 'a b\\policy.yml', version: '1' })) as {
      runs: [
        {
          tool: { driver: { rules: { id: string }[] } }
          results: {
            level: string
            locations: [
              { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } },
            ]
          }[]
        },
      ]
    }
    const [{ tool, results }] = runs
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(['same', 'sees'])
    expect(results.map(({ level }) => level)).toEqual(['error', 'warning'])
    expect(results.map(({ locations: [{ physicalLocation }] }) => physicalLocation)).toEqual([
      { artifactLocation: { uri: 'a%20b/policy.yml' }, region: { startLine: 2 } },
      { artifactLocation: { uri: 'a%20b/policy.yml' }, region: { startLine: 3 } },
    ])
  })

  it('are data: names keep their letters, and none of our isolates', () => {
    const name = 'חברה (1) Ltd.'
    const results = [
      { ...result('failed', 2), name: `reads ${isolated(name)}`, message: `Hidden: ${isolated(name)}.` },
    ]
    const texts = [junitReport(results, 'x'), sarifReport(results, { file: 'p.yml', version: '1' })]
    for (const text of texts) {
      expect(text).toContain(`Hidden: ${name}.`)
      expect(text).not.toMatch(/[\u2066-\u2069]/)
    }
  })
})
