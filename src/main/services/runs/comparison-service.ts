import type { Comparison, ResourceComparison } from '../../../core/comparison/comparison'
import { coverageOf, isComplete } from '../../../core/comparison/coverage'
import { withReferences } from '../../../core/comparison/references'
import { sameAgent } from '../../../core/comparison/identity'
import type { Observation } from '../../../core/comparison/observation'
import type { Resource } from '../../../core/halo/resource'
import type { Recipe } from '../../../core/comparison/recipe'
import { explainedInTurns } from '../../explained-in-turns'
import type { Clock, ConnectionContext, HaloConnector, HaloSession } from '../../ports'
import { askAgain, listBothSides } from './both-sides'
import { ProgressState, type ComparisonProgress } from './comparison-progress'
import { readConfiguration } from './configuration-reader'
import { identityOf, openSide, type OpenedSide } from './opened-side'
import { isSameApplication, withoutCounterpart } from './same-application'

/** What to compare: who on each side, and which resources. */
export interface ComparisonPlan {
  readonly tenantName: string
  readonly url: string
  readonly app: ConnectionContext
  readonly agent: ConnectionContext
  readonly inspector: ConnectionContext | null
  readonly resources: readonly Resource[]
  /**
   * Name or id of the agent that the agent side must turn out to be; null: whoever it is. A
   * comparison with somebody else would answer another question than the one asked.
   */
  readonly expectedAgent: string | null
  /** What the application is there for; null: nobody said. */
  readonly purpose: Recipe | null
}

export interface ComparisonDeps {
  readonly connector: HaloConnector
  readonly clock: Clock
}

/**
 * Runs a comparison to its end. Faults of a side, a resource or the network are part of the
 * result; a cancelled run returns what was done so far, marked `cancelled` and not complete.
 */
export const runComparison = async (
  { connector, clock }: ComparisonDeps,
  plan: ComparisonPlan,
  {
    signal,
    onProgress = () => undefined,
  }: { signal: AbortSignal; onProgress?: (progress: ComparisonProgress) => void },
): Promise<Comparison> => {
  const endsAt = stopwatch(clock)
  const startedAt = clock.now().toISOString()
  const progress = new ProgressState(plan.resources.length, onProgress)
  progress.connecting()
  const clients = { agent: plan.agent.connection.clientId, app: plan.app.connection.clientId }
  const [openedAgent, app, inspector] = await openSides(connector, plan, progress, {
    signal,
    ofReader: (reader) => isSameApplication({ clients, reader }, signal),
  })
  const expected = requireAgent(openedAgent, plan.expectedAgent)
  const sessions = [expected, app, inspector].flatMap((side) => (side?.session == null ? [] : [side.session]))
  progress.watch(sessions)
  try {
    const sameApplication = await isSameApplication(
      { clients, reader: inspector?.session ?? expected.session },
      signal,
    )
    const agent = sameApplication === true ? withoutCounterpart(expected) : expected
    const inspectorSession = inspector?.session ?? null
    const sides = { agent, app, signal, progress }
    const listing = listBothSides(plan.resources, sides)
    const [configuration, listed] = await Promise.all([
      readConfiguration(
        {
          agent,
          app,
          inspector: inspectorSession,
          appClientId: plan.app.connection.clientId,
          agentList: agentListOf(plan, listing),
        },
        signal,
      ),
      listing,
    ])
    const resources = await askAgain(listed, sides)
    progress.explaining()

    const cancelled = signal.aborted
    const facts = {
      tenant: {
        name: plan.tenantName,
        url: plan.url,
        version: agent.session?.server.version ?? app.session?.server.version ?? null,
      },
      startedAt,
      finishedAt: endsAt().toISOString(),
      complete: !cancelled && agent.session !== null && app.session !== null && isComplete(resources),
      cancelled,
      requests: requestCounts(expected, app, inspector),
      agent: agent.result,
      app: app.result,
      sameAgent: sameAgent(identityOf(expected), identityOf(app)),
      sameApplication,
      configuration: withInspectorGap(configuration, inspector),
      resources,
      coverage: coverageOf(resources),
      purpose: plan.purpose,
      predicted: null,
    }
    const whole = withReferences(facts)
    return await explainedInTurns(whole)
  } finally {
    for (const session of sessions) session.close()
  }
}

