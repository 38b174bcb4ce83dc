import { countText } from '../../../core/comparison/count-text'
import { isolated } from '../../../core/comparison/name-text'
import { resourceDefinition, type Resource } from '../../../core/halo/resource'
import type { ConnectionRole } from '../../../shared/files/profile'
import type { ConnectionContext } from '../../ports'
import type { ReadingProgress } from '../../services/inventory/inventory-progress'
import type { ComparisonProgress } from '../../services/runs/comparison-progress'
import type { Console } from './console'

/**
 * Tells progress on standard error: one line a resource that is begun, so that logs stay readable, however many are
 * under way at once; after a wait, which of them go on.
 * @param nameless of a run whose result is to hold no names: its log is to hold none either
 */
export const progressReporter = (
  console: Console,
  nameless: boolean,
): ((progress: ComparisonProgress) => void) => {
  const told = new Set<string>()
  const tellOnce = (key: string, line: string): void => {
    if (told.has(key)) return
    told.add(key)
    console.message(line)
  }
  let waited: string | null = null
  let begun = 0
  return ({ phase, active, resourcesDone, resourcesTotal, waiting }) => {
    const wait = nameless ? withoutName(waiting) : waiting
    const done = `[${countText(resourcesDone)}/${countText(resourcesTotal)} done]`
    if (wait !== null && wait !== waited) console.message(waitText(wait))
    if (wait === null && waited !== null && active.length > 0)
      console.message(`${done} Going on: ${active.map(labelOf).join(', ')}`)
    waited = wait
    if (phase === 'connecting') tellOnce(phase, 'Connecting …')
    if (phase === 'explaining') tellOnce(phase, 'Explaining …')
    for (const each of active) {
      const key = `${phase} ${each.resource}`
      if (phase === 'checking-again') tellOnce(key, `${done} Asking again: ${labelOf(each)}`)
      else if (!told.has(key))
        tellOnce(key, `[${countText((begun += 1))}/${countText(resourcesTotal)}] ${labelOf(each)}`)
    }
  }
}

const labelOf = ({ resource }: { readonly resource: Resource }): string => resourceDefinition(resource).label

/** The same of a tenant's applications. */
export const readingReporter = (
  console: Console,
  nameless: boolean,
): ((progress: ReadingProgress) => void) => {
  let told = ''
  return (progress) => {
    const line = readingText(
      nameless ? { ...progress, at: null, waiting: withoutName(progress.waiting) } : progress,
    )
    if (line === told) return
    told = line
    console.message(line)
  }
}

/** A wait names the host that is waited for. */
const withoutName = (waiting: string | null): string | null =>
  waiting && 'the tenant asked to, or the network is away'

const readingText = ({ phase, at, begun, total, waiting }: ReadingProgress): string => {
  if (waiting !== null) return waitText(waiting)
  if (phase === 'connecting') return 'Connecting …'
  const count = total === null ? '' : `[${countText(begun)}/${countText(total)}] `
  return `${READING_WORDS[phase]}${at === null ? ` ${count}…` : `: ${count}${isolated(at)}`}`
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
