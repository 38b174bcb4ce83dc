import type { Recipe } from '../../../core/comparison/recipe'
import { RESOURCES, type Resource } from '../../../core/halo/resource'
import { appError, type AppError } from '../../../shared/app-error'
import {
  connectionOf,
  furtherAppKey,
  type Connection,
  type ConnectionKey,
  type ConnectionRole,
  type TenantProfile,
} from '../../../shared/files/profile'
import { normaliseAddress } from '../../../shared/halo-address'
import { err, ok, type Result } from '../../../shared/result'
import { hasSameClient } from '../../../shared/same-client'
import type { ConnectionContext, SecretStore } from '../../ports'
import type { CheckPlan } from './check-service'
import type { ComparisonPlan } from './comparison-service'
import { readAuthorities } from '../profiles/authorities'
import { noSuchApp, sameClientStored, secretNotKept, secretOfOtherTrust } from '../profiles/profile-errors'
import { lookUpSecret } from '../profiles/secret-trust'
import { CONFIRM_ON_COMMAND_LINE, EDIT_TO_CONFIRM, trustFault } from '../profiles/trust-fault'

/** Everything that a check or a comparison of one tenant needs; the agent side may be missing. */
export type TenantPlan = CheckPlan

/** What the plan of a stored profile needs. */
export interface PlanDeps {
  readonly secrets: Pick<SecretStore, 'get'>
  /** Keeps a sign-in's refresh token, or forgets it (null), unless the profile leads elsewhere by then. */
  readonly keepRefreshToken: (began: TenantProfile, key: ConnectionKey, token: string | null) => Promise<void>
  /** Told the host of an authorisation server that has to be confirmed first. */
  readonly onUnconfirmedAuthHost?: (host: string) => void
}

/** Which app connection a plan is for. */
export interface AppChoice {
  /** The id of a further one; absent: the main one, where there is one. */
  readonly app?: string
  /** Only the other connections are needed: no app connection's secret is read, nor asked for. */
  readonly withoutApp?: boolean
}

/**
 * The plan of a stored profile. Each secret is read once, here, and lives as long as the run. None
 * is read for what no person confirmed (an older Crossview, or a file, may have stored it), nor one
 * that was entered for another trust.
 * @param app which app connection is the app side
 * @returns `HOST_NOT_CONFIRMED`, `TRUST_NOT_CONFIRMED`, `SECRET_NEEDED` naming the connection, or the
 *   keychain's own error.
 */
export const profilePlan = async (
  profile: TenantProfile,
  deps: PlanDeps,
  { app: appId, withoutApp = false }: AppChoice = {},
): Promise<Result<TenantPlan, AppError>> => {
  const address = normaliseAddress(profile.url)
  if (!address.ok) return address
  const authorities = readAuthorities(profile.ca)
  if (!authorities.ok) return authorities
  const appKey = appId === undefined ? 'app' : furtherAppKey(appId)
  const appConnection = withoutApp ? null : connectionOf<Connection>(profile, appKey)
  if (!withoutApp && appId !== undefined && appConnection === null) return err(noSuchApp(profile, appId))
  if (hasSameClient({ app: appConnection, agent: profile.agent })) return err(sameClientStored(profile.name))
  const unconfirmed = trustFault(profile, EDIT_TO_CONFIRM, CONFIRM_ON_COMMAND_LINE)
  if (unconfirmed !== null) return err(unconfirmed)
  const { url } = address.value
  const { onUnconfirmedAuthHost } = deps
  const context = async (
    role: ConnectionRole,
    connection: Connection | null,
    key: ConnectionKey = role,
  ): Promise<Result<ConnectionContext | null, AppError>> => {
    if (connection === null) return ok(null)
    const base = {
      role,
      url,
      tenant: profile.tenant,
      ca: authorities.value.pem,
      proxy: profile.proxy ?? null,
      trustedAuthHosts: profile.confirmedAuthHost === undefined ? [] : [profile.confirmedAuthHost],
      ...(onUnconfirmedAuthHost !== undefined && { onUnconfirmedAuthHost }),
      connection,
    }
    if (connection.kind === 'sign-in') return ok({ ...base, ...refreshTokenIn(profile, role, deps) })
    const lookup = await lookUpSecret(deps.secrets, profile, key)
    switch (lookup.state) {
      case 'found':
        return ok({ ...base, readSecret: () => Promise.resolve(lookup.secret) })
      case 'unavailable':
        return err(lookup.error)
      case 'other-trust':
        return err(secretOfOtherTrust(profile, key))
      case 'absent':
        return err(secretNotKept(profile, key))
    }
  }
  const app = await context('app', appConnection, appKey)
  if (!app.ok) return app
  const agent = await context('agent', profile.agent)
  if (!agent.ok) return agent
  const inspector = await context('inspector', profile.inspector)
  if (!inspector.ok) return inspector
  return ok({
    tenantName: profile.name,
    url,
    app: app.value,
    agent: agent.value,
    inspector: inspector.value,
    furtherApps: (profile.apps ?? []).map(({ name }) => name),
  })
}

