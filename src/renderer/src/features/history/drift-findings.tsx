import { counted } from '../../../../core/comparison/count-text'
import type { Finding } from '../../../../core/comparison/finding'
import type { FindingDrift } from '../../../../core/drift/drift'
import { SEVERITY_WORDS } from '../../../../core/words/words'
import type { DriftAnswer } from '../../../../shared/ipc/history'
import { Badge } from '../../ui/badge'
import { Sentence } from '../../ui/sentence'
import type { DriftPlace, OnPlace } from './drift-view'
import styles from './drift-view.module.css'

interface Kind {
  readonly kind: keyof FindingDrift
  readonly title: string
  /** Shown folded: nothing to do about it now. */
  readonly folded: boolean
  readonly end: DriftPlace['end']
}

const KINDS: readonly Kind[] = [
  { kind: 'new', title: 'New', folded: false, end: 'to' },
  { kind: 'fixed', title: 'Fixed', folded: false, end: 'from' },
  { kind: 'unknown', title: 'Not known whether new or fixed', folded: false, end: 'to' },
  { kind: 'still', title: 'Still there', folded: true, end: 'to' },
]

/** Findings by what became of them. */
export const DriftFindings = ({ answer, onPlace }: { answer: DriftAnswer; onPlace: OnPlace }) => {
  const { findings } = answer.drift
  if (KINDS.every(({ kind }) => findings[kind].length === 0)) return null
  return (
    <section aria-labelledby="drift-findings">
      <h4 id="drift-findings">Findings</h4>
      {KINDS.map((each) =>
        findings[each.kind].length === 0 ? null : each.folded ? (
          <details key={each.kind} className={styles.records}>
            <summary>
              {each.title}: {counted(findings[each.kind].length, 'finding')}
            </summary>
            <Findings kind={each} answer={answer} onPlace={onPlace} />
          </details>
        ) : (
          <div key={each.kind}>
            <h5>
              {each.title}: {counted(findings[each.kind].length, 'finding')}
            </h5>
            <Findings kind={each} answer={answer} onPlace={onPlace} />
          </div>
        ),
      )}
    </section>
  )
}

const TONES = { error: 'bad', warning: 'warning', info: 'neutral' } as const

const Findings = ({
  kind: { kind, end },
  answer: { drift, findingRecords },
  onPlace,
}: {
  kind: Kind
  answer: DriftAnswer
  onPlace: OnPlace
}) => (
  <ul className={styles.findings}>
    {drift.findings[kind].map((finding, index) => (
      <li key={index}>
        <Badge tone={TONES[finding.severity]} icon={finding.severity}>
          {SEVERITY_WORDS[finding.severity]}
        </Badge>
        <span>
          <button
            type="button"
            className={styles.link}
            onClick={() => {
              onPlace(placeOf(finding, end))
            }}
          >
            <Sentence text={finding.message} />
          </button>
          {(findingRecords[kind][index] ?? 0) > 0 && (
            <span className={styles.muted}> ({counted(findingRecords[kind][index] ?? 0, 'record')})</span>
          )}
        </span>
      </li>
    ))}
  </ul>
)

const placeOf = (finding: Finding, end: DriftPlace['end']): DriftPlace => ({
  end,
  resource: finding.resource,
  record: finding.records[0] ?? null,
  applicationId: null,
})
