import type { AppError } from '../app-error'

/** What became of a request about several tenants: what fails for one stops no other. */
export interface ManyDone {
  readonly done: readonly TenantName[]
  readonly failed: readonly TenantFailed[]
}

export interface TenantName {
  readonly id: string
  readonly name: string
}

/** `name` is empty for a tenant that is not stored any more. */
export interface TenantFailed {
  readonly name: string
  readonly error: AppError
}

/** Tenants that left the list, and can come back until the removal is finished. */
export interface BegunRemoval {
  /** Hold on to this to undo or to finish it. */
  readonly removalId: string
  readonly removed: readonly TenantName[]
  readonly failed: readonly TenantFailed[]
}
