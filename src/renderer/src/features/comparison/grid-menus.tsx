import { useState } from 'react'
import { counted } from '../../../../core/comparison/count-text'
import { FACETS, type Facet } from '../../../../core/comparison/row-columns'
import { isShownOn } from '../../../../core/comparison/row-sort'
import { rowAt, type RowTable } from '../../../../core/comparison/row-table'
import type { ResourceSummary } from '../../../../shared/ipc/api'
import { shortcutText } from '../../../../shared/commands'
import { ContextMenu, type ContextMenuItem, type MenuPlace } from '../../ui/context-menu'
import { copyText } from '../../ui/copy-text'
import { isMac } from '../../ui/platform'
import { useToasts } from '../../ui/toast-store'
import { useComparison, usePredicted, type Selection } from './comparison-store'
import { cellText, headOf, isSide, type ColumnId } from './grid-columns'
import { copiedCell, copiedRows } from './grid-copy'
import type { GridGroup } from './grid-lines'
import { selectedIds } from './grid-selection'
import { headItems } from './head-menu'
import { gapText, UNDECIDED_TEXT } from './observation-text'
import type { HaloDoor } from './open-in-halo'
import type { GridTarget } from './row-grid-props'
import { focusRecords } from './focus-records'
import type { GridViewControls } from './use-grid-view'

interface GridMenusProps {
  readonly table: RowTable
  /** Rows shown, in their order. */
  readonly shown: Uint32Array
  readonly view: GridViewControls
  readonly selection: Selection
  readonly summary: ResourceSummary
  readonly halo: HaloDoor
  readonly onExplain: () => void
  readonly onSelectAll: () => void
}

type Opened =
  | { readonly kind: 'row'; readonly at: MenuPlace; readonly target: GridTarget }
  | { readonly kind: 'head'; readonly at: MenuPlace; readonly column: ColumnId }

/** The menus of rows, cells and heads, and what they copy. */
export const useGridMenus = (props: GridMenusProps) => {
  const { table, view } = props
  const [opened, setOpened] = useState<Opened | null>(null)
  const predicted = usePredicted()
  const copy = useCopy(props)

  const items = (): readonly ContextMenuItem[] => {
    if (opened?.kind === 'head') return headItems(opened.column, view, predicted)
    if (opened === null) return []
    const { line, column } = opened.target
    return line.kind === 'group'
      ? groupItems(line.group, line.isExpanded, props, copy)
      : recordItems({ row: line.row, column }, props, copy, predicted)
  }
  return {
    openRow: (target: GridTarget, at: MenuPlace) => {
      setOpened({ kind: 'row', target, at })
    },
    openHead: (column: ColumnId, at: MenuPlace) => {
      setOpened({ kind: 'head', column, at })
    },
    /** What a key copies: the records that are selected, the cell that it is pressed on, or the group. */
    copyAt: ({ line, column }: GridTarget) => {
      if (line.kind === 'group') copy.group(line.group)
      else if (column !== null && selectedIds(props.selection).length < 2) copy.cell(line.row, column)
      else copy.selection()
    },
    menu: opened !== null && (
      <ContextMenu
        label={opened.kind === 'head' ? headOf(opened.column, predicted) : labelOf(opened.target, table)}
        at={opened.at}
        items={items()}
        onClose={({ returnFocus }) => {
          setOpened(null)
          if (returnFocus) focusRecords()
        }}
      />
    ),
  }
}

const labelOf = ({ line }: GridTarget, table: RowTable): string =>
  line.kind === 'group' ? line.group.name : `Record ${table.ids[line.row] ?? ''}`

interface Copying {
  readonly cell: (row: number, column: ColumnId) => void
  readonly id: (row: number) => void
  readonly row: (row: number) => void
  readonly selection: () => void
  readonly group: (group: GridGroup) => void
}

const useCopy = ({ table, shown, view, selection, summary }: GridMenusProps): Copying => {
  const announce = useToasts((state) => state.announce)
  const predicted = usePredicted()
  const put = async (text: string, what: string) => {
    const copied = await copyText(text)
    announce(copied ? `Copied ${what}` : 'The clipboard is not available here: nothing was copied')
  }
  const about = { table, columns: view.columns.map(({ id }) => id), predicted }
  const rows = (places: readonly number[]) =>
    void put(copiedRows(places, about, places.length > 1), counted(places.length, 'record'))
  return {
    cell: (row, column) =>
      void put(copiedCell(shownText(table, row, column, summary, predicted)), 'the cell'),
    id: (row) => void put(copiedCell(table.ids[row] ?? ''), 'the ID'),
    row: (row) => {
      rows([row])
    },
    selection: () => {
      rows(placesOf(table, shown, selectedIds(selection)))
    },
    group: (group) => {
      rows([...group.rows])
    },
  }
}

