import { counted } from '../../../../core/comparison/count-text'
import type { FleetRun } from '../../../../shared/ipc/fleet'
import { Icon } from '../../ui/icon'
import { Name } from '../../ui/name'
import { Sentence } from '../../ui/sentence'
import { isMissing } from './matrix-rows'
import { tenantState } from './fleet-text'
import styles from './fleet.module.css'

/** Once a run ended: which tenants are missing something, and why. */
export const MissingTenants = ({ run }: { run: FleetRun }) => {
  const missing = run.tenants.filter(isMissing)
  if (run.phase !== 'ended' || missing.length === 0) return null
  return (
    <details className={styles.missing}>
      <summary>
        <Icon name="warning" /> {counted(missing.length, 'tenant')} missing something: why
      </summary>
      <ul>
        {missing.map((tenant) => {
          const state = tenantState(tenant, true)
          return (
            <li key={tenant.profileId}>
              <Icon name={state.icon} />
              <b>
                <Name>{tenant.name}</Name>
              </b>
              <span>
                {state.words}.{' '}
                <Sentence
                  text={
                    tenant.phase === 'ended'
                      ? tenant.part.message
                      : 'The run was cancelled before its turn came.'
                  }
                />
              </span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}
