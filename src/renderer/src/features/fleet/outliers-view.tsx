import { countText, counted } from '../../../../core/comparison/count-text'
import { MAJORITY } from '../../../../core/fleet/fleet'
import type { FleetRun } from '../../../../shared/ipc/fleet'
import { Badge } from '../../ui/badge'
import { EmptyState } from '../../ui/empty-state'
import { Sentence } from '../../ui/sentence'
import { Choice } from '../../ui/choice'
import { Name } from '../../ui/name'
import { useRoving } from '../../ui/use-roving'
import { outlierGroups, type OutlierGroup } from './fleet-text'
import { useFleet } from './fleet-store'
import styles from './outliers-view.module.css'

interface OutliersViewProps {
  readonly run: FleetRun
  /** Looks at the tenant in the matrix. */
  readonly onShow: (profileId: string) => void
}

/** Which tenants are not like the others, setting by setting. */
export const OutliersView = ({ run, onShow }: OutliersViewProps) => {
  const { setBaseline } = useFleet.getState()
  const groups = outlierGroups(run.outliers)
  const ended = run.tenants.filter(({ phase }) => phase === 'ended')
  const byName = new Map(run.tenants.map(({ name, profileId }) => [name, profileId]))
  return (
    <div className={styles.view} data-keeps-focus>
      <div className={styles.bar}>
        <Choice
          label="Hold tenants against"
          value={run.baseline}
          choices={[
            { value: MAJORITY, label: 'what most of them have' },
            ...ended.map(({ name }) => ({ value: name, label: name })),
          ]}
          onChoose={(baseline) => void setBaseline(baseline)}
        />
        <p className={styles.count} role="status">
          {counted(groups.length, 'setting')} with outliers
        </p>
      </div>
      {groups.length === 0 ? (
        <EmptyState title="No outlier">
          {ended.length < 2
            ? 'It takes two tenants that ended to hold one against the other.'
            : 'Of every setting that is known of enough tenants, all have the same. What is not known of a tenant is in no count.'}
        </EmptyState>
      ) : (
        <ul className={styles.groups}>
          {groups.map((group) => (
            <Group
              key={group.key}
              group={group}
              baseline={run.baseline}
              onShow={(name) => {
                const profileId = byName.get(name)
                if (profileId !== undefined) onShow(profileId)
              }}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

interface GroupProps {
  readonly group: OutlierGroup
  readonly baseline: string
  readonly onShow: (tenant: string) => void
}

const Group = ({ group, baseline, onShow }: GroupProps) => {
  const { list, onKeyDown, onFocus, item } = useRoving<HTMLUListElement>(group.outliers.length)
  return (
    <li className={styles.group}>
      <h2>
        <Name>{group.title}</Name>
      </h2>
      <p>
        {baseline === MAJORITY ? (
          <>
            {countText(group.usualCount)} of {counted(group.known, 'tenant')}:{' '}
          </>
        ) : (
          <>
            <Name>{baseline}</Name>, as {countText(group.usualCount)} of {counted(group.known, 'tenant')}
            :{' '}
          </>
        )}
        <Badge tone="neutral">
          <Name>{group.usual}</Name>
        </Badge>
        {group.outliers.length === 1
          ? ', but not this one:'
          : `, but not these ${countText(group.outliers.length)}:`}
      </p>
      <ul ref={list} className={styles.outliers} onKeyDown={onKeyDown} onFocus={onFocus}>
        {group.outliers.map((outlier, index) => (
          <li key={outlier.tenant}>
            <button
              type="button"
              className={styles.tenant}
              {...item(index)}
              title="Look at it in the matrix"
              onClick={() => {
                onShow(outlier.tenant)
              }}
            >
              <Name>{outlier.tenant}</Name>
            </button>
            <Badge tone="warning" icon="differs">
              <Name>{outlier.value}</Name>
            </Badge>
            <span className={styles.message}>
              <Sentence text={outlier.message} />
            </span>
          </li>
        ))}
      </ul>
    </li>
  )
}
