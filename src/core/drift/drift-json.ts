import type { Accepted, Finding } from '../comparison/finding'
import { acceptedJson, findingJson } from '../comparison/comparison-json'
import type { TenantFacts } from '../comparison/comparison'
import { withoutIsolates } from '../comparison/name-text'
import { exceptionsToJson, type ExceptionsJson } from '../exceptions/exceptions-json'
import { driftResult, type DriftResult } from './accepted-drift'
import type { Drift, DriftEnd, Move, ResourceDrift, SettingChange } from './drift'

/** `crossview.drift/1` as docs/cli.md describes it. */
export interface DriftJson {
  readonly schema: 'crossview.drift/1'
  /** Of which two snapshots. */
  readonly kind: Drift['kind']
  readonly tenant: TenantFacts
  readonly from: DriftEnd
  readonly to: DriftEnd
  readonly result: DriftResult
  readonly settings: readonly SettingJson[]
  readonly unread: readonly string[]
  readonly resources: readonly ResourceDriftJson[]
  readonly findings: Readonly<Record<keyof Drift['findings'], readonly DriftFindingJson[]>>
  readonly exceptions: ExceptionsJson
}

interface SettingJson extends Omit<SettingChange, 'accepted'> {
  readonly accepted?: Accepted
}

type ResourceDriftJson = ResourceDrift

/** @see Finding */
export type DriftFindingJson = Omit<Finding, 'resources'>

/** The machine-readable result: each number in it is the number on screen and on paper. */
export const driftToJson = (drift: Drift): DriftJson => {
  const { tenant, findings } = drift
  // Each object is written out: a field added to a type later must not slip into the contract.
  return {
    schema: 'crossview.drift/1',
    kind: drift.kind,
    tenant: { name: tenant.name, url: tenant.url, version: tenant.version },
    from: endJson(drift.from),
    to: endJson(drift.to),
    result: driftResult(drift),
    settings: drift.settings.map(settingJson),
    unread: drift.unread.map(withoutIsolates),
    resources: drift.resources.map(resourceJson),
    findings: {
      new: findings.new.map(findingJson),
      fixed: findings.fixed.map(findingJson),
      still: findings.still.map(findingJson),
      unknown: findings.unknown.map(findingJson),
    },
    exceptions: exceptionsToJson(drift.exceptions),
  }
}

const endJson = ({ at, sha256, complete }: DriftEnd): DriftEnd => ({ at, sha256, complete })

const settingJson = (setting: SettingChange): SettingJson => ({
  what: setting.what,
  side: setting.side,
  of: withoutIsolates(setting.of),
  ofId: setting.ofId,
  change: setting.change,
  value: withoutIsolates(setting.value),
  before: setting.before && withoutIsolates(setting.before),
  message: withoutIsolates(setting.message),
  ...acceptedJson(setting),
})

const resourceJson = (drift: ResourceDrift): ResourceDriftJson => ({
  resource: drift.resource,
  side: drift.side,
  application: drift.application && { id: drift.application.id, name: drift.application.name },
  state: drift.state,
  reason: drift.reason && withoutIsolates(drift.reason),
  appeared: drift.appeared,
  vanished: drift.vanished,
  moves: drift.moves.map(moveJson),
  because: drift.because,
  created: drift.created,
  deleted: drift.deleted,
  undecided: drift.undecided,
  perhaps: drift.perhaps.map(moveJson),
})

const moveJson = ({ how, ids, because, record }: Move): Move => ({ how, ids, because, record })
