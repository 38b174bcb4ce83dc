import type { Comparison } from '../../../core/comparison/comparison'
import { webAddress } from '../../../core/halo/web-page'
import { appError, type AppError } from '../../../shared/app-error'
import type { TenantProfile } from '../../../shared/files/profile'
import { normaliseAddress, unconfirmedHost, unusualText } from '../../../shared/halo-address'
import type { RunTarget } from '../../../shared/ipc/api'
import type { Requests } from '../../../shared/ipc/contract'
import { err, ok, type Result } from '../../../shared/result'
import type { Clock } from '../../ports'
import { notFound } from '../profiles/profile-errors'
import { EDIT_TO_CONFIRM } from '../profiles/trust-fault'

interface HaloPageDeps {
  /** What a run of the window compares; null: a snapshot, or no run of it. */
  readonly targetOf: (runId: string) => RunTarget | null
  readonly comparison: (runId: string) => Result<Comparison, AppError>
  /** A tenant as it is stored now. */
  readonly profile: (id: string) => Promise<TenantProfile | null>
  readonly openBrowser: (url: string) => Promise<void>
  readonly clock: Pick<Clock, 'monotonic'>
}

/** SECURITY: a page that asks without end opens no more of the browser's than this. */
const AT_MOST_EACH_MS = 1_000

/**
 * Opens a record's page of Halo's web application in the default browser. SECURITY: the page names a run,
 * a resource and a number. The address is the stored tenant's own, whose host a person confirmed where it
 * is unusual; nothing that a page, a snapshot or an answer of a server named is opened.
 */
export const createHaloPages = (deps: HaloPageDeps) => {
  let last: { readonly address: string; readonly at: number } | null = null

  const open = async (address: string): Promise<Result<null, AppError>> => {
    const now = deps.clock.monotonic()
    if (last !== null && now - last.at < AT_MOST_EACH_MS)
      return last.address === address ? ok(null) : err(tooSoon())
    last = { address, at: now }
    try {
      await deps.openBrowser(address)
      return ok(null)
    } catch {
      return err(
        appError('INTERNAL', 'The default browser could not be opened.', {
          advice: [`Open ${address} in a browser yourself.`],
        }),
      )
    }
  }

  return {
    open: async ({
      runId,
      resource,
      recordId,
    }: Requests['comparison:openInHalo']): Promise<Result<null, AppError>> => {
      const comparison = deps.comparison(runId)
      if (!comparison.ok) return comparison
      const target = deps.targetOf(runId)
      if (target?.kind !== 'profile') return err(noTenant())
      const base = baseOf(await deps.profile(target.profileId), comparison.value.tenant.url)
      if (!base.ok) return base
      const address = webAddress(resource, recordId, base.value)
      return address === null ? err(noPage()) : open(address)
    },
  }
}

/** The stored address, where it is still the one that was compared. */
const baseOf = (profile: TenantProfile | null, compared: string): Result<string, AppError> => {
  if (profile === null) return err(notFound())
  const address = normaliseAddress(profile.url)
  if (!address.ok) return address
  const unconfirmed = unconfirmedHost(profile)
  if (unconfirmed !== null) {
    return err(
      appError(
        'HOST_NOT_CONFIRMED',
        `${unusualText(unconfirmed)} Nothing is opened there before you confirmed that it is your own Halo server.`,
        { advice: [EDIT_TO_CONFIRM] },
      ),
    )
  }
  // The same number is another record elsewhere.
  return address.value.url === compared ? ok(address.value.url) : err(movedTenant())
}

const noTenant = (): AppError =>
  appError('NOT_FOUND', 'This comparison is of no stored tenant, so there is no page of Halo to open.', {
    advice: ['Compare a stored tenant: its records can be opened in Halo.'],
  })

const noPage = (): AppError =>
  appError('INVALID_ARGUMENT', 'Crossview knows no page of Halo for this record.', {
    advice: ['Look for the record in Halo by its id.'],
  })

const movedTenant = (): AppError =>
  appError('CONFLICT', 'The address of the tenant was changed since this comparison.', {
    advice: ['Compare again: the records shown then are those of the new address.'],
  })

const tooSoon = (): AppError =>
  appError('BUSY', 'Another page of Halo is being opened.', { advice: ['Wait a second and try again.'] })
