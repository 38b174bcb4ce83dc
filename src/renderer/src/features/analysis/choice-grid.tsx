import { memo, useId, useRef, useState, type FocusEvent, type KeyboardEvent, type Ref } from 'react'
import { countText } from '../../../../core/comparison/count-text'
import type { ChangeChoice, LevelChoice, SwitchChoice } from '../../../../core/remedy/change-choices'
import { Icon } from '../../ui/icon'
import { gridMove } from '../../ui/grid-keys'
import { Sentence } from '../../ui/sentence'
import { isTickedAway, keyOf, type CauseRow, type ChoiceRow } from './choice-rows'
import styles from './what-if.module.css'

const SIDEWAYS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/** Rows that PageUp and PageDown pass. */
const PAGE = 10

interface ChoiceGridProps {
  readonly label: string
  readonly rows: readonly ChoiceRow[]
  /** What is tried; a choice is drawn as it would stand. */
  readonly changes: readonly string[]
  readonly onTry: (change: string, isOnlyNow: boolean) => void
  readonly onTick: (cause: CauseRow) => void
  readonly onToggleGroup: (title: string) => void
  /** Up from the first row. */
  readonly onLeave: () => void
  readonly ref?: Ref<HTMLDivElement>
}

/**
 * Everything that can be tried, as one tab stop: up and down from row to row, left and right from level to level
 * (ARIA's treegrid pattern, with the controls inside the cells).
 */
export const ChoiceGrid = ({
  label,
  rows,
  changes,
  onTry,
  onTick,
  onToggleGroup,
  onLeave,
  ref,
}: ChoiceGridProps) => {
  const own = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<string | null>(null)
  const found = rows.findIndex((row) => row.key === active)
  const at = found < 0 ? 0 : found

  const rowElement = (index: number): HTMLElement | null =>
    own.current?.querySelectorAll<HTMLElement>('[role=row]').item(index) ?? null

  const focusRow = (index: number) => {
    const row = rowElement(index)
    if (row === null) return
    const stop = row.matches(STOP) ? row : row.querySelector<HTMLElement>(STOP)
    stop?.focus()
  }
  const focusGroup = () => {
    const group = rows.findLastIndex((row, index) => index < at && row.kind === 'group')
    if (group >= 0) focusRow(group)
  }
  /** To the level beside; from the first one to the group above. */
  const moveSideways = (by: number, from: EventTarget) => {
    const inputs = [...(rowElement(at)?.querySelectorAll('input') ?? [])]
    const next = inputs.findIndex((input) => input === from) + by
    if (next < 0) focusGroup()
    else inputs[next]?.focus()
  }
  /** What a key does in the row itself; false: it leads to another row, or nowhere. */
  const onKeyInRow = (row: ChoiceRow, { key, target }: KeyboardEvent<HTMLDivElement>): boolean => {
    const sideways = SIDEWAYS[key] ?? 0
    if (row.kind === 'group') {
      const toggles = key === 'Enter' || key === ' ' || (sideways !== 0 && row.isOpen !== sideways > 0)
      if (toggles && row.canToggle) onToggleGroup(row.title)
      return toggles
    }
    if (key === 'Enter' && target instanceof HTMLInputElement) target.click()
    else if (sideways !== 0) moveSideways(sideways, target)
    return key === 'Enter' || sideways !== 0
  }
  /** Whether it led to another row. */
  const onKeyBetweenRows = (key: string): boolean => {
    if (key === 'ArrowUp' && at === 0) {
      onLeave()
      return true
    }
    const next = gridMove(key, at, rows.length, PAGE)
    if (next !== null) focusRow(next)
    return next !== null
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const { ctrlKey, key } = event
    const row = rows[at]
    if (ctrlKey && (key === 'Home' || key === 'End')) {
      event.preventDefault()
      focusRow(key === 'Home' ? 0 : rows.length - 1)
      return
    }
    if (ctrlKey || event.metaKey || event.altKey || row === undefined) return
    if (onKeyInRow(row, event) || onKeyBetweenRows(key)) event.preventDefault()
  }
  const onFocus = (event: FocusEvent<HTMLDivElement>) => {
    const key = event.target.closest<HTMLElement>('[role=row]')?.dataset['key']
    if (key !== undefined) setActive(key)
  }

  return (
    <div
      ref={(element) => {
        own.current = element
        if (typeof ref === 'function') ref(element)
        else if (ref != null) ref.current = element
      }}
      role="treegrid"
      aria-label={label}
      className={styles.grid}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      {rows.map((row, index) =>
        row.kind === 'group' ? (
          <GroupRow key={row.key} row={row} isStop={index === at} onToggle={onToggleGroup} />
        ) : row.kind === 'cause' ? (
          <CauseLine
            key={row.key}
            row={row}
            isTicked={isTickedAway(row, changes)}
            isStop={index === at}
            onTick={onTick}
          />
        ) : (
          <ChoiceLine
            key={row.key}
            rowKey={row.key}
            choice={row.choice}
            within={row.within}
            chosen={chosenOf(row.choice, changes)}
            isStop={index === at}
            onTry={onTry}
          />
        ),
      )}
    </div>
  )
}

/** The one element of a row that the Tab key reaches, while the row is the active one. */
const STOP = '[data-stop]'

/** The change of a choice that is tried; null: none. */
const chosenOf = (choice: ChangeChoice, changes: readonly string[]): string | null => {
  if (choice.kind === 'switch') return changes.includes(choice.change) ? choice.change : null
  return choice.levels.find(({ change }) => changes.includes(change))?.change ?? null
}

