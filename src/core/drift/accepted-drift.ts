import type { Finding } from '../comparison/finding'
import { withAccepted } from '../exceptions/accept'
import { coverBy, isOfTenant, outcomeOf, type Coverable, type Covered } from '../exceptions/cover'
import type { Exception } from '../exceptions/exception'
import type { Drift, FindingDrift, ResourceDrift, SettingChange } from './drift'

/**
 * A drift with what somebody accepted marked as accepted. Nothing of it is left out; what is fixed needs no exception.
 * @param describe what exceptions may name of a finding
 * @param today `YYYY-MM-DD`, UTC
 */
export const acceptedDrift = (
  drift: Drift,
  exceptions: readonly Exception[],
  today: string,
  describe: (finding: Finding) => Coverable,
): Drift => {
  const own = exceptions.filter((exception) => isOfTenant(exception, drift.tenant))
  const cover = coverBy(own, today)
  const settings = drift.settings.map((setting) => cover(coverableSetting(setting)))
  const all: Covered[] = []
  const marked = (findings: readonly Finding[]): readonly Finding[] =>
    findings.map((finding) => {
      const covered = cover(describe(finding))
      all.push(covered)
      return withAccepted(finding, covered)
    })
  const findings: FindingDrift = {
    new: marked(drift.findings.new),
    fixed: drift.findings.fixed,
    still: marked(drift.findings.still),
    unknown: marked(drift.findings.unknown),
  }
  return {
    ...drift,
    settings: drift.settings.map((setting, at) => withAccepted(setting, settings[at])),
    findings,
    exceptions: outcomeOf(own, { findings: all, settings }),
  }
}

/** By its name, by its id, and by both as it is written: “Fabrikam Ltd (12)”. */
const coverableSetting = ({ what, side, of, ofId, value }: SettingChange): Coverable => {
  const [, name, id] = /^(.*) \(([^()]+)\)$/s.exec(value) ?? []
  return {
    code: what,
    side: side ?? 'app',
    resources: [],
    of: [of, ...(ofId === null ? [] : [ofId])],
    values: [[value, ...(name === undefined || id === undefined ? [] : [name, id])]],
  }
}

/** What a drift comes to. `unknown`: nothing is known to have changed, and something could not be told. */
export type DriftResult = 'changed' | 'unknown' | 'same'

/**
 * Accepted changes, and records that accepted settings moved, are no change; nor is that records were made, deleted or
 * assigned to somebody else in Halo, which happens every day.
 */
export const driftResult = (drift: Drift): DriftResult =>
  hasChanged(drift) ? 'changed' : isPartlyUnknown(drift) ? 'unknown' : 'same'

const hasChanged = ({ settings, findings, resources }: Drift): boolean =>
  settings.some(({ accepted }) => accepted === undefined) ||
  findings.fixed.length > 0 ||
  findings.new.some(({ accepted }) => accepted === undefined) ||
  resources.some((resource) => hasMoved(resource, settings))

const hasMoved = ({ moves }: ResourceDrift, settings: readonly SettingChange[]): boolean =>
  moves.some(({ because, record }) => {
    if (because.length === 0) return record === null
    return because.some((at) => settings[at]?.accepted === undefined)
  })

/** Of an inventory, that a view is beyond prediction is nothing unread: what was not read is among the sentences. */
export const isPartlyUnknown = ({ kind, from, to, unread, resources, findings }: Drift): boolean =>
  !from.complete ||
  !to.complete ||
  unread.length > 0 ||
  findings.unknown.length > 0 ||
  resources.some(
    ({ state, undecided }) => undecided.length > 0 || (kind === 'comparison' && state === 'unknown'),
  )
