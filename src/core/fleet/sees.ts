import type { ResourceComparison } from '../comparison/comparison'
import { counted, countText } from '../comparison/count-text'
import type { Observation } from '../comparison/observation'
import { isAbout, type Finding, type Severity } from '../comparison/finding'
import { resourceDefinition } from '../halo/resource'
import type { FleetCheck } from './fleet'

/** The worst of them; information where there is none. */
export const worstSeverity = (found: readonly { readonly severity: Severity }[]): Severity =>
  (['error', 'warning'] as const).find((severity) => found.some((each) => each.severity === severity)) ??
  'info'

/**
 * Whether the app side sees what the agent side sees of a resource. How bad it is otherwise its findings say, which go
 * by the purpose. A resource that it is known to be refused fails too, though there is no verdict.
 */
export const seesOf = (
  { resource, verdict, both, onlyAgent, app, agent }: ResourceComparison,
  findings: readonly Finding[],
): Pick<FleetCheck, 'state' | 'message' | 'severity'> => {
  const about = findings.filter((finding) => finding.side !== 'agent' && isAbout(finding, resource))
  const severity = worstSeverity(about)
  const { one, label } = resourceDefinition(resource)
  const records = (count: number): string => counted(count, one, label.toLowerCase())
  switch (verdict) {
    case 'same':
    case 'app-sees-more':
      return { state: 'holds', severity, message: `The app sees all ${records(both)} of the agent side.` }
    case 'app-sees-less':
    case 'differs':
      return {
        state: 'fails',
        severity,
        message: `The app sees ${countText(both)} of the ${records(both + onlyAgent.length)} of the agent side.`,
      }
    case 'unknown':
      return app.state === 'refused' && agent.state === 'listed'
        ? { state: 'fails', severity, message: 'The app is refused it, and the agent side is not.' }
        : {
            state: 'unknown',
            severity,
            message: `There is no verdict: the app side is ${endOf(app)}, the agent side ${endOf(agent)}.`,
          }
  }
}

const endOf = (side: Observation): string =>
  side.state !== 'listed' ? side.state : side.complete ? 'listed' : 'not listed whole'
