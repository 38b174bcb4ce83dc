import { useRef, type KeyboardEvent } from 'react'
import { useRoving } from '../../../ui/use-roving'
import { useProfiles } from '../profiles-store'

/** The tick of one row. */
export interface RowTick {
  readonly checked: boolean
  readonly tabIndex: 0 | -1
  readonly 'data-roving': number
  /** @param isRange all from the one that was ticked before get the same */
  readonly onToggle: (isRange: boolean) => void
}

/**
 * Ticks in a list of tenants: one tab stop for all of them, arrows between them, Space for one, with Shift for all on the way
 * from the last one, Ctrl+A or Cmd+A for all that are shown.
 * @param shown ids in the order of the screen
 */
export const useSelection = (shown: readonly string[]) => {
  const selected = useProfiles((state) => state.selected)
  const { select } = useProfiles.getState()
  const anchor = useRef<string | null>(null)
  const { list, onKeyDown, onFocus, item } = useRoving<HTMLUListElement>(shown.length)

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
  const moved = (event: KeyboardEvent) => {
    const place = event.target instanceof HTMLElement ? event.target.getAttribute('data-roving') : null
    if (place === null) return
    if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      set(shown, true)
      return
    }
    const isExtending = event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')
    if (isExtending) anchor.current ??= shown[Number(place)] ?? null
    onKeyDown(event)
    const now = document.activeElement?.getAttribute('data-roving') ?? null
    if (isExtending && now !== null) set(between(Number(now)), true)
  }
  return {
    list,
    onFocus,
    onKeyDown: moved,
    tick: (index: number): RowTick => {
      const id = shown[index] ?? ''
      return {
        ...item(index),
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
