import type { SideResult } from '../../../core/comparison/comparison'
import type { ComparisonFacts } from '../../../core/access/side-facts'
import { coverageOf } from '../../../core/comparison/coverage'
import { explain } from '../../../core/explain/explain'
import { sameAgent } from '../../../core/comparison/identity'
import type { Failure } from '../../../core/comparison/observation'
import type { ConnectionRole } from '../../../shared/files/profile'
import type { CheckResult, CheckStep } from '../../../shared/ipc/api'
import type { ConnectionContext, HaloConnector, HaloSession } from '../../ports'
import { readConfiguration } from './configuration-reader'
import { identityOf, openSide, type OpenedSide } from './opened-side'
import { isSameApplication, withoutCounterpart } from './same-application'

/** The connections to check; the agent side may not be set up yet. */
export interface CheckPlan {
  readonly tenantName: string
  readonly url: string
  /** null: the tenant has none, and only its other connections are checked. */
  readonly app: ConnectionContext | null
  readonly agent: ConnectionContext | null
  readonly inspector: ConnectionContext | null
  /** Names of the tenant's further app connections, one of which could be the app side; absent: none. */
  readonly furtherApps?: readonly string[]
}

/** What a preflight found, but for what only the window asks about. */
export type CheckOutcome = Omit<CheckResult, 'unconfirmedAuthHost'>

/**
 * The preflight: connects each side, reads who it is, and names the fault where there is one.
 * Sends no record request. `passed` is false when a step failed or a finding is an error.
 */
export const runCheck = async (
  connector: HaloConnector,
  plan: CheckPlan,
  signal: AbortSignal,
): Promise<CheckOutcome> => {
  const open = (side: CheckPlan['agent']) => (side === null ? null : openSide(connector, side, signal))
  const app = await open(plan.app)
  const opened = await open(plan.agent)
  const inspector = await open(plan.inspector)
  const sides = [app, opened, inspector]
  try {
    const sameApplication = await isPairOfOne(plan, [inspector, opened], signal)
    const agent = opened !== null && sameApplication === true ? withoutCounterpart(opened) : opened
    const steps = [
      ...stepsOf('app', plan.url, app),
      ...stepsOf('agent', plan.url, opened).map((step) => counterpartStep(step, agent)),
      ...stepsOf('inspector', plan.url, inspector),
    ]
    // Findings are about what the application may do: without one there are none.
    if (plan.app === null || app === null) return outcomeOf(steps, [])
    const configuration = await readConfiguration(
      { app, agent, inspector: inspector?.session ?? null, appClientId: plan.app.connection.clientId },
      signal,
    )
    const facts: ComparisonFacts = {
      tenant: { name: plan.tenantName, url: plan.url, version: app.session?.server.version ?? null },
      startedAt: '',
      finishedAt: '',
      complete: false,
      cancelled: signal.aborted,
      requests: { agent: 0, app: 0, inspector: 0, throttled: 0 },
      app: app.result,
      // Without an agent side there is nothing to say of it, and no fault that it could share with the app's:
      // findings about it are dropped below.
      agent: agent?.result ?? NOBODY,
      sameAgent: sameAgent(opened === null ? null : identityOf(opened), identityOf(app)),
      sameApplication,
      configuration,
      resources: [],
      coverage: coverageOf([]),
      purpose: null,
      predicted: null,
    }
    const findings = explain(facts).filter((finding) => agent !== null || finding.side === 'app')
    return outcomeOf(steps, findings)
  } finally {
    for (const side of sides) side?.session?.close()
  }
}

const NOBODY: SideResult = {
  state: 'connected',
  identity: { agentId: null, name: null, administrator: null, scopes: [], requestedScopes: [] },
  identityFailure: null,
}

const outcomeOf = (steps: CheckOutcome['steps'], findings: CheckOutcome['findings']): CheckOutcome => ({
  steps,
  findings,
  passed:
    steps.every((step) => step.state !== 'failed') &&
    findings.every((finding) => finding.severity !== 'error'),
})

/** Whether both sides are one application; false where one is missing. */
const isPairOfOne = async (
  { agent, app }: CheckPlan,
  readers: readonly (OpenedSide | null)[],
  signal: AbortSignal,
): Promise<boolean | null> => {
  if (agent === null || app === null) return false
  const clients = { agent: agent.connection.clientId, app: app.connection.clientId }
  const reader = readers.find((side) => side?.session != null)?.session ?? null
  return isSameApplication({ clients, reader }, signal)
}

/** Who the agent side is may be what is wrong with it. */
const counterpartStep = (step: CheckStep, agent: OpenedSide | null): CheckStep =>
  step.step === 'identity' &&
  agent?.result.state === 'failed' &&
  agent.result.failure.code === 'identity.same-application'
    ? { ...step, state: 'failed', message: agent.result.failure.message, failure: agent.result.failure }
    : step

const addressFaults: ReadonlySet<Failure['code']> = new Set([
  'connection.not-halo',
  'connection.tls',
  'connection.unreachable',
])

const stepsOf = (role: ConnectionRole, url: string, side: OpenedSide | null): readonly CheckStep[] => {
  if (side === null) return []
  const { session, result } = side
  if (session === null || result.state === 'failed') {
    return result.state === 'failed' ? failedSteps(role, result.failure) : []
  }
  const { identity, identityFailure } = result
  return [
    addressStep(role, url, session),
    passed(role, 'token', 'Halo issued a token.'),
    scopesStep(role, session),
    identityFailure === null
      ? passed(role, 'identity', `Runs as ${identity.name ?? 'an agent'} (agent ${identity.agentId ?? '?'}).`)
      : {
          role,
          step: 'identity',
          state: 'failed',
          message: identityFailure.message,
          failure: identityFailure,
        },
  ]
}

const passed = (role: ConnectionRole, step: CheckStep['step'], message: string): CheckStep => ({
  role,
  step,
  state: 'passed',
  message,
  failure: null,
})

const addressStep = (role: ConnectionRole, url: string, { server }: HaloSession): CheckStep => {
  const version = server.version === null ? '' : `, version ${server.version}`
  const isElsewhere = server.url !== url
  const found = isElsewhere ? ` at ${server.url} (not at ${url})` : ''
  const advice = isElsewhere ? ` Write ${server.url} as the web address, which saves looking for it.` : ''
  return passed(
    role,
    'address',
    `Halo answers${found}; tokens come from ${server.authUrl} (${server.source})${version}.${advice}`,
  )
}

const scopesStep = (role: ConnectionRole, session: HaloSession): CheckStep =>
  session.grantedScopes.length > 0
    ? passed(role, 'scopes', `Granted: ${session.grantedScopes.join(' ')}`)
    : {
        role,
        step: 'scopes',
        state: 'warning',
        message:
          'The answer with the token named no scope: either it has none, and Halo refuses every call, or this Halo does not name them.',
        failure: null,
      }

const failedSteps = (role: ConnectionRole, failure: Failure): readonly CheckStep[] => {
  const atAddress = addressFaults.has(failure.code)
  const failed: CheckStep = {
    role,
    step: atAddress ? 'address' : 'token',
    state: 'failed',
    message: failure.message,
    failure,
  }
  const skipped = (step: CheckStep['step']): CheckStep => ({
    role,
    step,
    state: 'skipped',
    message: 'Not checked, because the step before it failed.',
    failure: null,
  })
  return atAddress
    ? [failed, skipped('token'), skipped('scopes'), skipped('identity')]
    : [
        passed(role, 'address', 'Halo answers at this address.'),
        failed,
        skipped('scopes'),
        skipped('identity'),
      ]
}
