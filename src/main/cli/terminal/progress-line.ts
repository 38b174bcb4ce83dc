import { resourceDefinition } from '../../../core/halo/resource'
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

const progressText = ({
  phase,
  resource,
  resourcesDone,
  resourcesTotal,
  waiting,
}: ComparisonProgress): string => {
  if (waiting !== null) return `  waiting: ${waiting}`
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
