import { Fragment, useState } from 'react'
import type { AuthorityView } from '../../../../shared/ipc/api'
import { Badge } from '../../ui/badge'
import { formatDay } from '../../ui/format'
import { Name } from '../../ui/name'
import styles from './authority-details.module.css'

/** A certificate for a person to check: whose it is, its fingerprint, and whether it is valid now. */
export const AuthorityDetails = ({ authority }: { authority: AuthorityView }) => {
  const { subject, issuer, fingerprint, validFrom, validTo } = authority
  const [now] = useState(() => new Date().toISOString())
  const notValid =
    now > validTo
      ? `expired on ${formatDay(validTo)}`
      : now < validFrom
        ? `not valid before ${formatDay(validFrom)}`
        : null
  return (
    <dl className={styles.details}>
      <dt>Subject</dt>
      <dd>
        <Name>{subject}</Name>
      </dd>
      <dt>Issuer</dt>
      <dd>{issuer === subject ? 'itself' : <Name>{issuer}</Name>}</dd>
      <dt>SHA-256</dt>
      <dd>
        <Fingerprint text={fingerprint} />
      </dd>
      <dt>Valid</dt>
      <dd>
        {formatDay(validFrom)} to {formatDay(validTo)}{' '}
        {notValid !== null && (
          <Badge tone="bad" icon="error">
            {notValid}
          </Badge>
        )}
      </dd>
    </dl>
  )
}

/** Eight pairs of digits a group: as text it stays what OpenSSL and browsers show, for copying and searching. */
const Fingerprint = ({ text }: { text: string }) => (
  <code className={styles.fingerprint}>
    {(text.match(/.{1,24}/g) ?? []).map((group, index) => (
      <Fragment key={`${String(index)} ${group}`}>
        {index > 0 && <wbr />}
        <span>{group}</span>
      </Fragment>
    ))}
  </code>
)
