import type { ComparisonSummary } from '../../../../shared/ipc/api'
import type { SummaryAnswer } from '../../../../shared/ipc/analysis'
import { Icon } from '../../ui/icon'
import { Sentence } from '../../ui/sentence'
import styles from './lead.module.css'
import { headline } from './summary-text'

const ICONS = { good: 'check', bad: 'blocked', warning: 'warning' } as const

/** What the comparison comes to, and what to do first. */
export const Lead = ({ summary, answer }: { summary: ComparisonSummary; answer: SummaryAnswer }) => {
  const { tone, title, more } = headline(summary, answer)
  return (
    <section className={`${styles.lead ?? ''} ${styles[tone] ?? ''}`} aria-labelledby="lead-heading">
      <Icon name={ICONS[tone]} className={styles.icon} />
      <div className={styles.said}>
        <h2 id="lead-heading">{title}</h2>
        {more !== null && (
          <p>
            <Sentence text={more} />
          </p>
        )}
      </div>
      {answer.first.length > 0 && (
        <section className={styles.first} aria-labelledby="first-heading">
          <h3 id="first-heading">What to do first</h3>
          <ol>
            {answer.first.map((sentence) => (
              <li key={sentence}>
                <Sentence text={sentence} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </section>
  )
}
