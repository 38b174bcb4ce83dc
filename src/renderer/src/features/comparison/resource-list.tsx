import { useEffect, useRef, type KeyboardEvent } from 'react'
import { countText } from '../../../../core/comparison/count-text'
import { verdictTone } from '../../../../core/comparison/outcome'
import { resourceDefinition, type Resource } from '../../../../core/halo/resource'
import type { ResourceSummary } from '../../../../shared/ipc/api'
import { typedMove } from '../../ui/grid-keys'
import { Icon } from '../../ui/icon'
import { shortObservation } from './observation-text'
import styles from './resource-list.module.css'
import { usePredicted } from './comparison-store'
import { useVerdictWords, verdictIcon } from './verdict'

interface ResourceListProps {
  readonly resources: readonly ResourceSummary[]
  readonly chosen: Resource | null
  /** To choose from in one line, where a list would take the rows' room. */
  readonly isCompact?: boolean
  readonly onChoose: (resource: Resource) => void
}

/** The resources with both counts and the verdict. */
export const ResourceList = ({ isCompact = false, ...list }: ResourceListProps) =>
  isCompact ? <ResourceChoice {...list} /> : <ResourceBox {...list} />

type ListProps = Omit<ResourceListProps, 'isCompact'>

const ResourceChoice = ({ resources, chosen, onChoose }: ListProps) => {
  const words = useVerdictWords()
  const predicted = usePredicted()
  return (
    <label className={styles.compact}>
      Resource
      <select
        value={chosen ?? ''}
        onChange={({ target }) => {
          const found = resources.find(({ resource }) => resource === target.value)
          if (found !== undefined) onChoose(found.resource)
        }}
      >
        {resources.map((summary) => (
          <option key={summary.resource} value={summary.resource}>
            {`${resourceDefinition(summary.resource).label}: ${words(summary)} (${shortObservation(summary.agent)}, ${appWords(summary, predicted)})`}
          </option>
        ))}
      </select>
    </label>
  )
}

/** One tab stop; arrows and first letters move, as in a list box. */
const ResourceBox = ({ resources, chosen, onChoose }: ListProps) => {
  const list = useRef<HTMLDivElement>(null)
  const moved = useRef(false)
  const predicted = usePredicted()
  const at = resources.findIndex(({ resource }) => resource === chosen)

  useEffect(() => {
    if (!moved.current) return
    moved.current = false
    list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus()
  }, [chosen])

  const onKeyDown = (event: KeyboardEvent) => {
    const names = resources.map((each) => resourceDefinition(each.resource).label)
    const next = nextIndex(event.key, at, resources.length) ?? typedMove(event, at, names)
    const resource = next === null ? undefined : resources[next]?.resource
    if (resource === undefined) return
    event.preventDefault()
    moved.current = true
    onChoose(resource)
  }

  return (
    <section className={styles.panel} aria-labelledby="resources-heading" data-region>
      <div className={`${styles.head ?? ''} ${predicted ? (styles.predicted ?? '') : ''}`}>
        <h2 id="resources-heading">Resources</h2>
        <span aria-hidden="true">{predicted ? 'Inspector' : 'Agent'}</span>
        <span aria-hidden="true">{predicted ? 'Would see' : 'App'}</span>
      </div>
      <div
        ref={list}
        role="listbox"
        aria-labelledby="resources-heading"
        className={styles.list}
        onKeyDown={onKeyDown}
      >
        {resources.map((summary, index) => (
          <ResourceOption
            key={summary.resource}
            summary={summary}
            selected={summary.resource === chosen}
            tabStop={index === Math.max(at, 0)}
            onChoose={onChoose}
          />
        ))}
      </div>
    </section>
  )
}

interface ResourceOptionProps {
  readonly summary: ResourceSummary
  readonly selected: boolean
  readonly tabStop: boolean
  readonly onChoose: (resource: Resource) => void
}

const ResourceOption = ({ summary, selected, tabStop, onChoose }: ResourceOptionProps) => {
  const agent = shortObservation(summary.agent)
  const predicted = usePredicted()
  const app = appWords(summary, predicted)
  const { label } = resourceDefinition(summary.resource)
  const words = useVerdictWords()
  return (
    <div
      role="option"
      aria-selected={selected}
      tabIndex={tabStop ? 0 : -1}
      className={styles.option}
      onClick={() => {
        onChoose(summary.resource)
      }}
    >
      <span className={`${styles.verdict ?? ''} ${styles[verdictTone(summary)] ?? ''}`}>
        <Icon name={verdictIcon(summary)} />
      </span>
      <span className={styles.name} title={label}>
        {label}
        <span className="visually-hidden">: {predicted ? 'inspector' : 'agent'} </span>
      </span>
      <span className={styles.count}>
        {agent}
        <span className="visually-hidden">, {predicted ? 'app would see' : 'app'} </span>
      </span>
      <span className={styles.count}>
        {app}
        <span className="visually-hidden">. </span>
      </span>
      <span className={styles.words}>
        {words(summary)}
        {summary.undecided > 0 && `, ${countText(summary.undecided)} undecided`}
      </span>
    </div>
  )
}

/** Nobody was asked as a predicted application, so that nothing of it was skipped. */
const appWords = ({ app }: ResourceSummary, predicted: boolean): string =>
  predicted && app.state === 'skipped' ? 'unknown' : shortObservation(app)

const nextIndex = (key: string, at: number, count: number): number | null => {
  if (count === 0) return null
  if (key === 'ArrowDown') return Math.min(at + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(at - 1, 0)
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return null
}
