import type { ReasonCode } from '../comparison/reason-code'

/**
 * Many tenants in one run, or merged from many: `fleetOf(parts, baseline)` is a pure function of what was written
 * down of each tenant, so that a merge of folders from separate machines equals one run over all of them.
 */

export const FLEET_WORK = ['check', 'compare', 'applications', 'expect'] as const
/** What is done with each tenant. */
export type FleetWork = (typeof FLEET_WORK)[number]

/** `failed`: a side that was needed could not connect; `incomplete`: something asked for is missing. */
export type FleetState = 'done' | 'incomplete' | 'failed'

/** One thing that holds of a tenant, or does not. A gap is `unknown`, never a pass. */
export interface FleetCheck {
  /** The same for every tenant, so that they stand in one column: `connect app`, `purpose`, `risk application.person`, `expect NAME`. */
  readonly name: string
  readonly state: 'holds' | 'fails' | 'unknown'
  readonly message: string
  /** How bad a failure is; only `error` makes exit status 1. */
  readonly severity: 'error' | 'warning' | 'info'
}

/** One setting of a tenant that can be held against the same setting of others. */
export interface FleetSetting {
  /** A reason code, `scope`, `recipe`, `version`. */
  readonly what: ReasonCode | 'scope' | 'recipe' | 'version'
  /** Whose, in words that are the same in every tenant: `app`, `agent`, a purpose's name. */
  readonly of: string
  /** The name of the setting: a scope, a recipe, a feature. */
  readonly name: string
  /** What it is here; null: not known here, and then it is in no count. */
  readonly value: string | null
  /** Names of other settings of the same owner that this one tells of, so that they are not told again; absent: none. */
  readonly tells?: readonly string[]
  /** Where that is read from, as a sentence with the tenant's own names. */
  readonly evidence: string
}

/** What is written down of one tenant (`crossview.fleet-tenant/1`, `tenant.json` in its folder). */
export interface FleetPart {
  readonly name: string
  readonly url: string
  readonly startedAt: string
  readonly finishedAt: string
  readonly state: FleetState
  /** What happened, one sentence; of a failure why, and what to do. */
  readonly message: string
  /** 0, 1 or 3: that of the same commands for this tenant alone. */
  readonly exit: 0 | 1 | 3
  readonly work: readonly FleetWork[]
  /**
   * Its files by what they are (`comparison`, `snapshot`, `applications`, …): their paths from where the fleet's own
   * file is, with `/`; in its own `tenant.json` their names beside that.
   */
  readonly files: Readonly<Record<string, string>>
  readonly checks: readonly FleetCheck[]
  readonly settings: readonly FleetSetting[]
  /** Records and findings in few numbers, for the matrix. */
  readonly counts: { readonly errors: number; readonly warnings: number; readonly requests: number }
}

/** A tenant that is not like the others in one setting. */
export interface FleetOutlier {
  readonly tenant: string
  readonly what: FleetSetting['what']
  readonly of: string
  readonly name: string
  readonly value: string
  /** What the baseline has: the value of most, or of the named tenant. */
  readonly usual: string
  /** How many tenants have the usual value, and of how many it is known. */
  readonly usualCount: number
  readonly known: number
  /** One sentence: “38 of 40 tenants grant …; this one does not”, with the evidence. */
  readonly message: string
}

/** What holds the others against most of them, in place of a tenant's name. */
export const MAJORITY = 'majority'

/** `crossview.fleet/1`. Tenants in the order of their names. */
export interface Fleet {
  /** When the first of them began and the last ended, ISO 8601; null: there is none. */
  readonly startedAt: string | null
  readonly finishedAt: string | null
  readonly tenants: readonly FleetPart[]
  /** `majority`, or the tenant that the others are held against. */
  readonly baseline: string
  readonly outliers: readonly FleetOutlier[]
  /** Parts that a merge was told of or expected and did not find, that are damaged, or older than asked. */
  readonly missing: readonly { readonly part: string; readonly reason: string }[]
}
