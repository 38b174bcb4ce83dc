import { useDeferredValue, useMemo, type CSSProperties } from 'react'
import { counted } from '../../../../core/comparison/count-text'
import type { FleetResultKind, FleetRun } from '../../../../shared/ipc/fleet'
import { Button } from '../../ui/button'
import { EmptyState } from '../../ui/empty-state'
import { Splitter } from '../../ui/splitter'
import { useMedia } from '../../ui/use-media'
import { usePanel } from '../../use-panel'
import { CellPanel } from './cell-panel'
import { useFleet } from './fleet-store'
import { Matrix } from './matrix'
import { ALL_ROWS, checkNames, failingOf, matrixRows } from './matrix-rows'
import { MatrixToolbar } from './matrix-toolbar'
import styles from './fleet.module.css'

/** Then the details stand below the matrix; fleet.module.css and cell-panel.module.css have the same. */
const DETAILS_BELOW = '(max-width: 800px)'

interface MatrixViewProps {
  readonly run: FleetRun
  readonly tagsOf: (profileId: string) => readonly string[]
  readonly isStored: (profileId: string) => boolean
  readonly onOpen: (profileId: string, kind: FleetResultKind) => void
  readonly onOpenFirst: (profileId: string, column: string) => void
  readonly onEdit: (profileId: string) => void
}

/** The tenants of a run by its checks, and what the chosen cell says. */
export const MatrixView = ({ run, tagsOf, isStored, onOpen, onOpenFirst, onEdit }: MatrixViewProps) => {
  const look = useFleet((state) => state.look)
  const place = useFleet((state) => state.place)
  const { setLook } = useFleet.getState()
  const shownLook = useDeferredValue(look)
  const { tenants } = run
  const names = checkNames(tenants)
  // The same object while nothing came in: a row is drawn again where its tenant changed, and for nothing else.
  const namesKey = JSON.stringify(names)
  const checks = useMemo(
    () => (JSON.parse(namesKey) as string[]).filter((name) => look.check === null || name === look.check),
    [namesKey, look.check],
  )
  const failing = useMemo(() => failingOf(tenants), [tenants])
  const rows = useMemo(() => matrixRows(tenants, shownLook, tagsOf), [tenants, shownLook, tagsOf])
  const tags = useMemo(
    () =>
      [...new Set(tenants.flatMap(({ profileId }) => tagsOf(profileId)))].sort((a, b) =>
        a.localeCompare(b, 'en'),
      ),
    [tenants, tagsOf],
  )
  const runEnded = run.phase === 'ended'
  const details = usePanel('fleet-details', { usual: 300, least: 220, share: 0.5 })
  const isBelow = useMedia(DETAILS_BELOW)
  const chosen = rows.find(({ profileId }) => profileId === place?.profileId) ?? rows[0]
  return (
    <>
      <MatrixToolbar tags={tags} checks={names} shown={rows.length} total={tenants.length} />
      {rows.length === 0 ? (
        <EmptyState
          title="No tenant matches"
          actions={
            <Button
              onClick={() => {
                setLook(ALL_ROWS)
              }}
            >
              Show all tenants
            </Button>
          }
        >
          {counted(tenants.length, 'tenant')} hidden by the search or the filters.
        </EmptyState>
      ) : (
        <div className={styles.split} style={{ '--details': `${String(details.size)}px` } as CSSProperties}>
          <Matrix rows={rows} checks={checks} failing={failing} runEnded={runEnded} onOpen={onOpenFirst} />
          {chosen !== undefined && !isBelow && (
            <Splitter label="Width of the details" controls="fleet-details" panel="right" {...details} />
          )}
          {chosen !== undefined && (
            <CellPanel
              tenant={chosen}
              column={place?.column ?? 'name'}
              runEnded={runEnded}
              onOpen={onOpen}
              onEdit={isStored(chosen.profileId) ? onEdit : null}
            />
          )}
        </div>
      )}
    </>
  )
}
