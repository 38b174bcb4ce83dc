import type { Comparison } from '../comparison/comparison'
import type { SideFacts } from '../access/side-facts'
import {
  agentOf,
  agentPath,
  applicationOf,
  applicationPath,
  asObserved,
  refusedEvidence,
  scopesText,
  sentence,
  subjectOf,
} from './words'
import { failureTexts, reasonOf } from '../comparison/failure-text'
import { sameScopes } from '../comparison/identity'
import type { Finding } from '../comparison/finding'
import { isolated, seenName } from '../comparison/name-text'
import type { Failure } from '../comparison/observation'

/** Two different agents: information, because then the agents' settings matter as well. */
export const explainIdentities = (
  agent: SideFacts,
  app: SideFacts,
  input: Pick<Comparison, 'sameAgent' | 'sameApplication' | 'resources'>,
): readonly Finding[] => {
  if (input.sameAgent !== false)
    return app.predicted === null ? perhapsSameApplication(agent, app, input) : []
  return [
    {
      code: 'identity.different-agent',
      severity: 'info',
      side: 'both',
      resource: null,
      records: [],
      confidence: 'observed',
      message: asObserved(
        app,
        `The two sides are different agents: the app runs as ${agentOf(app)}, compared with ${agentOf(agent)}, so differences may come from either agent's settings as well as from the application.`,
        `The app would run as ${agentOf(app)}, and the inspector is ${agentOf(agent)}: differences come from the agent's settings as well as from the application.`,
      ),
      evidence: [
        {
          what: agent.isInspector ? 'agent of the inspector' : 'agent of the agent side',
          value: identityText(agent),
        },
        { what: 'agent of the app side', value: identityText(app) },
      ],
      fix: null,
    },
  ]
}

/** Both sides are one application: it was compared with itself, so nothing was. */
export const sameApplicationFinding = ({ message, advice }: ReturnType<typeof failureTexts>): Finding => ({
  code: 'identity.same-application',
  severity: 'error',
  side: 'both',
  resource: null,
  records: [],
  confidence: 'observed',
  message,
  evidence: [{ what: 'application of both sides', value: 'the same' }],
  fix: advice[0] === undefined ? null : { text: advice[0], path: null },
})

/**
 * One agent with the same scopes on both sides, nothing that differs, and nobody who says whether these
 * are two applications: then that nothing differs may mean nothing.
 */
const perhapsSameApplication = (
  agent: SideFacts,
  app: SideFacts,
  { sameAgent, sameApplication, resources }: Pick<Comparison, 'sameAgent' | 'sameApplication' | 'resources'>,
): readonly Finding[] => {
  if (sameApplication !== null || sameAgent !== true || agent.identity === null || app.identity === null)
    return []
  const differs = resources.some(({ verdict }) => verdict !== 'same' && verdict !== 'unknown')
  if (differs || !sameScopes(agent.identity, app.identity)) return []
  return [
    {
      code: 'identity.same-application',
      severity: 'warning',
      side: 'both',
      resource: null,
      records: [],
      confidence: 'observed',
      message:
        'Both sides are the same agent with the same scopes, and it is not known whether they are two applications: one application compared with itself always sees the same.',
      evidence: [
        { what: 'agent of both sides', value: identityText(app) },
        { what: 'scopes of both sides', value: scopesText(app.identity.scopes) },
      ],
      fix: {
        text: 'Check that the agent side has another client id than the app side, and compare again.',
        path: null,
      },
    },
  ]
}

const identityText = ({ identity, agentName }: SideFacts): string =>
  `${isolated(seenName(identity?.name) ?? agentName ?? 'name unknown')} (agent ${identity?.agentId ?? 'unknown'})`

/** `Agent/me` did not answer. */
export const identityUnknown = (facts: SideFacts, failure: Failure | null): Finding | null => {
  if (failure === null) return null
  const code = reasonOf(failure.code)
  if (code === facts.rootCause) return null
  const { message, advice } = failureTexts(failure)
  // Only Halo's own no is a sign of the application or its agent.
  const [first] = code === 'identity.unknown' ? [] : advice
  return {
    // Whatever kept Agent/me from answering, the consequence is that the agent is not known.
    // That a token holds no scope is told of the side as a whole, where it is known (`tokenScopes`).
    code:
      facts.rootCause === null && code.startsWith('connection.') && code !== 'connection.no-scope'
        ? code
        : 'identity.unknown',
    severity: 'warning',
    side: facts.side,
    resource: null,
    records: [],
    confidence: 'observed',
    message: `${subjectOf(facts)} has a token, but which agent it acts as is not known${code === 'connection.no-scope' ? '.' : `: ${message}`}`,
    evidence: [
      ...(failure.status === null ? [] : [{ what: 'status of Agent/me', value: String(failure.status) }]),
      { what: 'granted scopes', value: scopesText(facts.scopes) },
    ],
    fix:
      first === undefined
        ? {
            text: `Check that ${applicationOf(facts)} has login type Agent and an enabled agent to log in as.`,
            path: applicationPath(facts),
          }
        : { text: first, path: null },
  }
}

/**
 * What Halo answers a disabled agent is not documented: likely nothing. One that does see records is
 * worth knowing all the same, and is no cause of what else it lacks.
 */
export const disabledAgent = (facts: SideFacts): Finding | null => {
  // The same agent on both sides is reported once, of the app side.
  if (facts.permissions?.disabled !== true || (facts.sameAgent === true && facts.side === 'agent'))
    return null
  const who = sentence(agentOf(facts))
  const seesSomething = facts.seesAnything || (facts.sameAgent === true && facts.otherSeesAnything)
  return {
    code: 'agent.disabled',
    severity: facts.side === 'app' && facts.rootCause === 'agent.disabled' ? 'error' : 'warning',
    side: facts.side,
    resource: null,
    records: [],
    confidence: 'computed',
    message: disabledMessage(facts, who, seesSomething),
    evidence: [{ what: 'agent', value: 'disabled' }, ...refusedEvidence(facts)],
    fix: {
      text: `Enable ${agentOf(facts)}, or let the application log in as another agent.`,
      path: agentPath(facts),
    },
  }
}

const disabledMessage = (facts: SideFacts, who: string, seesSomething: boolean): string => {
  const subject = subjectOf(facts).toLowerCase()
  if (seesSomething) {
    const gets = facts.isInspector ? 'gets records' : 'sees records'
    return asObserved(
      facts,
      `${who} is disabled, and ${gets} all the same, so this is not what hides others.`,
      `${who} is disabled, and as the inspector gets records all the same, so this would not hide any (predicted).`,
    )
  }
  return asObserved(
    facts,
    `${who} is disabled, which likely keeps ${subject} from seeing anything.`,
    `${who} is disabled, which likely would keep everything from ${subject} (predicted).`,
  )
}

/** More than any recipe needs. */
export const administrator = (facts: SideFacts): Finding | null => {
  const isAdministrator = facts.identity?.administrator ?? facts.permissions?.administrator ?? null
  if (facts.side !== 'app' || isAdministrator !== true) return null
  return {
    code: 'agent.administrator',
    severity: 'warning',
    side: 'app',
    resource: null,
    records: [],
    confidence: 'computed',
    message: `${sentence(agentOf(facts))}, as which the app ${asObserved(facts, 'runs', 'would run')}, is a Halo administrator, which is more than an integration needs.`,
    evidence: [{ what: 'Is a Halo Administrator', value: 'yes' }],
    fix: {
      text: `Let the app log in as an agent that is no administrator, or take the right from ${agentOf(facts)}.`,
      path: agentPath(facts, 'Permissions'),
    },
  }
}
