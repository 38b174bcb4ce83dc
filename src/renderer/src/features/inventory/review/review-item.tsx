import { countText } from '../../../../../core/comparison/count-text'
import type { EntrySummary } from '../../../../../shared/ipc/inventory'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { formatDay } from '../../../ui/format'
import { Name } from '../../../ui/name'
import { Sentence } from '../../../ui/sentence'
import { useStop } from '../../../ui/use-row-stops'
import { loginWords, RISK_WORDS } from '../../../../../core/inventory/inventory-words'
import { applicationName, bySeverity, scopesWords, SEVERITY_TONES } from '../inventory-text'
import { DecisionBadge } from '../table/application-row'
import styles from './review-view.module.css'

interface ReviewItemProps {
  readonly entry: EntrySummary
  readonly onOpen: (applicationId: string) => void
  readonly onDecide: (applicationId: string) => void
}

/** One application of the review: what speaks for a decision, and what was decided. */
export const ReviewItem = ({ entry, onOpen, onDecide }: ReviewItemProps) => {
  const { application, decision, note, risks, purpose } = entry
  const { who, kind } = loginWords(entry.application.login, entry.agent)
  const name = applicationName(application)
  const worst = bySeverity(risks).slice(0, 3)
  return (
    <li className={styles.item} aria-label={name}>
      <div className={styles.what}>
        <button
          type="button"
          className={styles.name}
          tabIndex={useStop()}
          onClick={() => {
            onOpen(application.id)
          }}
        >
          <Name>{name}</Name>
        </button>
        <p className={styles.muted}>
          <Name>{who ?? 'Nobody known'}</Name> ({kind}) · scopes: {scopesWords(application.scopes)} · purpose:{' '}
          <Name>{purpose?.recipe.title ?? note.purpose ?? 'none named'}</Name> · owner:{' '}
          <Name>{note.owner ?? 'none named'}</Name>
        </p>
      </div>
      <ul className={styles.risks}>
        {worst.map(({ code, severity, message }) => (
          <li key={`${code} ${message}`}>
            <Badge tone={SEVERITY_TONES[severity]} icon={severity}>
              {RISK_WORDS[code]}
            </Badge>{' '}
            <Sentence text={message} />
          </li>
        ))}
        {risks.length > worst.length && (
          <li className={styles.muted}>and {countText(risks.length - worst.length)} more</li>
        )}
      </ul>
      <div className={styles.decision}>
        <DecisionBadge entry={entry} />
        {decision !== null && (
          <p className={styles.muted}>
            <Name>{decision.by}</Name>, {formatDay(decision.on)}
            {decision.until !== null && `, until ${formatDay(decision.until)}`}
            {decision.ticket !== null && (
              <>
                , <Name>{decision.ticket}</Name>
              </>
            )}
          </p>
        )}
        {decision?.reason != null && (
          <p className={styles.muted}>
            <Name>{decision.reason}</Name>
          </p>
        )}
      </div>
      <Button
        aria-label={decision === null ? `Decide: ${name}` : `Change the decision: ${name}`}
        onClick={() => {
          onDecide(application.id)
        }}
      >
        {decision === null ? 'Decide…' : 'Change…'}
      </Button>
    </li>
  )
}
