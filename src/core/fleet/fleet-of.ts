import { sameName } from '../comparison/name-text'
import { MAJORITY, type Fleet, type FleetPart } from './fleet'
import { compareText, outliersOf } from './outliers'

/**
 * Many tenants as one: in the order of their names, with what is unlike the others. Nothing but the parts decides it,
 * so that parts from separate machines make what one run over the same tenants makes.
 * @param baseline a tenant's name, or {@link MAJORITY}
 * @param missing parts that are not there, and why
 */
export const fleetOf = (
  parts: readonly FleetPart[],
  baseline: string = MAJORITY,
  missing: Fleet['missing'] = [],
): Fleet => {
  const tenants = [...parts].sort((a, b) => compareText(a.name, b.name))
  const isThere = baseline === MAJORITY || tenants.some(({ name }) => sameName(name, baseline))
  return {
    startedAt: firstOf(tenants.map(({ startedAt }) => startedAt)),
    finishedAt: firstOf(
      tenants.map(({ finishedAt }) => finishedAt),
      compareLater,
    ),
    tenants,
    baseline,
    outliers: outliersOf(tenants, baseline),
    missing: isThere ? missing : [...missing, ...noBaseline(baseline, missing)],
  }
}

const compareLater = (a: string, b: string): number => compareText(b, a)

const firstOf = (moments: readonly string[], compare = compareText): string | null =>
  [...moments].sort(compare)[0] ?? null

/** Once, where it is named as missing already. */
const noBaseline = (baseline: string, missing: Fleet['missing']): Fleet['missing'] =>
  missing.some(({ part }) => sameName(part, baseline))
    ? []
    : [
        {
          part: baseline,
          reason: 'It is the baseline, and nothing is known of it: no tenant is held against it.',
        },
      ]
