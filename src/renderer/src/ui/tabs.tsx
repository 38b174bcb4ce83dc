import { useRef, type KeyboardEvent } from 'react'
import { circleMove } from './grid-keys'
import styles from './tabs.module.css'

interface TabsProps<T extends string> {
  readonly label: string
  readonly tabs: readonly (readonly [T, string])[]
  readonly chosen: T
  /** Id of the panel that all of them show something in. */
  readonly panel: string
  readonly onChoose: (tab: T) => void
}

/** Of the tab of a view, which names its panel too. */
export const tabId = (name: string): string => `tab-${name}`

/** Views as tabs: arrow keys, Home and End move between them (ARIA's tabs pattern). */
export const Tabs = <T extends string>({ label, tabs, chosen, panel, onChoose }: TabsProps<T>) => {
  const list = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(([name]) => name === chosen)
    const nextIndex = circleMove(event, at, tabs.length)
    const next = tabs[nextIndex ?? -1]
    if (nextIndex === null || next === undefined) return
    event.preventDefault()
    onChoose(next[0])
    list.current?.querySelectorAll('button')[nextIndex]?.focus()
  }
  return (
    <div ref={list} className={styles.tabs} role="tablist" aria-label={label} data-region onKeyDown={move}>
      {tabs.map(([name, words]) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={tabId(name)}
          aria-selected={chosen === name}
          aria-controls={panel}
          tabIndex={chosen === name ? 0 : -1}
          onClick={() => {
            onChoose(name)
          }}
        >
          {words}
        </button>
      ))}
    </div>
  )
}
