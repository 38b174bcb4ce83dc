import { countText, counted } from '../../../../core/comparison/count-text'
import { resourceDefinition, type Resource } from '../../../../core/halo/resource'
import { coveragePart, listsTone } from '../../../../core/comparison/outcome'
import { UNKNOWN_COUNT } from '../../../../core/words/words'
import { Button } from '../../ui/button'
import { Icon, type IconName } from '../../ui/icon'
import { Name } from '../../ui/name'
import type { Run } from './comparison-store'
import { shortObservation } from './observation-text'
import styles from './progress-panel.module.css'
import { PART_ICONS } from './verdict'

const PHASES = {
  connecting: 'Connecting both sides',
  listing: 'Listing what each side sees',
  'checking-again': 'Asking again for the records that differ',
  explaining: 'Explaining the differences',
} as const

const NOTHING_YET = { resourcesDone: 0, requests: 0, waiting: null }

/** One sentence for the live region: changes when a step does, not with every resource or number. */
const phaseSentence = ({ progress, state }: Run): string => {
  if (state === 'cancelling') return 'Cancelling; what is there already is kept'
  return progress === null ? 'Starting' : PHASES[progress.phase]
}

/** A running comparison: how far it is, resource by resource, and the way out. */
export const ProgressPanel = ({ run, onCancel }: { run: Run; onCancel: () => void }) => {
  const {
    resourcesDone: done,
    resourcesTotal: total,
    requests,
    waiting,
  } = run.progress ?? { ...NOTHING_YET, resourcesTotal: run.resources.length }
  return (
    <section className={styles.panel} aria-labelledby="progress-heading">
      <h1 id="progress-heading">
        Comparing <Name>{run.title}</Name>
      </h1>
      <p className={styles.phase} role="status" aria-live="polite">
        {phaseSentence(run)}
      </p>
      <progress className={styles.bar} max={Math.max(total, 1)} value={done} aria-label="Resources done">
        {countText(done)} of {countText(total)}
      </progress>
      <div className={styles.facts}>
        <span>
          {countText(done)} of {counted(total, 'resource')}
        </span>
        <span>{counted(requests, 'request')}</span>
        <Button
          icon="stop"
          disabled={run.state === 'cancelling' || run.runId === null}
          onClick={onCancel}
          className={styles.cancel}
        >
          {run.state === 'cancelling' ? 'Cancelling…' : 'Cancel'}
        </Button>
      </div>
      {waiting !== null && (
        <p className={styles.pause} role="status">
          <Icon name="waiting" /> {waiting}
        </p>
      )}
      <ul className={styles.resources} aria-label="Progress per resource">
        {run.resources.map((resource) => (
          <ResourceProgress key={resource} resource={resource} run={run} />
        ))}
      </ul>
    </section>
  )
}

interface Shown {
  readonly icon: IconName
  readonly className: string | undefined
  readonly words: string
}

/** How far a resource is; one that is done is told as it ended on each side, never as a number of none. */
const shownAt = (resource: Resource, { progress }: Run): Shown => {
  if (progress === null || progress.phase === 'connecting')
    return { icon: 'waiting', className: undefined, words: 'waiting' }
  const active = progress.active.find((each) => each.resource === resource)
  const ended = progress.ended.find((each) => each.resource === resource)
  if (ended?.final === true) {
    const { agent, app } = ended
    return {
      icon: PART_ICONS[coveragePart(agent, app)],
      className: styles[listsTone(agent, app)],
      words: `agent ${shortObservation(agent)}, app ${shortObservation(app)}`,
    }
  }
  const [icon, className] =
    active === undefined ? (['waiting', undefined] as const) : (['spinner', styles.listing] as const)
  if (ended !== undefined) {
    const { agent, app } = ended
    const state = active === undefined ? 'to be checked again' : 'checking again'
    return {
      icon,
      className,
      words: `${state}: agent ${shortObservation(agent)}, app ${shortObservation(app)}`,
    }
  }
  return {
    icon,
    className,
    words:
      active === undefined
        ? 'waiting'
        : `agent ${soFar(active.agentFetched)}, app ${soFar(active.appFetched)}`,
  }
}

/** Before the first page nothing is known. */
const soFar = (fetched: number): string => (fetched === 0 ? UNKNOWN_COUNT : countText(fetched))

const ResourceProgress = ({ resource, run }: { resource: Resource; run: Run }) => {
  const { icon, className, words } = shownAt(resource, run)
  return (
    <li className={`${styles.resource ?? ''} ${className ?? ''}`}>
      <Icon name={icon} />
      <span>{resourceDefinition(resource).label}</span>
      <span className={styles.words}>{words}</span>
    </li>
  )
}
