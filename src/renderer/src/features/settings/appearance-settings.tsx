import { countText } from '../../../../core/comparison/count-text'
import type { AppInfo } from '../../../../shared/ipc/api'
import { usePreferences } from '../../preferences-store'
import { Choice } from '../../ui/choice'
import { ErrorNotice, Notice } from '../../ui/notice'
import styles from './settings.module.css'
import { THEMES } from './themes'
import { useChosenHere } from './use-chosen-here'

/** In percent, as browsers have them. */
const ZOOMS = [50, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400, 500] as const

/** The section of the settings about how the window looks. */
export const AppearanceSettings = ({ host }: { host: AppInfo['host'] }) => {
  const { theme, zoom, notice } = usePreferences(({ preferences }) => preferences)
  const { choose, error } = useChosenHere()
  const percent = Math.round(zoom * 100)
  const zooms = [...new Set<number>([...ZOOMS, percent])].sort((one, other) => one - other)
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      {notice !== null && <Notice tone="warning">{notice}</Notice>}
      <Choice
        label="Theme"
        value={theme}
        choices={THEMES}
        onChoose={(chosen) => {
          choose({ theme: chosen })
        }}
      />
      <p className={styles.hint}>“System” follows what is set for this computer, as it changes.</p>
      {host === 'electron' ? (
        <Choice
          label="Zoom"
          value={countText(percent)}
          choices={zooms.map((each) => ({ value: countText(each), label: `${countText(each)} %` }))}
          onChoose={(chosen) => {
            choose({ zoom: Number(chosen) / 100 })
          }}
        />
      ) : (
        <p className={styles.hint}>
          Zoom is the browser’s here: Ctrl and + makes everything larger, Ctrl and − smaller.
        </p>
      )}
    </>
  )
}
