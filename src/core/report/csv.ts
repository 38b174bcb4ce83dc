import type { Comparison } from '../comparison/comparison'
import { withoutIsolates } from '../comparison/name-text'
import { knownCount, type Count } from '../comparison/outcome'
import { VERBS } from '../halo/feature'
import { answerWord } from '../words/words'
import { reportTables } from './tables'

/** A table for one CSV file. A number stays a number; a text may be anything. */
export interface CsvTable {
  /** File name without extension. */
  readonly name: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** The names of the tables of `csvTables`. */
export const CSV_TABLES = ['coverage', 'resources', 'findings', 'records', 'permissions'] as const

/** A number that is not known is no number, for whoever adds up a column. */
const numberOrWords = (count: Count): string | number => knownCount(count) ?? 'unknown'

/**
 * The tables of a comparison: coverage, resources, findings, differing records, permissions. Nothing
 * is cut. Codes stand as in JSON, so that a script knows them by one spelling.
 */
export const csvTables = (comparison: Comparison): readonly CsvTable[] => {
  const report = reportTables(comparison)
  const { coverage } = comparison
  const tables: readonly CsvTable[] = [
    {
      name: 'coverage',
      header: [
        'tenant',
        'address',
        'started',
        'finished',
        'complete',
        'resources',
        'compared',
        'refused',
        'failed',
        'skipped',
      ],
      rows: [
        [
          comparison.tenant.name,
          comparison.tenant.url,
          comparison.startedAt,
          comparison.finishedAt,
          answerWord(comparison.complete),
          coverage.resources,
          coverage.compared,
          coverage.refused,
          coverage.failed,
          coverage.skipped,
        ],
      ],
    },
    {
      name: 'resources',
      header: ['resource', 'agent', 'app', 'both', 'only agent', 'only app', 'changed', 'verdict', 'reasons'],
      rows: report.resources.map((row) => [
        row.label,
        row.agent,
        row.app,
        numberOrWords(row.counts.both),
        numberOrWords(row.counts.onlyAgent),
        numberOrWords(row.counts.onlyApp),
        numberOrWords(row.counts.changed),
        row.verdict,
        row.reasons.join(' '),
      ]),
    },
    {
      name: 'findings',
      header: ['severity', 'code', 'about', 'message', 'evidence', 'fix', 'path', 'confidence', 'records'],
      rows: report.findings.map((finding) => [
        finding.severity,
        finding.code,
        finding.about,
        finding.message,
        finding.evidence.map(({ what, value }) => `${what}: ${value}`).join('; '),
        finding.fix?.text ?? '',
        finding.fix?.path ?? '',
        finding.confidence,
        finding.records.length,
      ]),
    },
    {
      name: 'records',
      header: ['resource', 'id', 'record', 'client', 'team', 'type', 'assignee', 'seen by', 'reasons'],
      rows: report.differences.flatMap(({ label, rows }) =>
        rows.map((row) => [
          label,
          row.id,
          row.label,
          row.client,
          row.team,
          row.type,
          row.assignee,
          row.seenBy,
          row.codes.join(' '),
        ]),
      ),
    },
    {
      name: 'permissions',
      header: ['feature', ...VERBS, 'where it comes from'],
      rows: report.permissions.map(({ feature, cells, provenance }) => [feature, ...cells, provenance]),
    },
  ]
  // A table is data: isolates are for reading.
  return tables.map((table) => ({
    ...table,
    rows: table.rows.map((row) =>
      row.map((value) => (typeof value === 'string' ? withoutIsolates(value) : value)),
    ),
  }))
}
