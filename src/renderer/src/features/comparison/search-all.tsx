import { useEffect, useId, useRef } from 'react'
import { countText, counted } from '../../../../core/comparison/count-text'
import type { RowCounts } from '../../../../core/comparison/row-table'
import { resourceDefinition, type Resource } from '../../../../core/halo/resource'
import { PREDICTED_SEEN_BY_WORDS, SEEN_BY_WORDS } from '../../../../core/words/words'
import type { FoundRecord, FoundRecords } from '../../../../shared/ipc/api'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { ErrorNotice } from '../../ui/notice'
import { usePredicted } from './comparison-store'
import styles from './search-all.module.css'
import { useSearchAll } from './search-all-store'

interface SearchAllProps {
  readonly runId: string
  /** Shows a record among all of its kind. */
  readonly onShow: (resource: Resource, id: string) => void
}

/** The search over all resources of a result, while it is open. */
export const SearchAll = (props: SearchAllProps) => {
  const isOpen = useSearchAll((state) => state.text !== null)
  return isOpen ? <OpenSearch {...props} /> : null
}

const OpenSearch = ({ runId, onShow }: SearchAllProps) => {
  const text = useSearchAll((state) => state.text ?? '')
  const found = useSearchAll((state) => state.found)
  const foundFor = useSearchAll((state) => state.foundFor)
  const isSearching = useSearchAll((state) => state.isSearching)
  const error = useSearchAll((state) => state.error)
  const { close, search, setText } = useSearchAll.getState()
  const input = useRef<HTMLInputElement>(null)
  const hintId = useId()
  useEffect(() => {
    void search(runId, text)
  }, [search, runId, text])
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  const hits = text.trim() === '' ? null : found
  return (
    <Dialog title="Search all resources" wide onClose={close} footer={<Button onClick={close}>Close</Button>}>
      <div className={styles.field}>
        <input
          ref={input}
          type="search"
          aria-label="Search all resources"
          aria-describedby={hintId}
          maxLength={200}
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return
            event.preventDefault()
            event.currentTarget.closest('dialog')?.querySelector<HTMLElement>('[data-hit]')?.focus()
          }}
        />
      </div>
      <p id={hintId} className={styles.hint}>
        Every word has to occur in the ID, the name, the client or another column of a record.
      </p>
      {error !== null && <ErrorNotice error={error} />}
      <p role="status" className={styles.status}>
        {statusText(hits, isSearching || foundFor !== text)}
      </p>
      {hits?.map((each) => (
        <Hits
          key={each.resource}
          {...each}
          onShow={(id) => {
            close()
            onShow(each.resource, id)
          }}
        />
      ))}
    </Dialog>
  )
}

const statusText = (hits: FoundRecords['resources'] | null, isSearching: boolean): string => {
  if (hits === null) return isSearching ? '' : 'Nothing is looked for yet.'
  if (isSearching) return 'Searching …'
  if (hits.length === 0) return 'No record of any resource matches.'
  const all = hits.reduce((sum, { counts }) => sum + counts.all, 0)
  return `${counted(all, 'record')} in ${counted(hits.length, 'resource')}`
}

/** What was found of one resource: how many, seen by whom, and the first of them. */
const Hits = ({
  resource,
  counts,
  records,
  onShow,
}: FoundRecords['resources'][number] & { readonly onShow: (id: string) => void }) => {
  const headingId = useId()
  const predicted = usePredicted()
  const more = counts.all - records.length
  return (
    <section aria-labelledby={headingId} className={styles.resource}>
      <h3 id={headingId}>
        {resourceDefinition(resource).label}{' '}
        <span className={styles.counts}>{countsText(counts, predicted)}</span>
      </h3>
      <ul className={styles.hits}>
        {records.map((record) => (
          <Hit key={record.id} record={record} predicted={predicted} onShow={onShow} />
        ))}
      </ul>
      {more > 0 && <p className={styles.hint}>{countText(more)} more: add a word to find them.</p>}
    </section>
  )
}

/** As the toolbar of a resource counts them: what is not known of is counted apart. */
const countsText = (counts: RowCounts, predicted: boolean): string => {
  const words = predicted ? PREDICTED_SEEN_BY_WORDS : SEEN_BY_WORDS
  const part = (count: number, word: string) =>
    count === 0 ? [] : [`${countText(count)} ${word.toLowerCase()}`]
  return [
    counted(counts.all, 'record'),
    ...part(counts.both, words.both),
    ...part(counts.agent, words.agent),
    ...part(counts.app, words.app),
    ...part(counts.unknown, predicted ? 'undecided' : 'not known'),
    ...part(counts.changed, words.changed),
  ].join(' · ')
}

const Hit = ({
  record: { id, label, client, seenBy },
  predicted,
  onShow,
}: {
  readonly record: FoundRecord
  readonly predicted: boolean
  readonly onShow: (id: string) => void
}) => (
  <li>
    <button
      type="button"
      data-hit
      className={styles.hit}
      onClick={() => {
        onShow(id)
      }}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
        if (by === 0) return
        event.preventDefault()
        moveBy(event.currentTarget, by)
      }}
    >
      <span className={styles.id}>{id}</span>
      <span className={styles.label}>
        <bdi>{label}</bdi>
        {client !== null && (
          <span className={styles.client}>
            {' '}
            <bdi>{client}</bdi>
          </span>
        )}
      </span>
      <span className={styles.seen}>{(predicted ? PREDICTED_SEEN_BY_WORDS : SEEN_BY_WORDS)[seenBy]}</span>
    </button>
  </li>
)

/** To the hit before or after, of whichever resource; before the first is the field. */
const moveBy = (from: HTMLElement, by: number): void => {
  const dialog = from.closest('dialog')
  const hits = [...(dialog?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])]
  const next = hits[hits.indexOf(from) + by]
  if (next !== undefined) next.focus()
  else if (by < 0) dialog?.querySelector('input')?.focus()
}
