import { counted } from '../../../../core/comparison/count-text'
import type { SettingChange } from '../../../../core/drift/drift'
import { SIDE_WORDS } from '../../../../core/words/words'
import type { DriftAnswer } from '../../../../shared/ipc/history'
import { Badge } from '../../ui/badge'
import { Sentence } from '../../ui/sentence'
import { movesOf } from './drift-rows'
import type { OnPlace } from './drift-view'
import styles from './drift-view.module.css'
import { MoveDetails } from './moved-records'

const CHANGE_WORDS: Readonly<Record<SettingChange['change'], string>> = {
  added: 'Added',
  removed: 'Removed',
  changed: 'Changed',
}

const CHANGE_ICONS = { added: 'add', removed: 'close', changed: 'edit' } as const

/** What somebody set otherwise, each with the records that moved because of it. */
export const SettingChanges = ({ answer, onPlace }: { answer: DriftAnswer; onPlace: OnPlace }) => {
  const { settings } = answer.drift
  if (settings.length === 0) return null
  return (
    <section aria-labelledby="drift-settings">
      <h4 id="drift-settings">{counted(settings.length, 'setting')} changed</h4>
      <ul className={styles.settings}>
        {settings.map((setting, index) => {
          const moves = movesOf(answer, index)
          return (
            <li key={index}>
              <p className={styles.setting}>
                <Badge tone="neutral" icon={CHANGE_ICONS[setting.change]}>
                  {CHANGE_WORDS[setting.change]}
                </Badge>
                {setting.side !== null && <Badge tone={setting.side}>{SIDE_WORDS[setting.side]}</Badge>}
                <Sentence text={setting.message} />
              </p>
              {moves.length === 0 ? (
                <p className={styles.muted}>No record is known to have moved because of it.</p>
              ) : (
                moves.map((rows) => (
                  <MoveDetails
                    key={rows.key}
                    rows={rows}
                    together={rows.move.because
                      .filter((other) => other !== index)
                      .flatMap((other) => settings[other]?.message.replace(/\.$/, '') ?? [])}
                    onPlace={onPlace}
                  />
                ))
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
