import { resourceDefinition, type Resource } from '../../../../core/halo/resource'
import { Button } from '../../ui/button'
import { counted, formatCount } from '../../ui/counted'
import { Icon } from '../../ui/icon'
import type { Run } from './comparison-store'
import styles from './progress-panel.module.css'

const PHASES = {
  connecting: 'Connecting both sides',
  listing: 'Listing what each side sees',
  'checking-again': 'Asking again for the records that differ',
  explaining: 'Explaining the differences',
} as const

const NOTHING_YET = { resourcesDone: 0, requests: 0, waiting: null }

/** One sentence for the live region: changes when a step does, not with every number. */
const phaseSentence = ({ progress, state }: Run): string => {
  if (state === 'cancelling') return 'Cancelling; what is there already is kept'
  if (progress === null) return 'Starting'
  const { phase, resource } = progress
  return resource === null ? PHASES[phase] : `${PHASES[phase]}: ${resourceDefinition(resource).label}`
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
      <h1 id="progress-heading">Comparing {run.title}</h1>
      <p className={styles.phase} role="status" aria-live="polite">
        {phaseSentence(run)}
      </p>
      <progress className={styles.bar} max={Math.max(total, 1)} value={done} aria-label="Resources done">
        {done} of {total}
      </progress>
      <div className={styles.facts}>
        <span>
          {formatCount(done)} of {counted(total, 'resource')}
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
        {run.resources.map((resource, index) => (
          <ResourceProgress key={resource} resource={resource} run={run} state={stateAt(index, run)} />
        ))}
      </ul>
    </section>
  )
}

type ResourceState = 'done' | 'listing' | 'waiting'

const stateAt = (index: number, { progress }: Run): ResourceState => {
  if (progress === null || progress.phase === 'connecting') return 'waiting'
  if (index < progress.resourcesDone) return 'done'
  return index === progress.resourcesDone && progress.phase === 'listing' ? 'listing' : 'waiting'
}

const STATES = {
  done: { icon: 'check', words: 'listed' },
  listing: { icon: 'spinner', words: 'listing' },
  waiting: { icon: 'waiting', words: 'waiting' },
} as const

const ResourceProgress = ({
  resource,
  run,
  state,
}: {
  resource: Resource
  run: Run
  state: ResourceState
}) => {
  const { icon, words } = STATES[state]
  const count = run.counts[resource]
  return (
    <li className={`${styles.resource ?? ''} ${styles[state] ?? ''}`}>
      <Icon name={icon} />
      <span>{resourceDefinition(resource).label}</span>
      <span className={styles.words}>
        {state !== 'waiting' && count !== undefined
          ? `agent ${formatCount(count.agent)}, app ${formatCount(count.app)}`
          : words}
      </span>
    </li>
  )
}
