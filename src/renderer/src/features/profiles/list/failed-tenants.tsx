import type { TenantFailed } from '../../../../../shared/ipc/tenants'
import { Name } from '../../../ui/name'
import styles from '../many-dialog.module.css'

/** What did not work for which of several tenants; the others are done. */
export const FailedTenants = ({ failed }: { failed: readonly TenantFailed[] }) => (
  <ul className={styles.names} tabIndex={0} aria-label="Not done" role="list">
    {failed.map(({ name, error }, index) => (
      <li key={`${String(index)} ${name}`}>
        <strong>
          <Name>{name === '' ? 'A tenant that is not stored any more' : name}</Name>
        </strong>
        : {[error.message, ...error.advice].join(' ')}
      </li>
    ))}
  </ul>
)
