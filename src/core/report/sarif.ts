import { plainTexts } from '../comparison/name-text'

/** One result of a SARIF log, with a place that is a file, whatever it stands for. */
export interface SarifResult {
  readonly ruleId: string
  readonly level: 'error' | 'warning' | 'note'
  readonly text: string
  /** A relative address, encoded. */
  readonly uri: string
  readonly line: number
  /** What the place stands for where it is no file; with what knows the result again in the next run. */
  readonly of?: { readonly name: string; readonly fingerprint: string }
}

/**
 * SARIF 2.1.0 of one run (OASIS, "Static Analysis Results Interchange Format"), as GitHub takes it.
 * @param rules ids of all rules that were looked at, each once unless repeated; `describe` says one in a few words
 */
export const sarifLog = (
  results: readonly SarifResult[],
  {
    version,
    rules,
    describe,
  }: {
    readonly version: string
    readonly rules: readonly string[]
    readonly describe: (ruleId: string) => string
  },
): string => {
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Crossview',
            version,
            rules: [...new Set(rules)].map((id) => ({
              id,
              shortDescription: { text: describe(id) },
            })),
          },
        },
        results: results.map(({ ruleId, level, text, uri, line, of }) => ({
          ruleId,
          level,
          message: { text },
          locations: [
            {
              physicalLocation: { artifactLocation: { uri }, region: { startLine: line } },
              ...(of === undefined
                ? {}
                : { logicalLocations: [{ fullyQualifiedName: of.name, kind: 'resource' }] }),
            },
          ],
          ...(of === undefined ? {} : { partialFingerprints: { 'crossview/v1': of.fingerprint } }),
        })),
      },
    ],
  }
  return `${JSON.stringify(sarif, plainTexts, 2)}\n`
}
