import type { FleetPart } from '../../../core/fleet/fleet'
import type { AppError } from '../../../shared/app-error'
import type { LastRun } from '../../../shared/files/profile'
import type { WindowWork } from '../../../shared/ipc/fleet'
import type { RunTarget } from '../../../shared/ipc/target'
import { ok, type Result } from '../../../shared/result'
import { unlessAborted } from '../../unless-aborted'
import { loadRecipes } from '../recipes/recipes'
import { lastRunOf, type Planned } from '../runs/tenant-runs'
import type { Member } from './fleet-members'
import type { FleetTenant, OpenedTenant, TenantEnd } from './fleet-run'
import type { FleetRunsDeps } from './fleet-deps'

type Deps = Pick<
  FleetRunsDeps,
  'tenants' | 'profiles' | 'inventories' | 'purposes' | 'keeper' | 'recipeFolder'
>

/** What is under way of a member. */
interface UnderWay {
  /** How it ended, for whoever may end runs of the tenant. */
  readonly outcome: Promise<Result<null, AppError>>
  readonly over: () => void
}

/** Why a tenant's work is ended that ends with all others, or had its time. */
const WITH_THE_RUN = Symbol('with the run')

export const targetOf = ({ profileId }: Pick<Member, 'profileId'>): RunTarget => ({
  kind: 'profile',
  profileId,
})

/**
 * A stored tenant as one of many: it is opened as for a run of its own, belongs to its tenant while it is under way, so
 * that a change of the tenant ends it and nothing else, and its last run is recorded.
 */
export class FleetMemberWork {
  private readonly underWay = new Map<Member, UnderWay>()
  /** Changed or removed while they were run. */
  private readonly moved = new WeakSet<Member>()

  constructor(private readonly deps: Deps) {}

  tenantOf(member: Member, work: readonly WindowWork[]): FleetTenant {
    // With the inventory alone, no application's secret is read.
    const need = work.every((each) => each === 'applications') ? 'configuration' : 'sides'
    const { name, url, controller } = member
    return {
      name,
      url,
      signal: controller.signal,
      open: (signal) => {
        signal.addEventListener(
          'abort',
          () => {
            controller.abort(WITH_THE_RUN)
          },
          { once: true },
        )
        return this.open(member, need)
      },
    }
  }

  /** Its part, and what the list of tenants shows of it from now on. */
  async ended(
    member: Member,
    end: TenantEnd,
    work: readonly WindowWork[],
  ): Promise<Omit<FleetPart, 'files'>> {
    const { part } = end
    const underWay = this.underWay.get(member)
    underWay?.over()
    const outcome = await underWay?.outcome
    this.underWay.delete(member)
    const { signal } = member.controller
    if (outcome?.ok === false && signal.aborted && signal.reason !== WITH_THE_RUN) {
      this.moved.add(member)
      const { message, advice } = outcome.error
      return { ...part, message: [message, ...advice.slice(0, 1)].join(' ') }
    }
    if (!signal.aborted) {
      if (work.includes('compare')) await unlessAborted(this.record(member, end), signal)
      // Waited for, or what was not kept yet of many tenants would fill main's memory.
      await unlessAborted(this.keep(member, end), signal)
    }
    return part
  }

  /** Whether what was brought of it may be kept. */
  isKept(member: Member): boolean {
    return !this.moved.has(member)
  }

  private open(member: Member, need: 'sides' | 'configuration'): Promise<Result<OpenedTenant, AppError>> {
    return new Promise((resolve) => {
      let over: () => void = () => undefined
      const ended = new Promise<void>((end) => {
        over = end
      })
      const work = async (planned: Planned): Promise<Result<null, AppError>> => {
        member.began = planned.profile
        resolve(ok(await this.openedOf(member, planned)))
        await ended
        return ok(null)
      }
      const outcome = this.deps.tenants.run(targetOf(member), member.controller, work, need)
      this.underWay.set(member, { outcome, over })
      void outcome.then((answer) => {
        if (!answer.ok) resolve(answer)
      })
    })
  }

  private async openedOf(member: Member, { plan }: Planned): Promise<OpenedTenant> {
    const { inventories, purposes, recipeFolder } = this.deps
    const target = targetOf(member)
    const clientId = plan.app?.connection.clientId
    const [{ recipes }, written, purpose] = await Promise.all([
      loadRecipes(recipeFolder),
      inventories.written.of({ inventoryId: '', target }),
      clientId === undefined ? null : purposes.purposeOf(target, clientId),
    ])
    return { plan, purpose, written, recipes }
  }

  /** What a tenant showed before is no result of a run that got none. */
  private async record(
    member: Member,
    { part: { finishedAt, state }, comparison }: TenantEnd,
  ): Promise<void> {
    const { profiles } = this.deps
    const profile = member.began ?? (await profiles.profile(member.profileId))
    if (profile === null || comparison?.cancelled === true) return
    if (comparison !== null) await profiles.recordRun(profile, lastRunOf(comparison))
    else if (state === 'failed') await profiles.recordRun(profile, failedRun(finishedAt))
  }

  /** What was cancelled says less than the one before it. */
  private async keep({ profileId }: Member, { comparison, inventory }: TenantEnd): Promise<void> {
    const { keeper } = this.deps
    if (comparison !== null && !comparison.cancelled) await keeper.comparison(profileId, null, comparison)
    if (inventory !== null && !inventory.inventory.facts.cancelled)
      await keeper.inventory(profileId, inventory.inventory, {
        review: inventory.review,
        last: inventory.last,
      })
  }
}

/** What the list of tenants shows of a run that got no comparison. */
const failedRun = (finishedAt: string): LastRun => ({ finishedAt, complete: false, errors: 1, warnings: 0 })
