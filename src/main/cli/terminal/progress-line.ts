import { isolated } from '../../../core/comparison/name-text'
import { resourceDefinition } from '../../../core/halo/resource'
import type { ConnectionRole } from '../../../shared/files/profile'
import type { ConnectionContext } from '../../ports'
import type { ReadingProgress } from '../../services/inventory/inventory-progress'
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

/** The same of a tenant's applications. */
export const readingReporter = (console: Console): ((progress: ReadingProgress) => void) => {
  let told = ''
  return (progress) => {
    const line = readingText(progress)
    if (line === told) return
    told = line
    console.message(line)
  }
}

const readingText = ({ phase, at, done, total, waiting }: ReadingProgress): string => {
  if (waiting !== null) return waitText(waiting)
  if (phase === 'connecting') return 'Connecting …'
  const count = total === null ? '' : `[${Math.min(done + 1, total)}/${total}] `
  return `${READING_WORDS[phase]}${at === null ? ' …' : `: ${count}${isolated(at)}`}`
}

const READING_WORDS: Readonly<Record<Exclude<ReadingProgress['phase'], 'connecting'>, string>> = {
  applications: 'Applications',
  agents: 'Agents',
  roles: 'Roles',
  listing: 'Records',
  predicting: 'Predicting',
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
  ended,
  waiting,
}: ComparisonProgress): string => {
  if (waiting !== null) return waitText(waiting)
  const label = resource === null ? '' : resourceDefinition(resource).label
  switch (phase) {
    case 'connecting':
      return 'Connecting …'
    case 'listing':
      return `[${Math.min(ended.length + 1, resourcesTotal)}/${resourcesTotal}] ${label}`
    case 'checking-again':
      return `[${resourcesDone}/${resourcesTotal} done] Asking again: ${label}`
    case 'explaining':
      return 'Explaining …'
  }
}
