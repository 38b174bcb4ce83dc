import { useRef, type KeyboardEvent } from 'react'
import { useRowStops } from '../../../ui/use-row-stops'
import { useProfiles } from '../profiles-store'

/** The tick of one row. */
export interface RowTick {
  readonly checked: boolean
  /** @param isRange all from the one that was ticked before get the same */
  readonly onToggle: (isRange: boolean) => void
}

/**
 * Ticks in a list of tenants, which is one tab stop a row (`useRowStops`): arrows between them, Space for one, with Shift for all on the way
 * from the last one, Ctrl+A or Cmd+A for all that are shown.
 * @param shown ids in the order of the screen
 */
export const useSelection = (shown: readonly string[]) => {
  const selected = useProfiles((state) => state.selected)
  const { select } = useProfiles.getState()
  const anchor = useRef<string | null>(null)
  const { list, onKeyDown, onFocus, row } = useRowStops<HTMLUListElement>(shown.length)

  const set = (ids: readonly string[], isOn: boolean) => {
    const next = new Set(useProfiles.getState().selected)
    for (const id of ids) {
      if (isOn) next.add(id)
      else next.delete(id)
    }
    select(next)
  }
  const between = (index: number): readonly string[] => {
    const from = anchor.current === null ? -1 : shown.indexOf(anchor.current)
    return from < 0
      ? shown.slice(index, index + 1)
      : shown.slice(Math.min(from, index), Math.max(from, index) + 1)
  }
  /** The row of a tick that has the focus; -1: none has. */
  const tickedRow = (): number => {
    const { activeElement } = document
    return activeElement?.matches('[data-tick]') === true
      ? [...(list.current?.children ?? [])].findIndex((each) => each.contains(activeElement))
      : -1
  }
  const moved = (event: KeyboardEvent) => {
    const from = tickedRow()
    if (from >= 0 && event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      set(shown, true)
      return
    }
    onKeyDown(event)
    const to = tickedRow()
    if (!event.shiftKey || from < 0 || to < 0 || from === to) return
    anchor.current ??= shown[from] ?? null
    set(between(to), true)
  }
  return {
    list,
    onFocus,
    onKeyDown: moved,
    row,
    tick: (index: number): RowTick => {
      const id = shown[index] ?? ''
      return {
        checked: selected.has(id),
        onToggle: (isRange) => {
          const isOn = !selected.has(id)
          set(isRange ? between(index) : [id], isOn)
          anchor.current = id
        },
      }
    },
    setAll: (isOn: boolean) => {
      set(shown, isOn)
    },
  }
}
