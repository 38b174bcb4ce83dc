import { countText, counted } from '../../../../core/comparison/count-text'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { Name } from '../../ui/name'
import styles from './inventory-progress.module.css'
import type { InventoryRun } from './inventory-store'

const PHASES = {
  connecting: 'Connecting the inspector',
  applications: 'Reading the applications',
  agents: 'Reading the agents they log in as',
  roles: 'Reading the roles of those agents',
  listing: 'Listing what the inspector sees',
  predicting: 'Working out what each application would see',
} as const

const STEPS = Object.keys(PHASES) as readonly (keyof typeof PHASES)[] // the keys of the table, whose type it is

const phaseSentence = ({ state, progress }: InventoryRun): string => {
  if (state === 'cancelling') return 'Cancelling; what is there already is kept'
  return progress === null ? 'Starting' : PHASES[progress.phase]
}

/** A reading under way: which step, how far it is, and the way out. */
export const InventoryProgress = ({ run, onCancel }: { run: InventoryRun; onCancel: () => void }) => {
  const { progress } = run
  const at = progress === null ? -1 : STEPS.indexOf(progress.phase)
  return (
    <section className={styles.panel} aria-labelledby="inventory-progress">
      <h1 id="inventory-progress">
        Applications of <Name>{run.title}</Name>
      </h1>
      <p className={styles.phase} role="status" aria-live="polite">
        {phaseSentence(run)}
      </p>
      <progress
        className={styles.bar}
        max={progress?.total ?? 1}
        value={progress?.total == null ? undefined : progress.done}
        aria-label="How far this step is"
      />
      <div className={styles.facts}>
        <span>{progress === null ? '' : doneWords(progress)}</span>
        <span>{counted(progress?.requests ?? 0, 'request')}</span>
        <Button
          icon="stop"
          disabled={run.state === 'cancelling' || run.inventoryId === null}
          onClick={onCancel}
          className={styles.cancel}
        >
          {run.state === 'cancelling' ? 'Cancelling…' : 'Cancel'}
        </Button>
      </div>
      {progress?.waiting != null && (
        <p className={styles.pause} role="status">
          <Icon name="waiting" /> {progress.waiting}
        </p>
      )}
      <ol className={styles.steps} aria-label="Steps">
        {STEPS.map((step, index) => {
          const state = index < at ? 'done' : index === at ? 'under way' : 'waiting'
          const icon = index < at ? 'check' : index === at ? 'spinner' : 'waiting'
          return (
            <li key={step} className={index < at ? styles.done : index === at ? styles.now : undefined}>
              <Icon name={icon} />
              <span>{PHASES[step]}</span>
              <span className={styles.words}>
                {index === at && progress?.at != null ? <Name>{progress.at}</Name> : state}
              </span>
            </li>
          )
        })}
      </ol>
      <p className={styles.note}>
        It only reads, as the inspector, and nothing of it needs the secret of an application.
      </p>
    </section>
  )
}

const doneWords = ({ done, total }: { readonly done: number; readonly total: number | null }): string =>
  total === null ? `${countText(done)} so far` : `${countText(done)} of ${countText(total)}`
