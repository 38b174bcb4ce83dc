import { useState } from 'react'
import { findingsWithoutCause } from '../../../../core/comparison/cause'
import { counted } from '../../../../core/comparison/count-text'
import type { Finding } from '../../../../core/comparison/finding'
import { resourceDefinition } from '../../../../core/halo/resource'
import { barWords } from '../../../../core/summary/picture'
import type { ResourceBar } from '../../../../core/summary/summary'
import { coverageWords, SEVERITY_WORDS } from '../../../../core/words/words'
import type { ComparisonSummary } from '../../../../shared/ipc/api'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { Sentence } from '../../ui/sentence'
import { SEVERITY_TONES } from './causes'
import styles from './others.module.css'
import { missingSentences, segmentWords } from './summary-text'

/** What was compared, and in words what was not. */
export const Coverage = ({ summary }: { summary: ComparisonSummary }) => {
  const missing = missingSentences(summary)
  const { gaps } = summary.configuration
  return (
    <section aria-labelledby="coverage-heading">
      <h2 id="coverage-heading">Coverage</h2>
      {summary.predicted === null && <p>{coverageWords(summary.coverage)}.</p>}
      {missing.length + gaps.length > 0 && (
        <ul className={styles.list}>
          {[...missing, ...gaps].map((sentence) => (
            <li key={sentence}>
              <Sentence text={sentence} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** So many are shown before the rest is asked for. */
const SHOWN = 4

const SEVERITIES = ['error', 'warning', 'info'] as const

/** Findings that are part of no cause, errors first. */
export const OtherFindings = ({ summary: { findings, causes } }: { summary: ComparisonSummary }) => {
  const [all, setAll] = useState(false)
  const others = findingsWithoutCause({ findings, causes })
  const ordered = SEVERITIES.flatMap((each) => others.filter(({ severity }) => severity === each))
  if (ordered.length === 0) return null
  const shown = all ? ordered : ordered.slice(0, SHOWN)
  return (
    <section aria-labelledby="others-heading">
      <h2 id="others-heading">Also found</h2>
      <ul className={styles.findings}>
        {shown.map((finding, index) => (
          <OtherFinding key={index} finding={finding} />
        ))}
      </ul>
      {shown.length < ordered.length && (
        <Button
          onClick={() => {
            setAll(true)
          }}
        >
          Show all {counted(ordered.length, 'finding')}
        </Button>
      )}
    </section>
  )
}

const OtherFinding = ({ finding: { severity, message, fix, records } }: { finding: Finding }) => (
  <li>
    <Badge tone={SEVERITY_TONES[severity]} icon={severity}>
      {SEVERITY_WORDS[severity]}
    </Badge>
    <div>
      <p>
        <Sentence text={message} />
        {records.length > 0 && ` (${counted(records.length, 'record')})`}
      </p>
      {fix !== null && (
        <p className={styles.muted}>
          <Sentence text={fix.text} />
        </p>
      )}
    </div>
  </li>
)

/** What the application lacks and its purpose does not need: nothing to do. */
export const AsIntended = ({ bars, predicted }: { bars: readonly ResourceBar[]; predicted: boolean }) => {
  const lacking = bars.filter(
    ({ needed, part, segments }) =>
      needed === false &&
      (part === 'refused' || segments.some(({ kind }) => kind === 'only-agent' || kind === 'refused')),
  )
  if (lacking.length === 0) return null
  return (
    <section aria-labelledby="intended-heading">
      <h2 id="intended-heading">As intended</h2>
      <p>Its purpose does not need these, so that it is right not to see them:</p>
      <ul className={styles.list}>
        {lacking.map((bar) => (
          <li key={bar.resource}>
            {resourceDefinition(bar.resource).label}: {barWords(bar, segmentWords(predicted))}
            {bar.segments.length === 0 && bar.part === 'refused' && ', refused'}
          </li>
        ))}
      </ul>
    </section>
  )
}
