import { counted } from '../../../../../core/comparison/count-text'
import type { ImportPreview } from '../../../../../shared/ipc/api'
import { AuthorityDetails } from '../authority-details'
import styles from './import-dialog.module.css'

/** What a person ticked: fingerprints, and proxies. */
export interface ConfirmedTrust {
  readonly authorities: readonly string[]
  readonly proxies: readonly string[]
}

export const NOTHING_CONFIRMED: ConfirmedTrust = { authorities: [], proxies: [] }

interface ImportTrustProps {
  readonly preview: Pick<ImportPreview, 'authorities' | 'proxies'>
  readonly confirmed: ConfirmedTrust
  readonly onChange: (confirmed: ConfirmedTrust) => void
}

/**
 * The certificates and proxies that tenants of a file bring with them, each once, to be confirmed
 * by a person; nothing for most files.
 */
export const ImportTrust = ({ preview, confirmed, onChange }: ImportTrustProps) => {
  const { authorities, proxies } = preview
  if (authorities.length === 0 && proxies.length === 0) return null
  return (
    <section aria-labelledby="import-trust">
      <h3 id="import-trust">To be confirmed by you</h3>
      <p>
        These decide who can read what is sent, secrets included. Tick those you know. A tenant with one that
        is not ticked is imported too, but sends nothing until you edit it and confirm it there.
      </p>
      <ul className={styles.trust}>
        {authorities.map((authority) => {
          const { fingerprint, tenants } = authority
          return (
            <li key={fingerprint}>
              <AuthorityDetails authority={authority} />
              <Tick
                label={`I compared this fingerprint, and the certificate is our own (used by ${counted(tenants, 'tenant')})`}
                checked={confirmed.authorities.includes(fingerprint)}
                onChange={(checked) => {
                  onChange({
                    ...confirmed,
                    authorities: toggled(confirmed.authorities, fingerprint, checked),
                  })
                }}
              />
            </li>
          )
        })}
        {proxies.map(({ proxy, tenants }) => (
          <li key={proxy}>
            <Tick
              label={`${proxy} is our own proxy (used by ${counted(tenants, 'tenant')})`}
              checked={confirmed.proxies.includes(proxy)}
              onChange={(checked) => {
                onChange({ ...confirmed, proxies: toggled(confirmed.proxies, proxy, checked) })
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

const toggled = (all: readonly string[], one: string, isIn: boolean): readonly string[] =>
  isIn ? [...all, one] : all.filter((each) => each !== one)

const Tick = (props: { label: string; checked: boolean; onChange: (checked: boolean) => void }) => (
  <label className={styles.tick}>
    <input
      type="checkbox"
      checked={props.checked}
      onChange={(event) => {
        props.onChange(event.target.checked)
      }}
    />
    <span>{props.label}</span>
  </label>
)