/** Selected records as they stand in the grid; those that the filter hides after them. */
const placesOf = ({ ids }: RowTable, shown: Uint32Array, wanted: readonly string[]): readonly number[] => {
  const left = new Set(wanted)
  const places = [...shown].filter((row) => left.delete(ids[row] ?? ''))
  return left.size === 0 ? places : [...places, ...ids.flatMap((id, row) => (left.has(id) ? [row] : []))]
}

/** What a cell shows: of a gap what it says. */
const shownText = (
  table: RowTable,
  at: number,
  column: ColumnId,
  summary: ResourceSummary,
  predicted: boolean,
): string => {
  const row = rowAt(table, at)
  if (row === undefined) return ''
  if (!isSide(column) || isShownOn(row.seenBy, column)) return cellText(row, column, predicted)
  return row.seenBy === 'undecided' ? UNDECIDED_TEXT : gapText(summary[column], column, predicted)
}

const groupItems = (
  group: GridGroup,
  isExpanded: boolean,
  { onExplain }: GridMenusProps,
  copy: Copying,
): readonly ContextMenuItem[] => [
  { label: 'Why?', icon: 'unknown', onSelect: onExplain },
  {
    label: isExpanded ? 'Collapse' : 'Expand',
    hint: 'Enter',
    onSelect: () => {
      useComparison.getState().toggleGroup(group.key)
    },
  },
  {
    label: `Copy ${counted(group.rows.length, 'record')}`,
    icon: 'copy',
    hint: shortcutText('Mod+C', isMac),
    parted: true,
    onSelect: () => {
      copy.group(group)
    },
  },
]

const recordItems = (
  { row, column }: { readonly row: number; readonly column: ColumnId | null },
  props: GridMenusProps,
  copy: Copying,
  predicted: boolean,
): readonly ContextMenuItem[] => {
  const { table, selection, summary, halo, onExplain, onSelectAll } = props
  const id = table.ids[row] ?? ''
  const count = selectedIds(selection).length
  const facet = FACETS.find((each) => each === column)
  const text = column === null ? '' : shownText(table, row, column, summary, predicted)
  return [
    { label: 'Why?', icon: 'unknown', hint: 'Enter', onSelect: onExplain },
    ...(count < 2 && halo.canOpen(id)
      ? [{ label: 'Open in Halo', icon: 'open' as const, onSelect: () => void halo.open(id) }]
      : []),
    ...(text === ''
      ? []
      : [
          {
            label: 'Copy cell',
            icon: 'copy' as const,
            parted: true,
            onSelect: () => {
              copy.cell(row, column ?? 'id')
            },
          },
        ]),
    {
      label: 'Copy ID',
      parted: text === '',
      onSelect: () => {
        copy.id(row)
      },
    },
    {
      label: 'Copy row',
      ...(count < 2 ? { hint: shortcutText('Mod+C', isMac) } : {}),
      onSelect: () => {
        copy.row(row)
      },
    },
    ...(count < 2
      ? []
      : [
          {
            label: `Copy ${counted(count, 'selected record')}`,
            hint: shortcutText('Mod+C', isMac),
            onSelect: copy.selection,
          },
        ]),
    ...(facet === undefined ? [] : byValue(facet, text, predicted)),
    { label: 'Select all rows', hint: shortcutText('Mod+A', isMac), parted: true, onSelect: onSelectAll },
  ]
}

/** What leads from one value to the records that share it. */
const byValue = (facet: Facet, text: string, predicted: boolean): readonly ContextMenuItem[] => [
  {
    label: `Group by ${headOf(facet, predicted).toLowerCase()}`,
    parted: true,
    onSelect: () => {
      useComparison.getState().setGrouping(facet)
    },
  },
  ...(text === '' || text.startsWith('#')
    ? []
    : [
        {
          label: `Search for “${text}”`,
          icon: 'search' as const,
          onSelect: () => {
            useComparison.getState().setSearch(text)
          },
        },
      ]),
]
