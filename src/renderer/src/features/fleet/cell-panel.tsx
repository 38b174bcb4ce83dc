import type { FleetCheck } from '../../../../core/fleet/fleet'
import { SEVERITY_WORDS } from '../../../../core/words/words'
import type { FleetResultKind, FleetTenantProgress } from '../../../../shared/ipc/fleet'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { formatMoment } from '../../ui/format'
import { Name } from '../../ui/name'
import { Sentence } from '../../ui/sentence'
import { counted } from '../../../../core/comparison/count-text'
import styles from './cell-panel.module.css'
import { checkState, checkTitle, tenantState } from './fleet-text'
import { checkOf } from './matrix-rows'

interface CellPanelProps {
  readonly tenant: FleetTenantProgress
  /** `name`, `state` or a check's name. */
  readonly column: string
  readonly runEnded: boolean
  readonly onOpen: (profileId: string, kind: FleetResultKind) => void
  /** null: the tenant is not stored any more. */
  readonly onEdit: ((profileId: string) => void) | null
}

/** What the cell that has the focus says in full: the tenant, the check, what is wrong, and where it is looked into. */
export const CellPanel = ({ tenant, column, runEnded, onOpen, onEdit }: CellPanelProps) => {
  const isCheck = column !== 'name' && column !== 'state'
  const check = isCheck ? checkOf(tenant, column) : undefined
  return (
    <aside id="fleet-details" className={styles.panel} aria-label="Details" data-region>
      <h2>
        <Name>{tenant.name}</Name>
      </h2>
      {isCheck ? (
        <CheckDetails name={column} check={check} />
      ) : (
        <TenantDetails tenant={tenant} runEnded={runEnded} />
      )}
      <Ways tenant={tenant} runEnded={runEnded} onOpen={onOpen} onEdit={onEdit} />
    </aside>
  )
}

const CheckDetails = ({ name, check }: { name: string; check: FleetCheck | undefined }) => {
  const state = checkState(check)
  return (
    <>
      <h3>{checkTitle(name)}</h3>
      {check === undefined || state === null ? (
        <p>This was not checked of this tenant.</p>
      ) : (
        <>
          <Badge tone={state.tone} icon={state.icon}>
            {state.words}
          </Badge>
          <p>
            <Sentence text={check.message} />
          </p>
          {check.state === 'fails' && (
            <p className={styles.muted}>Severity: {SEVERITY_WORDS[check.severity]}</p>
          )}
          <p className={styles.muted}>{NEXT[check.state]}</p>
        </>
      )}
    </>
  )
}

/** What to do about a check. Reasons and fixes stand where the whole tenant is told. */
const NEXT: Readonly<Record<FleetCheck['state'], string>> = {
  holds: 'Nothing has to be done.',
  fails: 'Open the tenant below: it says why, down to the record, and the smallest fix.',
  unknown: 'This is not known, which is no pass: see what the tenant is missing, then run it again.',
}

const TenantDetails = ({ tenant, runEnded }: { tenant: FleetTenantProgress; runEnded: boolean }) => {
  const state = tenantState(tenant, runEnded)
  if (tenant.phase !== 'ended')
    return (
      <>
        <Badge tone={state.tone} icon={state.icon}>
          {state.words}
        </Badge>
        {tenant.phase === 'running' && <p>{counted(tenant.requests, 'request')} so far</p>}
      </>
    )
  const { message, counts, finishedAt } = tenant.part
  return (
    <>
      <Badge tone={state.tone} icon={state.icon}>
        {state.words}
      </Badge>
      <p>
        <Sentence text={message} />
      </p>
      <p className={styles.muted}>
        {counted(counts.requests, 'request')} · ended {formatMoment(finishedAt)}
      </p>
    </>
  )
}

const LABELS: Readonly<Record<FleetResultKind, string>> = {
  comparison: 'Open its summary',
  applications: 'Open its applications',
}

const Ways = ({ tenant, runEnded, onOpen, onEdit }: Omit<CellPanelProps, 'column'>) => {
  if (tenant.phase !== 'ended' && !runEnded) return null
  const { results, dropped } =
    tenant.phase === 'ended' ? tenant : { results: [] as const, dropped: [] as const }
  return (
    <div className={styles.ways}>
      {results.map((kind) => (
        <Button
          key={kind}
          icon={kind === 'comparison' ? 'compare' : 'key'}
          onClick={() => {
            onOpen(tenant.profileId, kind)
          }}
        >
          {LABELS[kind]}
        </Button>
      ))}
      {dropped.length > 0 && (
        <p className={styles.muted}>
          {dropped.map((kind) => DROPPED[kind]).join(' ')} Run this tenant alone to see it.
        </p>
      )}
      {onEdit !== null && tenant.phase === 'ended' && tenant.part.state === 'failed' && (
        <Button
          icon="edit"
          onClick={() => {
            onEdit(tenant.profileId)
          }}
        >
          Edit the tenant
        </Button>
      )}
    </div>
  )
}

const DROPPED: Readonly<Record<FleetResultKind, string>> = {
  comparison: 'Its comparison made room for newer ones.',
  applications: 'Its applications made room for newer ones.',
}
