import { useRef } from 'react'
import { countText, counted } from '../../../../core/comparison/count-text'
import { SearchField } from '../../ui/search-field'
import { useSearchShortcut } from '../../ui/use-search-shortcut'
import { Choice } from '../../ui/choice'
import { checkTitle } from './fleet-text'
import { useFleet } from './fleet-store'
import type { MatrixShow } from './matrix-rows'
import styles from './matrix-toolbar.module.css'

const SHOWS: readonly { readonly value: MatrixShow; readonly label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'failing', label: 'Only failing' },
  { value: 'unknown', label: 'Only unknown' },
  { value: 'gaps', label: 'Only failed, incomplete or not run' },
]

interface MatrixToolbarProps {
  readonly tags: readonly string[]
  readonly checks: readonly string[]
  readonly shown: number
  readonly total: number
}

/** Search and filters of the matrix, and how many tenants they leave. */
export const MatrixToolbar = ({ tags, checks, shown, total }: MatrixToolbarProps) => {
  const { search, tag, show, check } = useFleet((state) => state.look)
  const { setLook } = useFleet.getState()
  const input = useRef<HTMLInputElement>(null)
  useSearchShortcut(input)
  return (
    <div className={styles.toolbar} role="group" aria-label="Tenants shown">
      <SearchField
        ref={input}
        label="Search tenants"
        value={search}
        onChange={(text) => {
          setLook({ search: text })
        }}
      />
      {tags.length > 0 && (
        <Choice
          label="Tag"
          value={tag ?? ''}
          choices={[{ value: '', label: 'All tags' }, ...tags.map((each) => ({ value: each, label: each }))]}
          onChoose={(value) => {
            setLook({ tag: value === '' ? null : value })
          }}
        />
      )}
      <Choice
        label="Show"
        value={show}
        choices={SHOWS}
        onChoose={(value) => {
          setLook({ show: value })
        }}
      />
      <Choice
        label="Check"
        value={check ?? ''}
        choices={[
          { value: '', label: 'All checks' },
          ...checks.map((name) => ({ value: name, label: checkTitle(name) })),
        ]}
        onChoose={(value) => {
          setLook({ check: value === '' ? null : value })
        }}
      />
      <p className={styles.count} role="status">
        {shown === total ? counted(total, 'tenant') : `${countText(shown)} of ${counted(total, 'tenant')}`}
      </p>
    </div>
  )
}
