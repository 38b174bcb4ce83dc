import { counted } from '../../../../../core/comparison/count-text'
import { resourceDefinition } from '../../../../../core/halo/resource'
import type { Reduction } from '../../../../../core/inventory/inventory'
import { RECIPE_ITEM_WORDS, RECIPE_RESULT_WORDS } from '../../../../../core/words/words'
import type { EntrySummary } from '../../../../../shared/ipc/inventory'
import { Badge } from '../../../ui/badge'
import { Icon } from '../../../ui/icon'
import { Name } from '../../../ui/name'
import { Sentence } from '../../../ui/sentence'
import styles from './application-details.module.css'

const RESULTS = {
  meets: ['good', 'check'],
  missing: ['bad', 'close'],
  unknown: ['neutral', 'unknown'],
} as const

/** The application against its purpose, and what it can do without. */
export const PurposePanel = ({ entry: { purpose, note } }: { entry: EntrySummary }) => {
  if (purpose === null) {
    return (
      <p className={styles.muted}>
        {note.purpose === null
          ? 'Without a purpose nothing tells which of its rights it needs.'
          : 'The recipe of this name is not known any more.'}
      </p>
    )
  }
  const [tone, icon] = RESULTS[purpose.result]
  const open = purpose.items.filter(({ state }) => state !== 'met')
  return (
    <>
      <p className={styles.row}>
        <Name>{purpose.recipe.title}</Name>
        <Badge tone={tone} icon={icon}>
          {RECIPE_RESULT_WORDS[purpose.result]}
        </Badge>
        {purpose.excess.length > 0 && (
          <Badge tone="warning" icon="moreRecords">
            {counted(purpose.excess.length, 'right')} more than it needs
          </Badge>
        )}
      </p>
      {open.length > 0 && (
        <ul className={styles.list}>
          {open.map(({ what, state, why }) => (
            <li key={what}>
              <b>{RECIPE_ITEM_WORDS[state]}</b>: {what}{' '}
              <span className={styles.muted}>
                (<Sentence text={why} />)
              </span>
            </li>
          ))}
        </ul>
      )}
      {purpose.reductions.map((reduction) => (
        <ReductionCard key={reduction.text} reduction={reduction} />
      ))}
      {purpose.reductions.length === 0 && purpose.excess.length > 0 && (
        <ul className={styles.list}>
          {purpose.excess.map(({ what, why }) => (
            <li key={what}>
              <Sentence text={what} />{' '}
              <span className={styles.muted}>
                (<Sentence text={why} />)
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** What to untick, and exactly what goes with it. */
const ReductionCard = ({ reduction: { text, hides, rights } }: { reduction: Reduction }) => (
  <article className={styles.fix}>
    <h4>
      <Icon name="less" /> Nothing its purpose needs is lost
    </h4>
    <p>
      <Sentence text={text} />
    </p>
    <p className={styles.muted}>
      {hides.length === 0
        ? 'No record that it would see goes.'
        : `It would no longer see (predicted): ${hides.map(hiddenWords).join(', ')}.`}
      {rights.length > 0 && ` Rights that go: ${rights.join(', ')}.`}
    </p>
  </article>
)

const hiddenWords = ({ resource, records, unknown }: Reduction['hides'][number]): string => {
  const { one, label } = resourceDefinition(resource)
  return (
    counted(records, one, label.toLowerCase()) +
    (unknown > 0 ? ` (${counted(unknown, 'other')} unknown)` : '')
  )
}
