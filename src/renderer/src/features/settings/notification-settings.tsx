import type { AppInfo } from '../../../../shared/ipc/api'
import { usePreferences } from '../../preferences-store'
import { ErrorNotice } from '../../ui/notice'
import styles from './settings.module.css'
import { useChosenHere } from './use-chosen-here'

/** The section of the settings about what is told while the window is in the background. */
export const NotificationSettings = ({ host }: { host: AppInfo['host'] }) => {
  const notify = usePreferences(({ preferences }) => preferences.notify)
  const { choose, error } = useChosenHere()
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      {host === 'electron' ? (
        <>
          <label className={styles.box}>
            <input
              type="checkbox"
              checked={notify}
              onChange={({ target }) => {
                choose({ notify: target.checked })
              }}
            />
            Tell me when a long run ends
          </label>
          <p className={styles.hint}>
            By a notification of the system, only while this window is in the background.
          </p>
        </>
      ) : (
        <p className={styles.hint}>
          The fallback window sends no notifications of the system: its title says when a run has ended.
        </p>
      )}
    </>
  )
}
