import type { Fleet } from './fleet'

/** `crossview.fleet/1` (docs/cli.md). What its outliers were drawn from, the settings, stands in each tenant's own file. */
export const fleetToJson = ({ startedAt, finishedAt, tenants, baseline, outliers, missing }: Fleet) => ({
  schema: 'crossview.fleet/1',
  startedAt,
  finishedAt,
  baseline,
  tenants: tenants.map(({ settings: _settings, ...tenant }) => tenant),
  outliers,
  missing,
})
