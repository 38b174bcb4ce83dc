import type { Risk } from '../../../../../core/inventory/inventory'
import { owaspWords } from '../../../../../core/inventory/inventory-words'
import { SEVERITY_WORDS } from '../../../../../core/words/words'
import { Badge } from '../../../ui/badge'
import { EvidenceList } from '../../../ui/evidence-list'
import { Icon } from '../../../ui/icon'
import { Sentence } from '../../../ui/sentence'
import { SEVERITY_TONES } from '../inventory-text'
import styles from './application-details.module.css'

/** One risk: how bad it is, what shows it and the fix with Halo's click path. */
export const RiskCard = ({ risk: { code, severity, message, evidence, fix, owasp } }: { risk: Risk }) => (
  <article className={`${styles.card ?? ''} ${styles[severity] ?? ''}`}>
    <header className={styles.cardHead}>
      <Badge tone={SEVERITY_TONES[severity]} icon={severity}>
        {SEVERITY_WORDS[severity]}
      </Badge>
      <code>{code}</code>
      {owasp !== null && (
        <span className={styles.muted} title="OWASP Non-Human Identities Top 10 2025">
          OWASP {owaspWords(owasp)}
        </span>
      )}
    </header>
    <h3>
      <Sentence text={message} />
    </h3>
    <EvidenceList evidence={evidence} className={styles.evidence} />
    {fix !== null && (
      <div className={styles.fix}>
        <h4>
          <Icon name="edit" /> Fix
        </h4>
        <p>
          <Sentence text={fix.text} />
        </p>
        {fix.path !== null && (
          <p className={styles.path}>
            <Sentence text={fix.path} />
          </p>
        )}
      </div>
    )}
  </article>
)
