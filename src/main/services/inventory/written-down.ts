import type { InventoryFacts } from '../../../core/inventory/application'
import { appError, type AppError } from '../../../shared/app-error'
import type { TenantProfile } from '../../../shared/files/profile'
import { NO_INVENTORY, type TenantInventory } from '../../../shared/files/tenant-inventory'
import { normaliseAddress } from '../../../shared/halo-address'
import type { RunTarget } from '../../../shared/ipc/api'
import { err, ok, type Result } from '../../../shared/result'
import { notFound } from '../profiles/profile-errors'

/** The stored tenants, as far as what is written down of applications needs them. */
export interface KeptInventories {
  profile(id: string): Promise<TenantProfile | null>
  keepInventory(
    id: string,
    change: (before: TenantInventory) => TenantInventory,
  ): Promise<Result<unknown, AppError>>
}

/** Of which tenant something is written down, and where its applications were read. */
export interface WrittenAbout {
  readonly inventoryId: string
  /** null for a snapshot. */
  readonly target: RunTarget | null
  readonly facts: Pick<InventoryFacts, 'tenant'>
}

/**
 * Notes, decisions and the last review: with a stored tenant in its profile; of a demo tenant and of a snapshot in
 * memory, for as long as the program runs.
 */
export class WrittenDown {
  private readonly memory = new Map<string, TenantInventory>()

  constructor(private readonly profiles: KeptInventories) {}

  isKept({ target }: Pick<WrittenAbout, 'target'>): boolean {
    return target?.kind === 'profile'
  }

  async of(about: Pick<WrittenAbout, 'inventoryId' | 'target'>): Promise<TenantInventory> {
    const { target } = about
    if (target?.kind !== 'profile') return this.memory.get(placeOf(about)) ?? NO_INVENTORY
    return (await this.profiles.profile(target.profileId))?.inventory ?? NO_INVENTORY
  }

  /**
   * @param change of what is written down now, which another process may have changed
   * @returns what is written down then; `NOT_FOUND`, `CONFLICT` where the tenant is gone or leads elsewhere
   */
  async change(
    about: WrittenAbout,
    change: (before: TenantInventory) => TenantInventory,
  ): Promise<Result<TenantInventory, AppError>> {
    const { target } = about
    if (target?.kind !== 'profile') {
      const after = change(await this.of(about))
      this.memory.set(placeOf(about), after)
      return ok(after)
    }
    const profile = await this.profiles.profile(target.profileId)
    if (profile === null) return err(notFound())
    if (!leadsTo(profile, about.facts.tenant.url)) return err(otherTenant(profile.name))
    const kept = await this.profiles.keepInventory(target.profileId, change)
    return kept.ok ? ok(await this.of(about)) : kept
  }

  /** Begins with what a snapshot holds. */
  begin(inventoryId: string, written: TenantInventory): void {
    this.memory.set(placeOf({ inventoryId, target: null }), written)
  }

  /** What was in memory of a snapshot that is closed. */
  forget(inventoryId: string): void {
    this.memory.delete(placeOf({ inventoryId, target: null }))
  }
}

/** A demo tenant has one place, however often it is read. */
const placeOf = ({ inventoryId, target }: Pick<WrittenAbout, 'inventoryId' | 'target'>): string =>
  target?.kind === 'demo' ? `demo ${target.scenario}` : `inventory ${inventoryId}`

const leadsTo = (profile: TenantProfile, url: string): boolean => {
  const address = normaliseAddress(profile.url)
  return address.ok && address.value.url === url
}

const otherTenant = (name: string): AppError =>
  appError('CONFLICT', `“${name}” leads to another web address than when its applications were read.`, {
    advice: ['Read its applications again, and write it down there.'],
  })