interface GroupRowProps {
  readonly row: Extract<ChoiceRow, { kind: 'group' }>
  readonly isStop: boolean
  readonly onToggle: (title: string) => void
}

const GroupRow = ({
  row: { key, title, count, isOpen, canToggle, empty },
  isStop,
  onToggle,
}: GroupRowProps) => (
  <div
    role="row"
    data-key={key}
    data-stop
    aria-level={1}
    aria-expanded={canToggle ? isOpen : undefined}
    tabIndex={isStop ? 0 : -1}
    className={styles.groupRow}
    onClick={() => {
      if (canToggle) onToggle(title)
    }}
  >
    <div role="gridcell">
      {canToggle && <Icon name={isOpen ? 'chevronDown' : 'chevronRight'} />}
      <b>{title}</b> <span className={styles.muted}>{empty ?? countText(count)}</span>
    </div>
  </div>
)

interface CauseLineProps {
  readonly row: CauseRow
  readonly isTicked: boolean
  readonly isStop: boolean
  readonly onTick: (cause: CauseRow) => void
}

const CauseLine = ({ row, isTicked, isStop, onTick }: CauseLineProps) => {
  const id = useId()
  const canTick = row.changes.length > 0
  return (
    <div
      role="row"
      data-key={row.key}
      aria-level={2}
      className={`${styles.choiceRow ?? ''} ${isTicked ? (styles.tried ?? '') : ''}`}
    >
      <div role="gridcell">
        <label>
          <input
            type="checkbox"
            data-stop
            tabIndex={isStop ? 0 : -1}
            aria-describedby={id}
            aria-disabled={!canTick}
            checked={isTicked}
            onChange={() => {
              if (canTick) onTick(row)
            }}
          />
          <Sentence text={row.cause.setting} />
        </label>
        <p id={id} className={styles.note}>
          <Sentence text={row.cause.message} />
          {!canTick && ' Nothing that can be tried here takes it away.'}
        </p>
      </div>
    </div>
  )
}

interface ChoiceLineProps {
  readonly rowKey: string
  readonly choice: ChangeChoice
  readonly within: string | null
  readonly chosen: string | null
  readonly isStop: boolean
  readonly onTry: (change: string, isOnlyNow: boolean) => void
}

/** A client may be one of thousands: only those that change are drawn again. */
const ChoiceLine = memo(({ rowKey, choice, within, chosen, isStop, onTry }: ChoiceLineProps) => (
  <div
    role="row"
    data-key={rowKey}
    aria-level={within === null ? 2 : 1}
    className={`${styles.choiceRow ?? ''} ${chosen === null ? '' : (styles.tried ?? '')}`}
  >
    {choice.kind === 'switch' ? (
      <SwitchCell choice={choice} within={within} isTried={chosen !== null} isStop={isStop} onTry={onTry} />
    ) : (
      <LevelCells choice={choice} within={within} chosen={chosen} isStop={isStop} onTry={onTry} />
    )}
  </div>
))

interface SwitchCellProps extends Pick<ChoiceLineProps, 'within' | 'isStop' | 'onTry'> {
  readonly choice: SwitchChoice
  readonly isTried: boolean
}

const SwitchCell = ({ choice, within, isTried, isStop, onTry }: SwitchCellProps) => (
  <div role="gridcell">
    <label>
      <input
        type="checkbox"
        data-stop
        tabIndex={isStop ? 0 : -1}
        checked={choice.isOn !== isTried}
        onChange={() => {
          onTry(choice.change, false)
        }}
      />
      <span>
        <Sentence text={choice.label} />
        <Within title={within} />
      </span>
    </label>
    {isTried && <span className={styles.muted}>{choice.isOn ? 'taken away' : 'added'}</span>}
    {choice.note !== null && (
      <p className={styles.note}>
        <Sentence text={choice.note} />
      </p>
    )}
  </div>
)

interface LevelCellsProps extends Pick<ChoiceLineProps, 'within' | 'chosen' | 'isStop' | 'onTry'> {
  readonly choice: LevelChoice
}

const LevelCells = ({ choice, within, chosen, isStop, onTry }: LevelCellsProps) => {
  const { label, levels, note } = choice
  const isChecked = ({ change, isNow }: LevelChoice['levels'][number]) =>
    chosen === null ? isNow : change === chosen
  // What the arrow keys went to stays the stop of its row while the focus is there.
  const [stop, setStop] = useState<string | null>(null)
  return (
    <>
      <div role="rowheader" className={styles.feature}>
        {label}
        <Within title={within} />
      </div>
      <div
        className={styles.levels}
        role="presentation"
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) setStop(null)
        }}
      >
        {levels.map((level) => {
          const isTabStop = stop === null ? isChecked(level) : stop === level.change
          return (
            <div key={level.change} role="gridcell">
              <label className={isChecked(level) ? styles.chosen : undefined}>
                <input
                  type="radio"
                  name={keyOf(choice)}
                  aria-label={`${label}: ${level.label}${level.isNow ? ' (now)' : ''}`}
                  {...(isChecked(level) ? { 'data-stop': true } : {})}
                  tabIndex={isStop && isTabStop ? 0 : -1}
                  checked={isChecked(level)}
                  onFocus={() => {
                    setStop(level.change)
                  }}
                  onChange={() => {
                    onTry(level.change, level.isNow)
                  }}
                />
                {level.label}
                {level.isNow && <span className={styles.muted}> now</span>}
              </label>
            </div>
          )
        })}
      </div>
      {note !== null && (
        <div role="gridcell" className={styles.note}>
          <Sentence text={note} />
        </div>
      )}
    </>
  )
}

const Within = ({ title }: { title: string | null }) =>
  title === null ? null : <span className={styles.within}> {title}</span>
