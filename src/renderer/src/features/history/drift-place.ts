import type { Resource } from '../../../../core/halo/resource'

/** Where a record or a finding of a drift can be looked at. */
export interface DriftPlace {
  readonly end: 'from' | 'to'
  readonly resource: Resource | null
  readonly record: string | null
  /** Of an inventory. */
  readonly applicationId: string | null
}

export type OnPlace = (place: DriftPlace) => void
