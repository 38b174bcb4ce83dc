import { useEffect, useMemo, useRef, useState } from 'react'
import { counted } from '../../../../core/comparison/count-text'
import { EmptyState } from '../../ui/empty-state'
import { SearchField } from '../../ui/search-field'
import { useSearchShortcut } from '../../ui/use-search-shortcut'
import { findParts, type FoundPart, type OfflineDocument } from './document'
import { anchorId, DocumentView } from './document-view'
import styles from './help.module.css'

interface Place {
  readonly document: string
  /** null: its beginning. */
  readonly anchor: string | null
}

/** The documents of this very version, without any network. */
export const Documentation = () => {
  const [documents, setDocuments] = useState<readonly OfflineDocument[]>([])
  useEffect(() => {
    // A third of a megabyte, which nobody needs who does not read it.
    void import('virtual:documents').then((loaded) => {
      setDocuments(loaded.documents)
    })
  }, [])
  const [first] = documents
  return first === undefined ? (
    <p className={styles.loading} role="status">
      Opening the documentation …
    </p>
  ) : (
    <Reader documents={documents} first={first.id} />
  )
}

const Reader = ({ documents, first }: { documents: readonly OfflineDocument[]; first: string }) => {
  const [place, setPlace] = useState<Place>({ document: first, anchor: null })
  const [search, setSearch] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useSearchShortcut(input)
  const found = useMemo(() => findParts(documents, search), [documents, search])
  const shown = documents.find(({ id }) => id === place.document)
  const open = (document: string, anchor: string | null) => {
    setPlace({ document, anchor })
  }
  return (
    <div className={styles.reader}>
      <aside className={styles.side}>
        <h1>Documentation</h1>
        <SearchField ref={input} label="Search the documentation" value={search} onChange={setSearch} />
        {search.trim() === '' ? (
          <nav aria-label="Documents">
            <ul>
              {documents.map(({ id, title }) => (
                <li key={id}>
                  <button
                    type="button"
                    aria-current={id === place.document ? 'page' : undefined}
                    onClick={() => {
                      open(id, null)
                    }}
                  >
                    {title}
                  </button>
                </li>
              ))}
            </ul>
          </nav>
        ) : (
          <Found found={found} onOpen={open} />
        )}
      </aside>
      {shown !== undefined && <Shown document={shown} place={place} onOpen={open} />}
    </div>
  )
}

interface FoundProps {
  readonly found: readonly FoundPart[]
  readonly onOpen: (document: string, anchor: string | null) => void
}

/** Which parts have what is looked for. */
const Found = ({ found, onOpen }: FoundProps) => (
  <>
    <p role="status" className={styles.count}>
      {counted(found.length, 'part')} found
    </p>
    {found.length === 0 ? (
      <EmptyState title="Nothing found">No part of the documentation has all of these words.</EmptyState>
    ) : (
      <nav aria-label="Parts that were found">
        <ul>
          {found.map(({ document, anchor, heading }) => (
            <li key={`${document.id} ${anchor ?? ''}`}>
              <button
                type="button"
                onClick={() => {
                  onOpen(document.id, anchor)
                }}
              >
                {heading}
                <small>{document.title}</small>
              </button>
            </li>
          ))}
        </ul>
      </nav>
    )}
  </>
)

interface ShownProps {
  readonly document: OfflineDocument
  readonly place: Place
  readonly onOpen: (document: string, anchor: string | null) => void
}

const Shown = ({ document: shown, place, onOpen }: ShownProps) => {
  const article = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    // Who opens the documentation begins at its list.
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    const heading = place.anchor === null ? null : window.document.getElementById(anchorId(place.anchor))
    if (heading === null) article.current?.scrollTo({ top: 0 })
    else heading.scrollIntoView({ block: 'start' })
    const target = heading ?? article.current
    target?.focus({ preventScroll: true })
  }, [place])
  return (
    <article ref={article} className={styles.article} tabIndex={-1} aria-label={shown.title}>
      <div className={styles.text}>
        <DocumentView blocks={shown.blocks} onOpen={onOpen} />
      </div>
    </article>
  )
}
