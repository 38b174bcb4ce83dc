import { useEffect } from 'react'
import { counted } from '../../../../core/comparison/count-text'
import type { HistorySettings as Settings } from '../../../../shared/files/history'
import { ErrorNotice, Notice } from '../../ui/notice'
import { NumberField } from '../../ui/number-field'
import styles from './history-settings.module.css'
import { useHistory, type SettingsAnswer } from './history-store'

interface HistorySettingsProps {
  readonly tenants: readonly { readonly id: string; readonly name: string }[]
}

/** The section of the settings about what is kept, and for how long. */
export const HistorySettings = ({ tenants }: HistorySettingsProps) => {
  const answer = useHistory((state) => state.settings)
  const error = useHistory((state) => state.settingsError)
  const { loadSettings, changeSettings } = useHistory.getState()
  useEffect(() => {
    void loadSettings()
  }, [loadSettings])
  return (
    <>
      <p>
        Crossview keeps each finished comparison and inventory of your tenants on this computer, to say what
        changed since. What is kept is what a snapshot holds: records’ numbers and names, and what was read of
        settings; no secret. It is encrypted with a key that is in the keychain, and sent to nobody.
      </p>
      {error !== null && <ErrorNotice error={error} />}
      {answer === null ? (
        error === null && <p role="status">Loading …</p>
      ) : (
        <Fields answer={answer} tenants={tenants} onChange={(part) => void changeSettings(part)} />
      )}
    </>
  )
}

interface FieldsProps extends HistorySettingsProps {
  readonly answer: SettingsAnswer
  readonly onChange: (part: Partial<Settings>) => void
}

const Fields = ({ answer: { settings, state, notice }, tenants, onChange }: FieldsProps) => (
  <div className={styles.form}>
    {notice !== null && <Notice tone="warning">{notice}</Notice>}
    {state.state === 'unavailable' && (
      <Notice tone="warning" title={`Nothing is kept now: ${state.message}`} advice={state.advice} />
    )}
    <label className={styles.box}>
      <input
        type="checkbox"
        checked={settings.on}
        onChange={({ target }) => {
          onChange({ on: target.checked })
        }}
      />
      Keep a history
    </label>
    <div className={styles.numbers}>
      <NumberField
        label="Results of each application"
        value={settings.count}
        most={5000}
        onChange={(count) => {
          onChange({ count })
        }}
      />
      <NumberField
        label="Days"
        value={settings.days}
        most={3650}
        onChange={(days) => {
          onChange({ days })
        }}
      />
    </div>
    <p className={styles.hint}>
      The oldest beyond these are deleted when a new one is kept. Baselines and signed reviews are never
      deleted by themselves. Switching it off deletes nothing: that is done in a tenant’s history.
    </p>
    {tenants.length > 0 && (
      <fieldset disabled={!settings.on} className={styles.tenants}>
        <legend>
          Tenants that are kept
          {settings.off.length > 0 && `: all but ${counted(settings.off.length, 'tenant')}`}
        </legend>
        <ul>
          {tenants.map(({ id, name }) => (
            <li key={id}>
              <label className={styles.box}>
                <input
                  type="checkbox"
                  checked={settings.on && !settings.off.includes(id)}
                  onChange={({ target }) => {
                    const others = settings.off.filter((each) => each !== id)
                    onChange({ off: target.checked ? others : [...others, id] })
                  }}
                />
                <bdi>{name}</bdi>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
    )}
  </div>
)
