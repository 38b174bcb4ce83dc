import { counted } from '../../../../../core/comparison/count-text'
import type { AppInfo } from '../../../../../shared/ipc/api'
import { Button } from '../../../ui/button'
import { ErrorNotice, Notice } from '../../../ui/notice'
import { KeychainBanner } from './keychain-banner'
import { wantsSecrets } from '../profile-text'
import { useProfiles } from '../profiles-store'
import styles from './tenants-screen.module.css'

interface TenantsNoticesProps {
  readonly keychain: AppInfo['keychain'] | null
  readonly onRecheckKeychain: () => Promise<void>
  readonly onEnterSecrets: (ids: readonly string[]) => void
}

/** What the admin should know before working with the tenants. */
export const TenantsNotices = ({ keychain, onRecheckKeychain, onEnterSecrets }: TenantsNoticesProps) => (
  <>
    {keychain !== null && keychain.status !== 'ready' && (
      <KeychainBanner keychain={keychain} onCheckAgain={onRecheckKeychain} />
    )}
    <StoreNotices />
    <MissingSecrets onEnterSecrets={onEnterSecrets} />
  </>
)

/** How the stored tenants could be read. */
const StoreNotices = () => {
  const list = useProfiles((state) => state.list)
  const error = useProfiles((state) => state.error)
  const { dismissError, load } = useProfiles.getState()
  return (
    <>
      {list !== null && list.notice !== null && <Notice tone="warning">{list.notice}</Notice>}
      {list?.readOnly === true && (
        <Notice tone="warning" title="The tenants are read-only">
          A newer Crossview wrote them. They can be compared but not changed; update this Crossview to change
          them.
        </Notice>
      )}
      {error !== null && <ErrorNotice error={error} onDismiss={dismissError} />}
      {list === null && error === null && (
        <p className={styles.loading} role="status">
          Loading tenants…
        </p>
      )}
      {list === null && error !== null && (
        <Button icon="refresh" className={styles.retry} onClick={() => void load()}>
          Read the tenants again
        </Button>
      )}
    </>
  )
}

/** One has its badge; for several, as after an import, there is one place to enter them all. */
const MissingSecrets = ({ onEnterSecrets }: Pick<TenantsNoticesProps, 'onEnterSecrets'>) => {
  const list = useProfiles((state) => state.list)
  const incomplete = list?.profiles.filter(wantsSecrets) ?? []
  if (incomplete.length < 2) return null
  return (
    <Notice
      tone="info"
      title={`${counted(incomplete.length, 'tenant')} need secrets`}
      actions={
        <Button
          icon="key"
          onClick={() => {
            onEnterSecrets(incomplete.map(({ profile }) => profile.id))
          }}
        >
          Enter the secrets
        </Button>
      }
    >
      Secrets are never in an import or a copy.
    </Notice>
  )
}
