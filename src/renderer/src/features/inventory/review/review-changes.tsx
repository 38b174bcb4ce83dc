import type { ReactNode } from 'react'
import { countText } from '../../../../../core/comparison/count-text'
import type { InventorySummary } from '../../../../../shared/ipc/inventory'
import { formatMoment } from '../../../ui/format'
import { Name } from '../../../ui/name'
import { Sentence } from '../../../ui/sentence'
import styles from './review-view.module.css'

interface ReviewChangesListProps {
  readonly review: InventorySummary['review']
  readonly onOpen: (applicationId: string) => void
}

/** What is different since the last closed review, what was not done of it first. */
export const ReviewChangesList = ({ review: { changes, last }, onOpen }: ReviewChangesListProps) => {
  if (changes === null || last === null) {
    return <p className={styles.muted}>No review of this tenant was closed before: everything is new.</p>
  }
  const { added, gone, changed, unknown, notDone } = changes
  const none = [added, gone, changed, unknown, notDone].every((list) => list.length === 0)
  return (
    <section className={styles.changes} aria-labelledby="changes-heading">
      <h2 id="changes-heading">Since the last review</h2>
      <p className={styles.muted}>
        Closed {formatMoment(last.closedAt)}
        {last.reviewer !== null && (
          <>
            {' '}
            by <Name>{last.reviewer}</Name>
          </>
        )}
        , about applications read {formatMoment(last.population.readAt)} (SHA-256{' '}
        <code title={last.population.sha256}>{last.population.sha256.slice(0, 12)}…</code>).
      </p>
      {none && <p>Nothing changed, and nothing decided then is still to be done.</p>}
      <Part title="Decided then, not done" entries={notDone} onOpen={onOpen}>
        {({ what }) => <Sentence text={what} />}
      </Part>
      <Part title="New" entries={added} onOpen={onOpen} />
      <Part title="Changed" entries={changed} onOpen={onOpen}>
        {({ what }) => <Sentence text={what.join(' ')} />}
      </Part>
      <Part title="Not known whether changed" entries={unknown} onOpen={onOpen}>
        {({ what }) => <Sentence text={what.join(' ')} />}
      </Part>
      <Part title="Gone" entries={gone}>
        {({ decision }) => (decision === null ? 'not decided then' : `decided then: ${decision}`)}
      </Part>
    </section>
  )
}

interface PartProps<T> {
  readonly title: string
  readonly entries: readonly T[]
  readonly onOpen?: (applicationId: string) => void
  readonly children?: (entry: T) => ReactNode
}

const Part = <T extends { readonly id: string; readonly name: string }>({
  title,
  entries,
  onOpen,
  children,
}: PartProps<T>) => {
  if (entries.length === 0) return null
  return (
    <>
      <h3>
        {title} <span className={styles.count}>{countText(entries.length)}</span>
      </h3>
      <ul className={styles.changeList}>
        {entries.map((entry) => (
          <li key={entry.id}>
            {onOpen === undefined ? (
              <b>
                <Name>{entry.name}</Name>
              </b>
            ) : (
              <button
                type="button"
                className={styles.name}
                onClick={() => {
                  onOpen(entry.id)
                }}
              >
                <Name>{entry.name}</Name>
              </button>
            )}
            {children !== undefined && <>: {children(entry)}</>}
          </li>
        ))}
      </ul>
    </>
  )
}
