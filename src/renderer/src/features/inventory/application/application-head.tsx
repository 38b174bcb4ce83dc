import { useState, type ReactNode } from 'react'
import type { InventorySummary, EntrySummary } from '../../../../../shared/ipc/inventory'
import { Badge } from '../../../ui/badge'
import { Button } from '../../../ui/button'
import { Certainty } from '../../../ui/certainty'
import { formatDay } from '../../../ui/format'
import { Name } from '../../../ui/name'
import { DecisionDialog } from '../decision-form'
import { loginWords, METHOD_WORDS } from '../../../../../core/inventory/inventory-words'
import { applicationName, scopesWords } from '../inventory-text'
import { DecisionBadge, RiskBadges } from '../table/application-row'
import styles from './application-head.module.css'

interface ApplicationHeadProps {
  readonly summary: InventorySummary
  readonly entry: EntrySummary
  readonly onBack: () => void
  /** null: no connection of the tenant is this application. */
  readonly onCompare: (() => void) | null
  /** Shows its risks and purpose. */
  readonly onDetails: () => void
}

/** Which application is looked at, and what is known of it at a glance. */
export const ApplicationHead = ({ summary, entry, onBack, onCompare, onDetails }: ApplicationHeadProps) => {
  const [deciding, setDeciding] = useState(false)
  const { application, decision } = entry
  return (
    <header className={styles.head}>
      <div className={styles.title}>
        <Button kind="quiet" icon="back" onClick={onBack}>
          Applications
        </Button>
        <h1 title={applicationName(application)}>
          <Name>{applicationName(application)}</Name>
        </h1>
        {application.system && <Badge tone="neutral">Halo’s own</Badge>}
        {application.inactive === true && <Badge tone="neutral">inactive</Badge>}
        <span className={styles.tenant}>
          in <Name>{summary.facts.tenant.name}</Name>
        </span>
        {onCompare === null ? (
          <Button icon="compare" onClick={onDetails} title="No connection of this tenant is this application">
            How to compare for real
          </Button>
        ) : (
          <Button icon="compare" onClick={onCompare}>
            Compare for real
          </Button>
        )}
        {!application.system && (
          <Button
            kind={decision === null ? 'primary' : 'plain'}
            onClick={() => {
              setDeciding(true)
            }}
          >
            {decision === null ? 'Decide…' : 'Change the decision…'}
          </Button>
        )}
      </div>
      <Facts entry={entry} onDetails={onDetails} />
      {deciding && (
        <DecisionDialog
          entry={entry}
          reviewer={summary.review.reviewer}
          onClose={() => {
            setDeciding(false)
          }}
        />
      )}
    </header>
  )
}

const Facts = ({ entry, onDetails }: Pick<ApplicationHeadProps, 'entry' | 'onDetails'>) => {
  const { application, note, risks } = entry
  const { who, kind } = loginWords(entry.application.login, entry.agent)
  return (
    <dl className={styles.facts}>
      <Fact name="Logs in as">
        <Name>{who ?? 'Nobody known'}</Name> <span className={styles.muted}>({kind})</span>
      </Fact>
      <Fact name="Method">
        {application.method === 'unknown' ? (
          <Certainty kind="unknown">{application.methodText ?? undefined}</Certainty>
        ) : (
          METHOD_WORDS[application.method]
        )}
      </Fact>
      <Fact name="Scopes">
        {application.scopes === null ? (
          <Certainty kind="unknown" />
        ) : (
          <span title={application.scopes.join(', ')}>{scopesWords(application.scopes)}</span>
        )}
      </Fact>
      <Fact name="Created">
        {application.createdAt === null ? <Certainty kind="unknown" /> : formatDay(application.createdAt)}
        {application.createdBy !== null && (
          <>
            {' '}
            by <Name>{application.createdBy}</Name>
          </>
        )}
      </Fact>
      <Fact name="Risks">
        {risks.length === 0 ? (
          'None found'
        ) : (
          <button type="button" className={styles.link} onClick={onDetails}>
            <RiskBadges risks={risks} /> Risks and fixes
          </button>
        )}
      </Fact>
      {!application.system && (
        <>
          <Fact name="Purpose">
            <Name>{entry.purpose?.recipe.title ?? note.purpose ?? 'None named'}</Name>
          </Fact>
          <Fact name="Owner">
            <Name>{note.owner ?? 'None named'}</Name>
          </Fact>
          <Fact name="Next review">{note.nextReview === null ? 'Not set' : formatDay(note.nextReview)}</Fact>
          <Fact name="Decision">
            <DecisionBadge entry={entry} />
          </Fact>
        </>
      )}
    </dl>
  )
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)
