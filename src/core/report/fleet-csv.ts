import { withoutIsolates } from '../comparison/name-text'
import type { Fleet } from '../fleet/fleet'
import type { CsvTable } from './csv'

/** The names of the tables of `fleetTables`. */
export const FLEET_TABLES = ['tenants', 'checks', 'outliers', 'missing'] as const

/** The tables of a fleet. Nothing is cut; codes and states stand as in JSON. */
export const fleetTables = ({ tenants, outliers, missing }: Fleet): readonly CsvTable[] => {
  const tables: readonly CsvTable[] = [
    {
      name: 'tenants',
      header: [
        'tenant',
        'address',
        'state',
        'message',
        'exit',
        'started',
        'finished',
        'work',
        'errors',
        'warnings',
        'requests',
      ],
      rows: tenants.map((part) => [
        part.name,
        part.url,
        part.state,
        part.message,
        part.exit,
        part.startedAt,
        part.finishedAt,
        part.work.join(' '),
        part.counts.errors,
        part.counts.warnings,
        part.counts.requests,
      ]),
    },
    {
      name: 'checks',
      header: ['tenant', 'check', 'state', 'severity', 'message'],
      rows: tenants.flatMap(({ name, checks }) =>
        checks.map((check) => [name, check.name, check.state, check.severity, check.message]),
      ),
    },
    {
      name: 'outliers',
      header: ['tenant', 'what', 'of', 'name', 'value', 'usual', 'usual count', 'known', 'message'],
      rows: outliers.map((each) => [
        each.tenant,
        each.what,
        each.of,
        each.name,
        each.value,
        each.usual,
        each.usualCount,
        each.known,
        each.message,
      ]),
    },
    { name: 'missing', header: ['part', 'reason'], rows: missing.map(({ part, reason }) => [part, reason]) },
  ]
  // A table is data: isolates are for reading.
  return tables.map((table) => ({
    ...table,
    rows: table.rows.map((row) =>
      row.map((value) => (typeof value === 'string' ? withoutIsolates(value) : value)),
    ),
  }))
}
