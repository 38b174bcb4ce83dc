import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { Cause } from '../../../../core/comparison/cause'
import { countText, counted } from '../../../../core/comparison/count-text'
import type { ChoiceGroup } from '../../../../core/remedy/change-choices'
import { ask } from '../../bridge'
import { Button } from '../../ui/button'
import { Certainty } from '../../ui/certainty'
import { copyText } from '../../ui/copy-text'
import { useToasts } from '../../ui/toast-store'
import { useUndoKeys } from '../../ui/use-undo-keys'
import { useAnalysis } from './analysis-store'
import styles from './analysis.module.css'
import { ChoiceGrid } from './choice-grid'
import {
  causeGroup,
  causeRows,
  CAUSES,
  foundRows,
  groupRows,
  MOST_RESULTS,
  withCause,
  withChange,
} from './choice-rows'
import { WhenLoaded } from './loaded'
import { Outlook } from './outlook'
import type { RecordActions } from './outlook-records'
import own from './what-if.module.css'

interface WhatIfProps extends RecordActions {
  readonly runId: string
  readonly causes: readonly Cause[]
}

/** Everything that could be changed in Halo, and what would come of it. Changes nothing. */
export const WhatIf = ({ runId, causes, ...actions }: WhatIfProps) => {
  const choices = useAnalysis((state) => state.choices)
  const undoButton = useRef<HTMLButtonElement>(null)
  const { undo, redo } = useAnalysis.getState()
  useUndoKeys(undo, redo)
  const onTry = useCallback(
    (change: string, isOnlyNow: boolean) => {
      const { changes, setChanges } = useAnalysis.getState()
      setChanges(runId, withChange(changes, change, isOnlyNow))
    },
    [runId],
  )
  return (
    <div className={styles.split}>
      <div className={styles.scroll} role="region" aria-label="What could be changed" data-region>
        <p className={styles.muted}>
          Try changes here before making them in Halo. Nothing is changed and nothing is sent.
        </p>
        <WhenLoaded loaded={choices}>
          {(groups) => <Choices {...{ runId, groups, causes, onTry }} />}
        </WhenLoaded>
      </div>
      <aside className={styles.aside} aria-labelledby="outlook-heading" tabIndex={-1} data-region>
        <div className={styles.row}>
          <h3 id="outlook-heading">What would happen</h3>
          <Certainty kind="predicted" />
        </div>
        <Steps runId={runId} undoButton={undoButton} />
        <Outlook
          {...actions}
          onTakeBack={(change) => {
            onTry(change, true)
            // The button that was pressed is gone.
            undoButton.current?.focus()
          }}
        />
      </aside>
    </div>
  )
}

interface ChoicesProps {
  readonly runId: string
  readonly causes: readonly Cause[]
  readonly groups: readonly ChoiceGroup[]
  readonly onTry: (change: string, isOnlyNow: boolean) => void
}

const Choices = ({ runId, groups, causes, onTry }: ChoicesProps) => {
  const causeChanges = useAnalysis((state) => state.causeChanges)
  const changes = useAnalysis((state) => state.changes)
  const [typed, setTyped] = useState('')
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set())
  const search = useRef<HTMLInputElement>(null)
  const grid = useRef<HTMLDivElement>(null)
  const isSearch = typed.trim() !== ''
  const ofCauses = useMemo(
    () => causeRows(causes, causeChanges?.state === 'ready' ? causeChanges.value : []),
    [causes, causeChanges],
  )
  const { rows, total } = useMemo(
    () =>
      isSearch
        ? foundRows(groups, typed)
        : {
            rows: [...causeGroup(ofCauses, toggled.has(CAUSES)), ...groupRows(groups, toggled)],
            total: 0,
          },
    [groups, typed, isSearch, toggled, ofCauses],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setTyped('')
    const first = grid.current?.querySelector<HTMLElement>('[data-stop]')
    if (first == null) return
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      first.focus()
    } else if (event.key === 'Enter' && isSearch) {
      event.preventDefault()
      // A level has to be chosen: Enter alone does not say which.
      if (first.matches('[type=checkbox]')) first.click()
      else first.focus()
    }
  }
  return (
    <>
      <label className={styles.filter}>
        <span>Find a setting</span>
        <input
          ref={search}
          type="search"
          value={typed}
          spellCheck={false}
          aria-describedby="find-keys"
          onChange={(event) => {
            setTyped(event.target.value)
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <p id="find-keys" className={styles.muted}>
        Enter tries the first one found; arrow keys go through all of them.
      </p>
      <p role="status" className={isSearch ? styles.muted : 'visually-hidden'}>
        {isSearch && foundText(total)}
      </p>
      <ChoiceGrid
        ref={grid}
        label={isSearch ? 'Settings found' : 'Settings'}
        rows={rows}
        changes={changes}
        onTry={onTry}
        onTick={(row) => {
          useAnalysis.getState().setChanges(runId, withCause(changes, row))
        }}
        onToggleGroup={(title) => {
          const next = new Set(toggled)
          if (!next.delete(title)) next.add(title)
          setToggled(next)
        }}
        onLeave={() => {
          search.current?.focus()
        }}
      />
    </>
  )
}

const foundText = (total: number): string =>
  total > MOST_RESULTS
    ? `${counted(total, 'setting')} found; the first ${countText(MOST_RESULTS)} are shown. Type more of the name.`
    : `${counted(total, 'setting')} found`

interface StepsProps {
  readonly runId: string
  readonly undoButton: React.RefObject<HTMLButtonElement | null>
}

/** Step by step back and forth, and the whole answer to copy. They keep the focus when there is nothing left to do. */
const Steps = ({ runId, undoButton }: StepsProps) => {
  const { changes, past, future } = useAnalysis()
  const { setChanges, undo, redo } = useAnalysis.getState()
  const announce = useToasts((state) => state.announce)
  const isEmpty = changes.length === 0
  const copy = async (form: 'plain' | 'markdown') => {
    if (isEmpty) return
    const text = await ask(({ analysis }) => analysis.whatIfCopy({ runId, changes }))
    if (!text.ok) announce(text.error.message)
    else
      announce(
        (await copyText(text.value[form]))
          ? `Copied${form === 'markdown' ? ' as Markdown' : ''}`
          : 'The clipboard is not available here',
      )
  }
  return (
    <div className={own.steps}>
      <Button ref={undoButton} aria-disabled={past.length === 0} aria-keyshortcuts="Control+Z" onClick={undo}>
        Undo
      </Button>
      <Button aria-disabled={future.length === 0} aria-keyshortcuts="Control+Shift+Z" onClick={redo}>
        Redo
      </Button>
      <Button
        aria-disabled={isEmpty}
        onClick={() => {
          setChanges(runId, [])
        }}
      >
        Undo all
      </Button>
      <Button icon="copy" aria-disabled={isEmpty} onClick={() => void copy('plain')}>
        Copy
      </Button>
      <Button icon="copy" aria-disabled={isEmpty} onClick={() => void copy('markdown')}>
        Copy as Markdown
      </Button>
    </div>
  )
}
