import type { Comparison } from '../../src/core/comparison/comparison'
import type { Resource } from '../../src/core/halo/resource'
import { createHaloConnector, type ConnectorDeps } from '../../src/main/adapters/halo/connector'
import { systemClock } from '../../src/main/adapters/system/system-clock'
import { createHttpClient } from '../../src/main/adapters/http/http'
import type { ConnectionContext, HaloConnector, SecretLookup } from '../../src/main/ports'
import type { TenantPlan } from '../../src/main/services/runs/plan'
import { RunRegistry } from '../../src/main/services/runs/run-registry'
import { TenantRuns } from '../../src/main/services/runs/tenant-runs'
import type { LastRun, TenantProfile } from '../../src/shared/files/profile'
import type { RunProgress } from '../../src/shared/ipc/api'
import { MemorySecrets } from './memory-secrets'
import { storedProfile } from './stored-profile'
import { secretId, trustDigest } from '../../src/main/services/profiles/secret-trust'
import { CONNECTION_ROLES } from '../../src/shared/files/profile'

/** What a run does next, or has just done. */
export type Step = 'profile' | 'secret' | 'request' | 'record'

type End = Extract<RunProgress, { phase: 'done' | 'failed' }>

/** The runs of a window over stored tenants, in main, with what they wrote and told. */
export interface WindowRuns {
  readonly runs: TenantRuns
  readonly registry: RunRegistry
  readonly connector: HaloConnector
  readonly secrets: MemorySecrets
  readonly profiles: Map<string, TenantProfile>
  /** Last runs that were recorded, in order. */
  readonly recorded: { readonly id: string; readonly run: LastRun }[]
  readonly messages: RunProgress[]
  /** Stores a tenant with the connections of a plan. @returns its id */
  store(plan: TenantPlan): Promise<string>
  start(profileId: string, resources: readonly Resource[]): string
  /** How a run ended. */
  ended(runId: string): Promise<End>
  comparison(runId: string): Comparison
}

/** @param step called before and after each call of a port, in main's memory and on the way to a tenant */
export const createWindowRuns = (
  connectorDeps: Partial<ConnectorDeps> = {},
  step: (what: Step) => Promise<void> | void = () => undefined,
): WindowRuns => {
  const clock = connectorDeps.clock ?? systemClock
  const stepped = async <T>(what: Step, call: () => Promise<T>): Promise<T> => {
    await step(what)
    const answer = await call()
    await step(what)
    return answer
  }
  let count = 0
  const registry = new RunRegistry({ clock, newId: () => `run-${String((count += 1))}` })
  const messages: RunProgress[] = []
  const waiting = new Map<string, (end: End) => void>()
  const isEnd = (message: RunProgress): message is End =>
    message.phase === 'done' || message.phase === 'failed'
  registry.onProgress((message) => {
    messages.push(message)
    if (isEnd(message)) waiting.get(message.runId)?.(message)
  })
  const profiles = new Map<string, TenantProfile>()
  const secrets = new MemorySecrets()
  const { createClient = createHttpClient } = connectorDeps
  const recorded: { id: string; run: LastRun }[] = []
  const connector = createHaloConnector({
    ...connectorDeps,
    clock,
    createClient: (...args) => {
      const client = createClient(...args)
      return {
        get: (...request) => stepped('request', () => client.get(...request)),
        postForm: (...request) => stepped('request', () => client.postForm(...request)),
        close: () => {
          client.close()
        },
      }
    },
  })
  const runs = new TenantRuns({
    connector,
    clock,
    profiles: {
      secrets: { get: (id) => stepped<SecretLookup>('secret', () => secrets.get(id)) },
      profile: (id) => stepped('profile', () => Promise.resolve(profiles.get(id) ?? null)),
      recordRun: ({ id }, run) =>
        stepped('record', () => {
          recorded.push({ id, run })
          return Promise.resolve()
        }),
      keepRefreshToken: () => Promise.resolve(),
    },
    startDemo: () => Promise.resolve(null),
    registry,
  })
  const store = async ({ tenantName, url, app, agent, inspector }: TenantPlan) => {
    const connections = { app, agent, inspector }
    const profile = storedProfile(profiles.size + 1, {
      name: tenantName,
      url,
      app: app === null ? null : applicationOf(app),
      agent: agent === null ? null : applicationOf(agent),
      inspector: inspector === null ? null : applicationOf(inspector),
    })
    for (const role of CONNECTION_ROLES) {
      const secret = await connections[role]?.readSecret()
      if (secret != null) await secrets.set(secretId(profile.id, role), secret, trustDigest(profile, role))
    }
    profiles.set(profile.id, profile)
    return profile.id
  }
  return {
    runs,
    registry,
    connector,
    secrets,
    profiles,
    recorded,
    messages,
    store,
    start: (profileId, resources) => runs.start({ kind: 'profile', profileId }, resources),
    ended: (runId) =>
      new Promise((resolve) => {
        const past = messages.filter(isEnd).find((message) => message.runId === runId)
        if (past !== undefined) resolve(past)
        else waiting.set(runId, resolve)
      }),
    comparison: (runId) => {
      const found = registry.comparison(runId)
      if (!found.ok) throw new Error(found.error.message)
      return found.value
    },
  }
}

const applicationOf = ({ connection }: ConnectionContext) => {
  if (connection.kind !== 'application') throw new Error('These runs know applications only')
  return connection
}
