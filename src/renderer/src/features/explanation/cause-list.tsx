import { countText, counted } from '../../../../core/comparison/count-text'
import type { Resource } from '../../../../core/halo/resource'
import { resourceDefinition } from '../../../../core/halo/resource'
import type { DescribedStep, SummaryAnswer } from '../../../../shared/ipc/analysis'
import { Button } from '../../ui/button'
import { listed } from '../../ui/format'
import { Sentence } from '../../ui/sentence'
import { CauseCard } from './cause-card'
import styles from './cause-list.module.css'
import type { RelevantCause, RelevantCauses } from './select-causes'

interface CauseListProps {
  readonly resource: Resource
  readonly relevant: RelevantCauses
  /** What the comparison comes to; null while it is not known. */
  readonly answer: SummaryAnswer | null
  /** Whether single changes are for all that is asked about: they are worked out for whole resources. */
  readonly isWhole: boolean
  readonly predicted: boolean
  /** Tries changes, as their texts ask for them. */
  readonly onTry: (changes: readonly string[]) => void
  readonly onCopy: (cause: RelevantCause) => void
}

/** The settings that hide what is asked about, each once, with how they overlap and the best single change. */
export const CauseList = ({
  resource,
  relevant,
  answer,
  isWhole,
  predicted,
  onTry,
  onCopy,
}: CauseListProps) => {
  const { causes, together } = relevant
  const best = isWhole && answer !== null ? bestSingle(answer.singles, resource) : null
  return (
    <>
      {causes.length > 1 && <p className={styles.overlap}>{overlapWords(relevant, resource)}</p>}
      {best !== null && (together === null || together > 0) && (
        <div className={styles.best}>
          <h4>
            Best single change: +{counted(best.adds, resourceDefinition(resource).one, labelOf(resource))}
          </h4>
          <p>
            <Sentence text={best.step.changes.map(({ text }) => text).join(' ')} />
          </p>
          <Button
            onClick={() => {
              onTry(best.step.changes.map(({ change }) => change))
            }}
          >
            Try it
          </Button>
        </div>
      )}
      {causes.map((each) => (
        <CauseCard
          key={each.index}
          relevant={each}
          resource={resource}
          predicted={predicted}
          changes={answer?.changes[each.index] ?? []}
          onTry={onTry}
          onCopy={onCopy}
        />
      ))}
    </>
  )
}

const labelOf = (resource: Resource): string => resourceDefinition(resource).label.toLowerCase()

/** "758, 1,085, 613 and 237 overlap: together they hide 1,398 tickets." */
export const overlapWords = ({ causes, together }: RelevantCauses, resource: Resource): string => {
  const known = causes.filter(({ hides }) => hides > 0)
  const sum = known.reduce((total, { hides }) => total + hides, 0)
  if (together === null || known.length < 2)
    return `${counted(causes.length, 'setting')}: a record may be hidden by several, and all of those must change before it appears.`
  const what = counted(together, resourceDefinition(resource).one, labelOf(resource))
  return sum === together
    ? `Together they hide ${what}.`
    : `${listed(known.map(({ hides }) => countText(hides)))} overlap: together they hide ${what}. What several hide appears when all of those have changed.`
}

/** Of single changes the one that shows most of a resource. */
const bestSingle = (
  singles: readonly DescribedStep[],
  resource: Resource,
): { readonly step: DescribedStep; readonly adds: number } | null => {
  const [best] = singles
    .map((step) => ({ step, adds: step.adds.find((add) => add.resource === resource)?.records ?? 0 }))
    .filter(({ adds }) => adds > 0)
    .sort((a, b) => b.adds - a.adds)
  return best ?? null
}
