import { useState } from 'react'
import { countText, counted } from '../../../../core/comparison/count-text'
import type { HistoryEntry } from '../../../../shared/files/history'
import { Badge } from '../../ui/badge'
import { Button, IconButton } from '../../ui/button'
import { formatBytes } from '../../ui/format'
import { Menu } from '../../ui/menu'
import { Name } from '../../ui/name'
import { useRowStops } from '../../ui/use-row-stops'
import { Wide } from '../../ui/wide'
import styles from './history-list.module.css'
import { momentsOf } from './moments'
import { earlierThan, type Pair } from './pair'

/** So many are shown before the rest is asked for. */
const SHOWN = 8
const MORE = 100

interface EntryActions {
  readonly open: (entry: HistoryEntry) => void
  readonly setBaseline: (entry: HistoryEntry, on: boolean) => void
  readonly remove: (entry: HistoryEntry) => void
}

interface HistoryListProps {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[]
  /** What an entry is of: “Comparison”, “Comparison of Reporting”, “Applications”. */
  readonly nameOf: (entry: HistoryEntry) => string
  readonly pair: Pair | null
  readonly onLater: (entry: HistoryEntry) => void
  readonly onEarlier: (entry: HistoryEntry) => void
  readonly actions: EntryActions
}

/** What was kept, newest first; two of one kind and app connection are chosen to be held against one another. */
export const HistoryList = ({ entries, nameOf, pair, onLater, onEarlier, actions }: HistoryListProps) => {
  const [shown, setShown] = useState(SHOWN)
  const later = entries.find(({ id }) => id === pair?.to)
  const earlier = later === undefined ? [] : earlierThan(entries, later)
  const write = momentsOf(entries.map(({ at }) => at))
  const drawn = entries.filter((entry, at) => at < shown || entry.id === pair?.from || entry.id === pair?.to)
  const { list, onKeyDown, onFocus, row } = useRowStops<HTMLTableSectionElement>(drawn.length)
  return (
    <>
      <Wide label="What is kept">
        <table className={styles.list}>
          <caption className="visually-hidden">What is kept, newest first</caption>
          <thead>
            <tr>
              <th scope="col">Earlier</th>
              <th scope="col">Later</th>
              <th scope="col">When</th>
              <th scope="col">Of</th>
              <th scope="col">Findings</th>
              <th scope="col">Records</th>
              <th scope="col">State</th>
              <th scope="col">Size</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody ref={list} onKeyDown={onKeyDown} onFocus={onFocus}>
            {drawn.map((entry, index) =>
              row(
                entry.id,
                index,
                <tr data-entry={entry.id}>
                  <td>
                    <input
                      type="radio"
                      name="history-earlier"
                      aria-label={`Compare from ${write(entry.at)}`}
                      checked={pair?.from === entry.id}
                      disabled={!earlier.includes(entry)}
                      onChange={() => {
                        onEarlier(entry)
                      }}
                    />
                  </td>
                  <td>
                    <input
                      type="radio"
                      name="history-later"
                      aria-label={`Compare to ${write(entry.at)}`}
                      checked={pair?.to === entry.id}
                      disabled={earlierThan(entries, entry).length === 0}
                      onChange={() => {
                        onLater(entry)
                      }}
                    />
                  </td>
                  <th scope="row">{write(entry.at)}</th>
                  <td>
                    <Name>{nameOf(entry)}</Name>
                  </td>
                  <td>{findingsText(entry)}</td>
                  <td>{recordsText(entry)}</td>
                  <td>
                    <EntryBadges entry={entry} />
                  </td>
                  <td className={styles.size}>{formatBytes(entry.bytes)}</td>
                  <td className={styles.actions}>
                    <Button
                      kind="quiet"
                      aria-label={`Open the result of ${write(entry.at)}`}
                      onClick={() => {
                        actions.open(entry)
                      }}
                    >
                      Open
                    </Button>
                    <EntryMenu entry={entry} when={write(entry.at)} actions={actions} />
                  </td>
                </tr>,
              ),
            )}
          </tbody>
        </table>
      </Wide>
      {shown < entries.length && (
        <Button
          className={styles.more}
          onClick={() => {
            setShown(shown === SHOWN ? Math.max(MORE, SHOWN) : shown + MORE)
          }}
        >
          Show more of {counted(entries.length, 'kept result')}
        </Button>
      )}
    </>
  )
}

interface EntryMenuProps {
  readonly entry: HistoryEntry
  readonly when: string
  readonly actions: EntryActions
}

const EntryMenu = ({ entry, when, actions }: EntryMenuProps) => {
  return (
    <Menu
      label={`Actions for the result of ${when}`}
      trigger={(props) => (
        <IconButton {...props} icon="more" label={`More actions for the result of ${when}`} />
      )}
      items={[
        {
          label: entry.baseline ? 'Not a baseline any more' : 'Make it a baseline',
          icon: 'check',
          onSelect: () => {
            actions.setBaseline(entry, !entry.baseline)
          },
        },
        {
          label: 'Delete…',
          icon: 'trash',
          danger: true,
          onSelect: () => {
            actions.remove(entry)
          },
        },
      ]}
    />
  )
}

const EntryBadges = ({ entry: { baseline, signed, counts } }: { entry: HistoryEntry }) => (
  <span className={styles.badges}>
    {counts.complete ? (
      <Badge tone="good" icon="check">
        complete
      </Badge>
    ) : (
      <Badge tone="warning" icon="warning">
        incomplete
      </Badge>
    )}
    {baseline && (
      <Badge tone="agent" icon="same">
        baseline
      </Badge>
    )}
    {signed && (
      <Badge tone="app" icon="edit">
        signed review
      </Badge>
    )}
  </span>
)

const findingsText = ({ counts: { errors, warnings } }: HistoryEntry): string =>
  errors + warnings === 0
    ? 'no errors, no warnings'
    : [
        ...(errors === 0 ? [] : [counted(errors, 'error')]),
        ...(warnings === 0 ? [] : [counted(warnings, 'warning')]),
      ].join(', ')

const recordsText = ({ kind, counts }: HistoryEntry): string => {
  if (kind === 'applications')
    return counts.applications === null ? 'not known' : counted(counts.applications, 'application')
  const { both, onlyAgent, onlyApp } = counts
  if (both === null || onlyAgent === null || onlyApp === null) return 'not known'
  return [
    `both ${countText(both)}`,
    `only agent ${countText(onlyAgent)}`,
    ...(onlyApp === 0 ? [] : [`only app ${countText(onlyApp)}`]),
  ].join(', ')
}