/** A keychain that cannot be used means signing in again, nothing worse. */
const refreshTokenIn = (
  profile: TenantProfile,
  role: ConnectionRole,
  { secrets, keepRefreshToken }: PlanDeps,
): Pick<ConnectionContext, 'readSecret' | 'saveSecret'> => ({
  readSecret: async () => {
    const lookup = await lookUpSecret(secrets, profile, role)
    return lookup.state === 'found' ? lookup.secret : null
  },
  saveSecret: (token) => keepRefreshToken(profile, role, token),
})

/** The same plan, where it has an app side; else what is missing and what to do. */
export const withApp = <Plan extends Pick<TenantPlan, 'app' | 'tenantName' | 'furtherApps'>>(
  plan: Plan,
): Result<Plan & { readonly app: ConnectionContext }, AppError> =>
  plan.app === null ? err(noAppSide(plan)) : ok({ ...plan, app: plan.app })

const noAppSide = ({
  tenantName,
  furtherApps = [],
}: Pick<TenantPlan, 'tenantName' | 'furtherApps'>): AppError => {
  if (furtherApps.length > 0)
    return appError(
      'INVALID_ARGUMENT',
      `“${tenantName}” has no main app connection, so it has to be said which of its others is meant.`,
      { field: 'app', advice: [`Choose one (on the command line with --app): ${furtherApps.join(', ')}.`] },
    )
  const message = `“${tenantName}” has no app connection, so there is no application to ask with.`
  return appError('INVALID_ARGUMENT', message, {
    field: 'app',
    advice: [
      'Add an app connection with its client id and secret, to compare what it sees.',
      'With an inspector alone, every application of the tenant can be looked at without its secret: Applications in the window, crossview applications on the command line.',
    ],
  })
}

/**
 * Adds the resources; a comparison needs both sides. Order is that of {@link RESOURCES}.
 * @param purpose what the app side is there for; null: nobody said
 */
export const comparisonPlan = (
  tenantPlan: TenantPlan,
  resources: readonly Resource[],
  purpose: Recipe | null = null,
): Result<ComparisonPlan, AppError> => {
  const whole = withApp(tenantPlan)
  if (!whole.ok) return whole
  const plan = whole.value
  if (plan.agent === null) {
    return err(
      appError(
        'INVALID_ARGUMENT',
        `“${plan.tenantName}” has no agent side, so there is nothing to compare with.`,
        {
          field: 'agent',
          advice: [
            'Add an agent side: sign in as the agent, or, for an API-only agent, a reference application that logs in as it with scope all.',
          ],
        },
      ),
    )
  }
  const wanted = new Set(resources)
  return ok({
    ...plan,
    agent: plan.agent,
    resources: RESOURCES.filter((resource) => wanted.has(resource)),
    expectedAgent: null,
    purpose,
  })
}
