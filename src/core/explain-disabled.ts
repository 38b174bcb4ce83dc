import type { ExplainContext, SideFacts } from './explain-side'
import { agentOf, agentPath, sentence } from './explain-text'
import type { Finding } from './finding'

/**
 * A disabled agent is told once for the whole run, unless it already accounts for a resource.
 * What Halo then answers is not documented, so a side that still sees records only gets a warning.
 */
export const explainDisabled = (
  sides: readonly SideFacts[],
  { sameAgent }: ExplainContext,
  findings: readonly Finding[],
): readonly Finding[] => {
  // The same agent on both sides is told once, of the app side.
  const asked = sameAgent === true ? sides.filter(({ side }) => side === 'app') : sides
  return asked
    .filter(({ permissions }) => permissions?.disabled === true)
    .flatMap((facts) => {
      const told = findings.some(({ code, side }) => code === 'agent.disabled' && side === facts.side)
      return told ? [] : [disabledFinding(facts, findings)]
    })
}

const disabledFinding = (facts: SideFacts, findings: readonly Finding[]): Finding => {
  const loses =
    facts.side === 'app' && findings.some(({ side, severity }) => side === 'app' && severity === 'error')
  return {
    code: 'agent.disabled',
    severity: loses ? 'error' : 'warning',
    side: facts.side,
    resource: null,
    records: [],
    confidence: 'computed',
    message: `${sentence(agentOf(facts))} is disabled, which likely keeps ${facts.side === 'app' ? 'the app' : 'the agent side'} from seeing anything.`,
    evidence: [{ what: 'agent', value: 'disabled' }],
    fix: {
      text: `Enable ${agentOf(facts)}, or let the application log in as another agent.`,
      path: agentPath(facts),
    },
  }
}
