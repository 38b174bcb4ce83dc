import { compareResource } from '../../../core/comparison/compare'
import type { Comparison, ResourceComparison, SideResult } from '../../../core/comparison/comparison'
import { coverageOf, isComplete } from '../../../core/comparison/coverage'
import { withReferences } from '../../../core/comparison/references'
import { sameAgent } from '../../../core/comparison/identity'
import type { Observation } from '../../../core/comparison/observation'
import { listEndOf } from '../../../core/comparison/outcome'
import type { Resource } from '../../../core/halo/resource'
import type { Recipe } from '../../../core/comparison/recipe'
import type { EndedResource, RunProgress } from '../../../shared/ipc/api'
import { explainedInTurns } from '../../explained-in-turns'
import type { Clock, ConnectionContext, HaloConnector, HaloSession } from '../../ports'
import { readConfiguration } from './configuration-reader'
import { compareAgain } from './compare-again'
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

/** Progress of a run under way, without the window's name for it. */
export type ComparisonProgress = Omit<Extract<RunProgress, { resourcesDone: number }>, 'runId'>

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
  progress.report({ phase: 'connecting' })
  const [openedAgent, app, inspector] = await Promise.all([
    openSide(connector, progress.watched(plan.agent), signal),
    openSide(connector, progress.watched(plan.app), signal),
    plan.inspector === null ? null : openSide(connector, progress.watched(plan.inspector), signal),
  ])
  const expected = requireAgent(openedAgent, plan.expectedAgent)
  const sessions = [expected, app, inspector].flatMap((side) => (side?.session == null ? [] : [side.session]))
  progress.watch(sessions)
  try {
    const sameApplication = await isSameApplication(
      {
        clients: { agent: plan.agent.connection.clientId, app: plan.app.connection.clientId },
        reader: inspector?.session ?? expected.session,
      },
      signal,
    )
    const agent = sameApplication === true ? withoutCounterpart(expected) : expected
    const configuration = await readConfiguration(
      {
        agent,
        app,
        inspector: inspector?.session ?? null,
        appClientId: plan.app.connection.clientId,
      },
      signal,
    )
    const listed = await listBothSides(plan.resources, agent, app, signal, progress)
    const resources = await askAgain(listed, agent, app, signal, progress)
    progress.report({ phase: 'explaining', resource: null })

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

type Sides = readonly [agent: Observation, app: Observation]

const listBothSides = async (
  resources: readonly Resource[],
  agent: OpenedSide,
  app: OpenedSide,
  signal: AbortSignal,
  progress: ProgressState,
): Promise<readonly (readonly [Resource, Sides])[]> => {
  const listed: (readonly [Resource, Sides])[] = []
  for (const resource of resources) {
    progress.begin(resource)
    const sides = await Promise.all([
      listSide(agent, app, 'agent', resource, signal, progress),
      listSide(app, agent, 'app', resource, signal, progress),
    ])
    listed.push([resource, sides])
    const [agentSaw, appSaw] = sides
    const final =
      agent.session === null ||
      app.session === null ||
      !isDiffering(compareResource(resource, agentSaw, appSaw, new Set()))
    progress.ended({ resource, final, agent: listEndOf(agentSaw), app: listEndOf(appSaw) })
  }
  return listed
}

const listSide = (
  side: OpenedSide,
  other: OpenedSide,
  name: 'agent' | 'app',
  resource: Resource,
  signal: AbortSignal,
  progress: ProgressState,
): Observation | Promise<Observation> => {
  if (side.result.state === 'failed') return { state: 'failed', failure: side.result.failure }
  const otherName = name === 'agent' ? 'app' : 'agent'
  if (other.session === null) {
    return { state: 'skipped', reason: notAsked(otherName, other.result) }
  }
  if (signal.aborted) return { state: 'skipped', reason: 'Not asked, because the comparison was cancelled.' }
  if (side.session === null) return { state: 'skipped', reason: `The ${name} side is not connected.` }
  return side.session.list(resource, {
    signal,
    onProgress: ({ fetched }) => {
      progress.report({ [name === 'agent' ? 'agentFetched' : 'appFetched']: fetched })
    },
  })
}

const notAsked = (other: 'agent' | 'app', result: SideResult): string =>
  result.state === 'failed' && result.failure.code === 'identity.same-application'
    ? 'Not asked, because both sides are the same application.'
    : `Not asked, because the ${other} side could not connect.`

const isDiffering = ({ onlyAgent, onlyApp }: ResourceComparison): boolean =>
  onlyAgent.length + onlyApp.length > 0

/** Asks again for the ids that differ, so that a record created meanwhile is not a finding. */
const askAgain = async (
  listed: readonly (readonly [Resource, Sides])[],
  agent: OpenedSide,
  app: OpenedSide,
  signal: AbortSignal,
  progress: ProgressState,
): Promise<readonly ResourceComparison[]> => {
  const compared: ResourceComparison[] = []
  for (const [resource, [agentSaw, appSaw]] of listed) {
    const first = compareResource(resource, agentSaw, appSaw, new Set())
    if (!isDiffering(first) || agent.session === null || app.session === null) {
      compared.push(first)
      continue
    }
    progress.report({ phase: 'checking-again', resource })
    const again = await compareAgain(first, agent.session, app.session, signal)
    const settled =
      again ?? compareResource(resource, notCheckedAgain(agentSaw), notCheckedAgain(appSaw), new Set())
    compared.push(settled)
    progress.ended({
      resource,
      final: true,
      agent: listEndOf(settled.agent),
      app: listEndOf(settled.app),
    })
  }
  return compared
}

/** Differences that could not be asked again are no verdict: either list may be out of date. */
const notCheckedAgain = (observation: Observation): Observation =>
  observation.state === 'listed'
    ? {
        ...observation,
        complete: false,
        incompleteReason: 'The records that differ could not be asked for again at the end.',
      }
    : observation

/** Collects what the progress message needs; one message per change. */
class ProgressState {
  private current: ComparisonProgress
  private sessions: readonly HaloSession[] = []
  /** What each connection waits for now. */
  private readonly waits = new Map<string, string>()

  constructor(
    resourcesTotal: number,
    private readonly send: (progress: ComparisonProgress) => void,
  ) {
    this.current = {
      phase: 'connecting',
      resource: null,
      resourcesDone: 0,
      resourcesTotal,
      agentFetched: 0,
      appFetched: 0,
      ended: [],
      requests: 0,
      waiting: null,
    }
  }

  /** The connection, with its waits told here. */
  watched(context: ConnectionContext): ConnectionContext {
    const onWait = (text: string | null): void => {
      if (text === null) this.waits.delete(context.role)
      else this.waits.set(context.role, text)
      const [waiting = null] = this.waits.values()
      if (waiting !== this.current.waiting) this.report({ waiting })
    }
    return { ...context, onWait }
  }

  watch(sessions: readonly HaloSession[]): void {
    this.sessions = sessions
  }

  begin(resource: Resource): void {
    this.report({ phase: 'listing', resource, agentFetched: 0, appFetched: 0 })
  }

  /** Done is only what nothing changes any more. */
  ended(resource: EndedResource): void {
    const { ended: before } = this.current
    const isKnown = before.some((each) => each.resource === resource.resource)
    const ended = isKnown
      ? before.map((each) => (each.resource === resource.resource ? resource : each))
      : [...before, resource]
    this.report({ ended, resourcesDone: ended.filter(({ final }) => final).length })
  }

  report(change: Partial<ComparisonProgress>): void {
    const requests = this.sessions.reduce((sum, session) => sum + session.counts().sent, 0)
    this.current = { ...this.current, ...change, requests }
    this.send(this.current)
  }
}
