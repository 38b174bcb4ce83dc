import { isolated } from '../comparison/name-text'
import { toldApart } from '../comparison/names'
import { rankOf } from '../halo/claim'
import type { AgentPermissions, RoleSettings } from '../halo/permission'

/** What the roles of an agent give of a level or a switch: the agent itself cannot be set below it. */
export interface RoleFloor {
  /** 0 where no role that was read gives any of it. */
  readonly rank: number
  /** The roles that give that much, as they are called. */
  readonly roles: readonly string[]
  /** A role that it holds was not read, or which ones it holds: the rest may give more. */
  readonly open: boolean
}

/**
 * Documented (halo-api.md section 4.4): the highest level among all roles and the agent's own setting wins, and an
 * agent cannot be set below a role it holds.
 * @param settings roles with their claims; null: not read
 */
export const roleFloor = (
  { roles: held }: AgentPermissions,
  settings: readonly RoleSettings[] | null,
  code: string,
): RoleFloor => {
  const read = (settings ?? []).filter(({ id }) => held?.some((role) => role.id === id) ?? false)
  const rankIn = ({ claims }: RoleSettings): number => rankOf(claims?.[code]) ?? 0
  const rank = Math.max(0, ...read.map(rankIn))
  const called = toldApart(settings ?? [])
  return {
    rank,
    roles:
      rank === 0
        ? []
        : read
            .filter((role) => rankIn(role) === rank)
            .map(({ id, name }) => isolated(called.get(id) ?? name)),
    open: held === null || read.length < held.length || read.some(({ claims }) => claims === null),
  }
}

/** "the role API Read Only", "the roles A and B". */
export const roleNames = (roles: readonly string[]): string =>
  roles.length < 2
    ? `the role ${roles.join('')}`
    : `the roles ${roles.slice(0, -1).join(', ')} and ${roles.at(-1) ?? ''}`
