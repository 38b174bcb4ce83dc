import { memo } from 'react'
import type { FleetCheck } from '../../../../core/fleet/fleet'
import { counted } from '../../../../core/comparison/count-text'
import type { FleetTenantProgress } from '../../../../shared/ipc/fleet'
import { Icon } from '../../ui/icon'
import { Name } from '../../ui/name'
import { checkState, tenantState, type StateWords } from './fleet-text'
import { checksOf } from './matrix-rows'
import styles from './matrix.module.css'

interface MatrixRowProps {
  readonly tenant: FleetTenantProgress
  readonly checks: readonly string[]
  /** Places of the checks that are drawn. */
  readonly drawn: readonly number[]
  readonly index: number
  /** In CSS pixels from the top. */
  readonly start: number
  /** The column whose cell is the tab stop; null: it is in another row. */
  readonly stop: string | null
  readonly runEnded: boolean
  readonly onOpen: (profileId: string, column: string) => void
}

/** One tenant. Drawn again when something of it changes, and not for its neighbours. */
export const MatrixRow = memo(
  ({ tenant, checks, drawn, index, start, stop, runEnded, onOpen }: MatrixRowProps) => {
    const state = tenantState(tenant, runEnded)
    const byName = new Map(checksOf(tenant).map((check) => [check.name, check]))
    return (
      <div
        role="row"
        aria-rowindex={index + 2}
        data-tenant={tenant.profileId}
        className={styles.row}
        style={{ top: start }}
        onDoubleClick={({ target }) => {
          const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
          onOpen(tenant.profileId, cell?.dataset['column'] ?? 'name')
        }}
      >
        <div
          role="rowheader"
          aria-colindex={1}
          data-column="name"
          className={styles.name}
          title={tenant.name}
          {...stopOf(stop === 'name')}
        >
          <Name>{tenant.name}</Name>
        </div>
        <div
          role="gridcell"
          aria-colindex={2}
          data-column="state"
          className={`${styles.cell ?? ''} ${styles[state.tone] ?? ''}`}
          title={tenant.phase === 'ended' ? tenant.part.message : state.words}
          {...stopOf(stop === 'state')}
        >
          <Icon name={state.icon} className={tenant.phase === 'running' ? styles.running : undefined} />
          <span className={styles.words}>{state.words}</span>
          {tenant.phase === 'running' && (
            <span className={styles.requests}>{counted(tenant.requests, 'request')}</span>
          )}
        </div>
        {drawn.map((at) => {
          const name = checks[at]
          if (name === undefined) return null
          return (
            <CheckCell
              key={name}
              name={name}
              column={at + 3}
              check={byName.get(name)}
              isStop={stop === name}
              isKnown={tenant.phase === 'ended'}
            />
          )
        })}
      </div>
    )
  },
)

interface CheckCellProps {
  readonly name: string
  readonly column: number
  readonly check: FleetCheck | undefined
  readonly isStop: boolean
  /** Whether the tenant ended: then it does not have a check that is not there. */
  readonly isKnown: boolean
}

const CheckCell = ({ name, column, check, isStop, isKnown }: CheckCellProps) => {
  const state: StateWords | null = checkState(check)
  return (
    <div
      role="gridcell"
      aria-colindex={column}
      data-column={name}
      style={{ gridColumn: column }}
      className={`${styles.cell ?? ''} ${state === null ? (styles.none ?? '') : (styles[state.tone] ?? '')}`}
      {...stopOf(isStop)}
    >
      {state === null ? (
        <>
          <span aria-hidden="true">{isKnown ? '–' : '…'}</span>
          <span className="visually-hidden">{isKnown ? 'Not checked' : 'Not known yet'}</span>
        </>
      ) : (
        <>
          <Icon name={state.icon} />
          <span className={styles.words}>{state.words}</span>
        </>
      )}
    </div>
  )
}

const stopOf = (isStop: boolean) =>
  isStop ? ({ tabIndex: 0, 'data-stop': true } as const) : ({ tabIndex: -1 } as const)
