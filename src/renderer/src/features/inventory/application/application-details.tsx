import type { EntrySummary, InventorySummary } from '../../../../../shared/ipc/inventory'
import { resourceDefinition } from '../../../../../core/halo/resource'
import { Certainty } from '../../../ui/certainty'
import { formatMoment } from '../../../ui/format'
import { Name } from '../../../ui/name'
import { Sentence } from '../../../ui/sentence'
import { agreementWords } from '../../../../../core/inventory/inventory-words'
import { bySeverity, isAgreed } from '../inventory-text'
import styles from './application-details.module.css'
import { NoteForm } from './note-form'
import { PurposePanel } from './purpose-panel'
import { ReferenceSteps } from './reference-steps'
import { RiskCard } from './risk-card'

interface ApplicationDetailsProps {
  readonly summary: InventorySummary
  readonly entry: EntrySummary
  /** The comparison that shows its view, which knows the recipes. */
  readonly runId: string
}

/** Risks with their fixes, what it is for, and how far its prediction was proven. */
export const ApplicationDetails = ({ summary, entry, runId }: ApplicationDetailsProps) => {
  const { application, risks } = entry
  return (
    <div className={styles.columns} tabIndex={0} role="region" aria-label="Risks and purpose">
      <section aria-labelledby="risks-heading" className={styles.column}>
        <h2 id="risks-heading">Risks</h2>
        {application.system ? (
          <p className={styles.muted}>This application is Halo’s own: it is listed, and not judged.</p>
        ) : risks.length === 0 ? (
          <p className={styles.muted}>None of the known risks was found.</p>
        ) : (
          bySeverity(risks).map((risk) => <RiskCard key={`${risk.code} ${risk.message}`} risk={risk} />)
        )}
        <h2>Scopes</h2>
        {application.scopes === null ? (
          <p>
            <Certainty kind="unknown" /> Its scopes could not be read.
          </p>
        ) : (
          <p className={styles.scopes}>
            {application.scopes.length === 0 ? 'None is ticked.' : application.scopes.join(', ')}
          </p>
        )}
        {application.description !== null && (
          <>
            <h2>Description</h2>
            <p>
              <Name>{application.description}</Name>
            </p>
          </>
        )}
      </section>
      <section aria-label="Purpose and proof" className={styles.column}>
        {!application.system && (
          <>
            <h2>Purpose and owner</h2>
            <NoteForm key={application.id} inventoryId={summary.inventoryId} entry={entry} runId={runId} />
            <PurposePanel entry={entry} />
          </>
        )}
        <h2>Predicted against seen</h2>
        <Agreement summary={summary} entry={entry} />
        <ReferenceSteps entry={entry} />
      </section>
    </div>
  )
}

const Agreement = ({ summary, entry }: Pick<ApplicationDetailsProps, 'summary' | 'entry'>) => {
  const agreement = summary.calibration.agreement.filter(
    ({ applicationId }) => applicationId === entry.application.id,
  )
  if (agreement.length === 0) {
    return (
      <p className={styles.muted}>
        <Certainty kind="predicted" /> This application was not compared for real yet.
      </p>
    )
  }
  return (
    <ul className={styles.list}>
      {agreement.map((each) => (
        <li key={each.resource}>
          <Certainty kind="observed">{isAgreed(each) ? 'Agrees' : 'Disagrees'}</Certainty>{' '}
          {resourceDefinition(each.resource).label}: <Sentence text={agreementWords(each)} />{' '}
          <span className={styles.muted}>({formatMoment(each.comparedAt)})</span>
        </li>
      ))}
    </ul>
  )
}
