import type { ReactNode } from 'react'
import { counted } from '../../../../core/comparison/count-text'
import type { RecipeCheck } from '../../../../core/policy/recipe-check'
import { RECIPE_ITEM_WORDS, RECIPE_RESULT_WORDS } from '../../../../core/words/words'
import { Badge } from '../../ui/badge'
import { Name } from '../../ui/name'
import { Sentence } from '../../ui/sentence'
import styles from './purpose-panel.module.css'

const RESULTS = {
  meets: ['good', 'check'],
  missing: ['bad', 'close'],
  unknown: ['neutral', 'unknown'],
} as const

/** The application against its purpose: what is missing and not known in full, the rest folded. */
export const PurposeCheck = ({ check: { recipe, result, items, excess } }: { check: RecipeCheck }) => {
  const [tone, icon] = RESULTS[result]
  const open = (['missing', 'unknown'] as const).flatMap((state) =>
    items.filter((item) => item.state === state),
  )
  const met = items.filter(({ state }) => state === 'met')
  return (
    <>
      <p className={styles.row}>
        <Name>{recipe.title}</Name>
        <Badge tone={tone} icon={icon}>
          {RECIPE_RESULT_WORDS[result]}
        </Badge>
      </p>
      {open.length > 0 && (
        <ul className={styles.list}>
          {open.map((item) => (
            <Line key={item.what} lead={RECIPE_ITEM_WORDS[item.state]} {...item} />
          ))}
        </ul>
      )}
      {met.length > 0 && (
        <Folded title={`${counted(met.length, 'need')} met`}>
          {met.map((item) => (
            <Line key={item.what} {...item} />
          ))}
        </Folded>
      )}
      {(['high', 'medium', 'low'] as const).map((risk) => {
        const group = excess.filter((each) => each.risk === risk)
        return group.length === 0 ? null : (
          <Folded key={risk} title={`${counted(group.length, 'right')} beyond it, ${risk} risk`}>
            {group.map((each) => (
              <Line key={each.what} {...each} />
            ))}
          </Folded>
        )
      })}
      {recipe.unchecked.length > 0 && (
        <Folded title="What cannot be checked">
          {recipe.unchecked.map((text) => (
            <li key={text}>
              <Sentence text={text} />
            </li>
          ))}
        </Folded>
      )}
    </>
  )
}

const Folded = ({ title, children }: { title: string; children: ReactNode }) => (
  <details className={styles.folded}>
    <summary>{title}</summary>
    <ul className={styles.list}>{children}</ul>
  </details>
)

const Line = ({ lead, what, why }: { lead?: string; what: string; why: string }) => (
  <li>
    {lead !== undefined && (
      <>
        <b>{lead}</b>:{' '}
      </>
    )}
    <Sentence text={what} />{' '}
    <span className={styles.muted}>
      (<Sentence text={why} />)
    </span>
  </li>
)
