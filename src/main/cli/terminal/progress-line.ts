import { resourceDefinition } from '../../../core/halo/resource'
import type { ConnectionRole } from '../../../shared/files/profile'
import type { ConnectionContext } from '../../ports'
import type { ComparisonProgress } from '../../services/runs/comparison-service'
import type { Console } from './console'

/** Tells progress on standard error: one line a resource, so that logs stay readable. */
export const progressReporter = (console: Console): ((progress: ComparisonProgress) => void) => {
  let told = ''
  return (progress) => {
    const line = progressText(progress)
    if (line === told) return
    told = line
    console.message(line)
  }
}

/** The same connections, with their waits told on standard error: for commands without progress of their own. */
export const tellingWaits = <Plan extends Readonly<Record<ConnectionRole, ConnectionContext | null>>>(
  plan: Plan,
  console: Console,
): Plan => {
  const onWait = (text: string | null): void => {
    if (text !== null) console.message(waitText(text))
  }
  const { app, agent, inspector } = plan
  return {
    ...plan,
    app: app && { ...app, onWait },
    agent: agent && { ...agent, onWait },
    inspector: inspector && { ...inspector, onWait },
  }
}

const waitText = (waiting: string): string => `  waiting: ${waiting}`

const progressText = ({
  phase,
  resource,
  resourcesDone,
  resourcesTotal,
  waiting,
}: ComparisonProgress): string => {
  if (waiting !== null) return waitText(waiting)
  const label = resource === null ? '' : resourceDefinition(resource).label
  switch (phase) {
    case 'connecting':
      return 'Connecting …'
    case 'listing':
      return `[${Math.min(resourcesDone + 1, resourcesTotal)}/${resourcesTotal}] ${label}`
    case 'checking-again':
      return `Asking again: ${label}`
    case 'explaining':
      return 'Explaining …'
  }
}
