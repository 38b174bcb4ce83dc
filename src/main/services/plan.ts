import { RESOURCES, type Resource } from '../../core/resource'
import { appError, type AppError } from '../../shared/app-error'
import type { Connection, ConnectionRole, TenantProfile } from '../../shared/files/profile'
import { normaliseAddress } from '../../shared/halo-address'
import { err, ok, type Result } from '../../shared/result'
import type { ConnectionContext, SecretStore } from '../ports'
import type { CheckPlan } from './check-service'
import type { ComparisonPlan } from './comparison-service'
import { hostFault } from './host-fault'
import { secretId } from './secret-changes'

/** Everything that a check or a comparison of one tenant needs; the agent side may be missing. */
export type TenantPlan = CheckPlan

const EDIT_TO_CONFIRM = 'Edit the tenant, check its web address, and tick the box below it if it is right.'
const CONFIRM_ON_COMMAND_LINE =
  'On the command line: remove the tenant and add it again, with “crossview profiles add”.'

/**
 * The plan of a stored profile. Each secret is read once, here, and lives as long as the run. None
 * is read for a host that no secret may go to: an older Crossview may have stored it.
 * @returns `HOST_NOT_CONFIRMED`, `SECRET_NEEDED` naming the connection, or the keychain's own error.
 */
export const profilePlan = async (
  profile: TenantProfile,
  secrets: SecretStore,
): Promise<Result<TenantPlan, AppError>> => {
  const address = normaliseAddress(profile.url)
  if (!address.ok) return address
  const unconfirmed = hostFault(profile, EDIT_TO_CONFIRM, CONFIRM_ON_COMMAND_LINE)
  if (unconfirmed !== null) return err(unconfirmed)
  const { url } = address.value
  const context = async (
    role: ConnectionRole,
    connection: Connection,
  ): Promise<Result<ConnectionContext, AppError>> => {
    const base = {
      role,
      url,
      tenant: profile.tenant,
      ca: profile.ca,
      proxy: profile.proxy ?? null,
      connection,
    }
    const id = secretId(profile.id, role)
    if (connection.kind === 'sign-in') return ok({ ...base, ...refreshTokenIn(secrets, id) })
    const lookup = await secrets.get(id)
    switch (lookup.state) {
      case 'found':
        return ok({ ...base, readSecret: () => Promise.resolve(lookup.secret) })
      case 'unavailable':
        return err(lookup.error)
      case 'absent':
        return err(
          appError(
            'SECRET_NEEDED',
            `The secret of the ${roleName(role)} of “${profile.name}” is not in the keychain.`,
            {
              field: `secrets.${role}`,
              advice: [
                'Edit the tenant and enter the secret again.',
                'Halo shows a secret once; make a new one if it is lost.',
              ],
            },
          ),
        )
    }
  }
  const app = await context('app', profile.app)
  if (!app.ok) return app
  const agent = profile.agent === null ? ok(null) : await context('agent', profile.agent)
  if (!agent.ok) return agent
  const inspector = profile.inspector === null ? ok(null) : await context('inspector', profile.inspector)
  if (!inspector.ok) return inspector
  return ok({
    tenantName: profile.name,
    url,
    app: app.value,
    agent: agent.value,
    inspector: inspector.value,
  })
}

/** A keychain that cannot be used means signing in again, nothing worse. */
const refreshTokenIn = (
  secrets: SecretStore,
  id: string,
): Pick<ConnectionContext, 'readSecret' | 'saveSecret'> => ({
  readSecret: async () => {
    const lookup = await secrets.get(id)
    return lookup.state === 'found' ? lookup.secret : null
  },
  saveSecret: async (secret) => {
    await (secret === null ? secrets.delete(id) : secrets.set(id, secret))
  },
})

/** What people call a connection's role. */
export const roleName = (role: ConnectionRole): string =>
  role === 'app' ? 'application' : role === 'agent' ? 'agent side' : 'inspector'

/** Adds the resources; a comparison needs both sides. Order is that of {@link RESOURCES}. */
export const comparisonPlan = (
  plan: TenantPlan,
  resources: readonly Resource[],
): Result<ComparisonPlan, AppError> => {
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
  })
}