/** @param ofReader what is asked of whoever reads the configuration while it asks who it is */
const openSides = (
  connector: HaloConnector,
  plan: ComparisonPlan,
  progress: ProgressState,
  {
    signal,
    ofReader,
  }: { signal: AbortSignal; ofReader: (session: HaloSession) => ReturnType<typeof isSameApplication> },
): Promise<readonly [agent: OpenedSide, app: OpenedSide, inspector: OpenedSide | null]> =>
  Promise.all([
    openSide(connector, progress.watched(plan.agent), signal, plan.inspector === null ? ofReader : null),
    openSide(connector, progress.watched(plan.app), signal),
    plan.inspector === null ? null : openSide(connector, progress.watched(plan.inspector), signal, ofReader),
  ])

/** The inspector's list is another one than the agent's; and what the run does not list is not waited for. */
const agentListOf =
  ({ inspector, resources }: ComparisonPlan, listing: Promise<readonly ResourceComparison[]>) =>
  async (resource: Resource): Promise<Observation | null> => {
    if (inspector !== null || !resources.includes(resource)) return null
    return (await listing).find((listed) => listed.resource === resource)?.agent ?? null
  }

/** What an inspector that could not connect would have told is missing. */
const withInspectorGap = (
  configuration: Comparison['configuration'],
  inspector: OpenedSide | null,
): Comparison['configuration'] =>
  inspector !== null && inspector.result.state === 'failed'
    ? {
        ...configuration,
        gaps: [`The inspector could not connect: ${inspector.result.failure.message}`, ...configuration.gaps],
      }
    : configuration

/** The time of day at its call; never before it was made, even if the clock was set back meanwhile. */
const stopwatch = (clock: Clock): (() => Date) => {
  const started = clock.now().getTime()
  const begun = clock.monotonic()
  return () => new Date(Math.max(clock.now().getTime(), started + clock.monotonic() - begun))
}

const requestCounts = (agent: OpenedSide, app: OpenedSide, inspector: OpenedSide | null) => {
  const counts = [agent, app, inspector].map((side) => side?.session?.counts() ?? { sent: 0, throttled: 0 })
  const [agentCount, appCount, inspectorCount] = counts
  return {
    agent: agentCount?.sent ?? 0,
    app: appCount?.sent ?? 0,
    inspector: inspectorCount?.sent ?? 0,
    throttled: counts.reduce((sum, count) => sum + count.throttled, 0),
  }
}

/** Fails the agent side when it is not, or cannot be shown to be, the agent that was asked for. */
const requireAgent = (side: OpenedSide, expected: string | null): OpenedSide => {
  const identity = identityOf(side)
  if (expected === null || identity === null) return side
  const isExpected =
    identity.agentId === expected ||
    identity.name?.normalize('NFC').toLowerCase() === expected.normalize('NFC').toLowerCase()
  if (isExpected) return side
  side.session?.close()
  const who =
    identity.name === null
      ? 'an agent that is not known'
      : `${identity.name} (agent ${identity.agentId ?? '?'})`
  return {
    session: null,
    permissions: null,
    result: {
      state: 'failed',
      requestedScopes: identity.requestedScopes,
      failure: {
        code: 'request.failed',
        message: `The agent side is ${who}, not “${expected}”.`,
        advice: [
          `Set “Agent to log in as” of the reference application to “${expected}”, or sign in as that agent.`,
          'Leave the name out to compare with whoever the agent side is.',
        ],
        status: null,
      },
    },
  }
}
