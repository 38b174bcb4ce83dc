import type { Cause } from '../comparison/cause'
import type { Comparison } from '../comparison/comparison'
import { withoutIsolates } from '../comparison/name-text'
import { knownCount, type Count } from '../comparison/outcome'
import { VERBS } from '../halo/feature'
import { resourceDefinition } from '../halo/resource'
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
export const CSV_TABLES = ['coverage', 'resources', 'causes', 'findings', 'records', 'permissions'] as const

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
      name: 'causes',
      header: [
        'cause',
        'severity',
        'code',
        'side',
        'setting',
        'resource',
        'records',
        'refused',
        'alone',
        'message',
        'fix',
        'path',
        'confidence',
      ],
      rows: comparison.causes.flatMap(causeRows),
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

/** A line for each resource of a cause, so that a column of records can be added up; one where it has none. */
const causeRows = (cause: Cause, index: number): readonly (readonly (string | number)[])[] => {
  const { alone, message, fix, confidence } = cause
  const resources: readonly (Cause['resources'][number] | null)[] =
    cause.resources.length === 0 ? [null] : cause.resources
  return resources.map((of) => [
    index,
    cause.severity,
    cause.code,
    cause.side,
    cause.setting,
    of === null ? '' : resourceDefinition(of.resource).label,
    of?.records ?? 0,
    of === null ? '' : answerWord(of.refused),
    alone,
    message,
    fix?.text ?? '',
    fix?.path ?? '',
    confidence,
  ])
}
