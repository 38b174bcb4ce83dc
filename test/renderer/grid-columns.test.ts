import { describe, expect, it } from 'vitest'
import type { GridLook } from '../../src/shared/files/preferences'
import {
  dateText,
  headOf,
  lookOf,
  nextSort,
  tracksOf,
  viewOf,
  visibleColumns,
  withMoved,
  withShown,
  withWidth,
} from '../../src/renderer/src/features/comparison/grid-columns'

const look = (...columns: GridLook['columns']): GridLook => ({ columns, sort: null })
const shownIn = (view: ReturnType<typeof viewOf>) =>
  view.columns.filter(({ shown }) => shown).map(({ id }) => id)

describe('a look that was kept', () => {
  it('shows the sides first and always, in whatever order it names them, and leaves out what is no column', () => {
    const view = viewOf(
      look(
        { id: 'client', shown: true, width: 200 },
        { id: 'invented', shown: true, width: null },
        { id: 'app', shown: false, width: 300 },
      ),
      true,
    )
    expect(shownIn(view)).toEqual(['agent', 'app', 'client'])
    expect(view.columns.find(({ id }) => id === 'app')?.width).toBe(300)
    expect(view.columns).toHaveLength(11)
    expect(viewOf({ columns: [], sort: { column: 'invented', descending: true } }, true).sort).toBeNull()
  })

  it('comes back as it was, whatever some records have nothing in', () => {
    const view = withMoved(
      withWidth(withShown(viewOf(undefined, false), 'date', true), 'date', 120),
      'date',
      'id',
    )
    expect(viewOf(lookOf(view), true)).toEqual(view)
    expect(visibleColumns(view.columns, new Set(['agent', 'app'])).map(({ id }) => id)).toEqual([
      'agent',
      'app',
    ])
  })
})

it('where nobody chose, client and date are shown only where there is room', () => {
  expect(shownIn(viewOf(undefined, false))).toEqual(['agent', 'app'])
  expect(shownIn(viewOf(undefined, true))).toEqual(['agent', 'app', 'client', 'date'])
})

it('the sides are neither hidden nor moved, and nothing comes before them', () => {
  const view = withShown(viewOf(undefined, false), 'team', true)
  expect(shownIn(withShown(view, 'agent', false))).toEqual(['agent', 'app', 'team'])
  expect(withMoved(view, 'agent', 'team')).toBe(view)
  expect(withMoved(view, 'team', 'app')).toBe(view)
})

it('a column that is hidden sorts nothing any more', () => {
  const view = { ...viewOf(undefined, true), sort: { column: 'client', descending: true } as const }
  expect(withShown(view, 'client', false).sort).toBeNull()
  expect(withShown(view, 'date', false).sort).toEqual(view.sort)
})

it('a head sorts up, down, and not any more', () => {
  const up = nextSort(null, 'client')
  const down = nextSort(up, 'client')
  expect([up?.descending, down?.descending, nextSort(down, 'client')]).toEqual([false, true, null])
  expect(nextSort(down, 'team')).toEqual({ column: 'team', descending: false })
})

it('a column is never narrower or wider than anybody can use', () => {
  const widthOf = (width: number) =>
    withWidth(viewOf(undefined, false), 'client', width).columns.find(({ id }) => id === 'client')?.width
  expect([widthOf(-50), widthOf(5000), widthOf(99.6)]).toEqual([60, 1200, 100])
})

it('sides share what is left, the rest is as wide as it was made', () => {
  const { columns } = withWidth(viewOf(undefined, true), 'client', 200)
  expect(tracksOf(columns.filter(({ shown }) => shown))).toEqual({
    tracks: 'minmax(var(--side), 1fr) minmax(var(--side), 1fr) 200px 150px',
    least: 'calc(var(--side) + var(--side) + 200px + 150px)',
  })
})

it('a date is as Halo writes it, with its zone where there is one', () => {
  const seconds = Date.UTC(2026, 8, 30, 8, 12) / 1000
  expect(dateText({ seconds, utc: false })).toBe('30 Sept 2026, 08:12')
  expect(dateText({ seconds, utc: true })).toBe('30 Sept 2026, 08:12 UTC')
})

it('nothing predicted is called seen', () => {
  for (const id of ['app', 'seenBy'] as const) expect(headOf(id, true)).not.toMatch(/sees|seen/i)
})
