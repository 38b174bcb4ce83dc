import {
  createContext,
  useContext,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { gridMove } from './grid-keys'

/** How many rows a page key moves by. */
const PAGE = 10

const StopContext = createContext(true)

/**
 * Of a control that may stand in a list with one stop: the Tab key reaches it only in the row that has the focus.
 * @returns for its `tabIndex`; undefined: as the browser has it
 */
export const useStop = (): -1 | undefined => (useContext(StopContext) ? undefined : -1)

interface RowStops<T extends HTMLElement> {
  readonly list: RefObject<T | null>
  /** Both for the element whose children are the rows. */
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onFocus: (event: FocusEvent) => void
  /** Puts a row into the list. @param key of the row, as React's @param index its place */
  readonly row: (key: string, index: number, content: ReactNode) => ReactNode
}

const CONTROLS = ':is(button, input, select, textarea, summary, a[href]):not(:disabled)'
/** What moves by arrow keys itself. */
const OWN_ARROWS = 'input:not([type="checkbox"]), select, textarea, [role="menu"] *, [aria-expanded="true"]'

const SIDEWAYS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

/**
 * A list whose rows have controls, with the controls of one row as tab stops: fifty tenants with five buttons each would be
 * 250. Up, Down, Home, End and the page keys go to the same control of another row, Left and Right along the row. Controls
 * take part by `useStop`; those of `ui` do.
 */
export const useRowStops = <T extends HTMLElement>(count: number): RowStops<T> => {
  const list = useRef<T>(null)
  const [active, setActive] = useState(0)
  const at = Math.min(active, Math.max(count - 1, 0))
  const rowOf = (target: EventTarget): number =>
    target instanceof Node ? [...(list.current?.children ?? [])].findIndex((row) => row.contains(target)) : -1
  const controlsOf = (row: number): readonly HTMLElement[] => [
    ...(list.current?.children.item(row)?.querySelectorAll<HTMLElement>(CONTROLS) ?? []),
  ]
  const onKeyDown = (event: KeyboardEvent) => {
    const { target, key } = event
    const row = rowOf(target)
    const isTaken = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey
    if (isTaken || row < 0 || !(target instanceof HTMLElement) || target.matches(OWN_ARROWS)) return
    const controls = controlsOf(row)
    const place = controls.indexOf(target)
    const sideways = SIDEWAYS[key]
    const next = gridMove(key, row, count, PAGE)
    if (sideways !== undefined) controls[place + sideways]?.focus()
    else if (next !== null) {
      const others = controlsOf(next)
      ;(others[place] ?? others.at(-1))?.focus()
    } else return
    event.preventDefault()
  }
  return {
    list,
    onKeyDown,
    onFocus: ({ target }) => {
      const row = rowOf(target)
      if (row >= 0) setActive(row)
    },
    row: (key, index, content) => (
      <StopContext key={key} value={index === at}>
        {content}
      </StopContext>
    ),
  }
}
