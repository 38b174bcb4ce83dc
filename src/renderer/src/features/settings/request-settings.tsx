import { counted, countText } from '../../../../core/comparison/count-text'
import { HALO_LIMIT, PROPOSED_SHARE } from '../../../../shared/allowance'
import { usePreferences } from '../../preferences-store'
import { Button } from '../../ui/button'
import { ErrorNotice } from '../../ui/notice'
import { NumberField } from '../../ui/number-field'
import styles from './settings.module.css'
import { useChosenHere } from './use-chosen-here'

/** The section of the settings about how much of a tenant's allowance is used. */
export const RequestSettings = () => {
  const share = usePreferences(({ preferences }) => preferences.share)
  const { choose, error } = useChosenHere()
  const used = share ?? PROPOSED_SHARE
  return (
    <>
      {error !== null && <ErrorNotice error={error} />}
      <p>
        Halo allows a tenant {counted(HALO_LIMIT, 'request')} in 5 minutes, for all that uses its API
        together: what Crossview takes is not there for production integrations.
      </p>
      <div className={styles.number}>
        <NumberField
          label="Percent that Crossview may use"
          value={Math.round(used * 100)}
          most={100}
          onChange={(percent) => {
            choose({ share: percent / 100 })
          }}
        />
        {share !== null && (
          <Button
            kind="quiet"
            onClick={() => {
              choose({ share: null })
            }}
          >
            As proposed, {countText(PROPOSED_SHARE * 100)} %
          </Button>
        )}
      </div>
      <p className={styles.hint} role="status">
        At most {counted(Math.floor(HALO_LIMIT * used), 'request')} in 5 minutes to each tenant. It counts for
        what is under way as well. Less is gentler and takes longer.
      </p>
    </>
  )
}
