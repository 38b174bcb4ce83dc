import { counted } from '../../../../core/comparison/count-text'
import type { RecipeCheck, RecipeItem } from '../../../../core/policy/recipe-check'
import { RECIPE_ITEM_WORDS } from '../../../../core/words/words'
import type { DescribedCheck } from '../../../../shared/ipc/analysis'
import { Button } from '../../ui/button'
import { copyText } from '../../ui/copy-text'
import { Sentence } from '../../ui/sentence'
import { useToasts } from '../../ui/toast-store'
import { useRowStops } from '../../ui/use-row-stops'
import { useAnalysis } from './analysis-store'
import styles from './analysis.module.css'
import own from './recipes.module.css'

type Changes = DescribedCheck['fixes'][number]

/** What is missing first, then what is not known, then what is met. */
const ORDER: readonly RecipeItem['state'][] = ['missing', 'unknown', 'met']

/** What a recipe asks for, each missing part with where Halo has it, a try and a copy. */
export const RecipeItems = ({ items, fixes }: Pick<RecipeCheck, 'items'> & { fixes: readonly Changes[] }) => {
  const { list, onKeyDown, onFocus, row } = useRowStops<HTMLUListElement>(items.length)
  return (
    <ul ref={list} className={own.items} onKeyDown={onKeyDown} onFocus={onFocus}>
      {items
        .map((item, index) => ({ item, changes: fixes[index] ?? [] }))
        .sort((a, b) => ORDER.indexOf(a.item.state) - ORDER.indexOf(b.item.state))
        .map(({ item: { what, state, why }, changes }, index) =>
          row(
            what,
            index,
            <li>
              <b>{RECIPE_ITEM_WORDS[state]}</b>: {what}
              <p className={styles.muted}>
                <Sentence text={why} />
              </p>
              <Fix what={what} changes={changes} />
            </li>,
          ),
        )}
    </ul>
  )
}

const Fix = ({ what, changes }: { what: string; changes: Changes }) =>
  changes.length === 0 ? null : (
    <>
      {changes.map(({ change, text, path }) => (
        <div key={change}>
          <Sentence text={text} />
          <p className={styles.muted}>
            <Sentence text={path} />
          </p>
        </div>
      ))}
      <TryAndCopy what={what} changes={changes} />
    </>
  )

/** Buttons for some changes; what they are about is in their names, since many stand on one page. */
export const TryAndCopy = ({ what, changes }: { what: string; changes: Changes }) => {
  const announce = useToasts((state) => state.announce)
  const copy = async () => {
    const text = changes.map((change) => `${change.text}\n${change.path}\n`).join('\n')
    announce((await copyText(text)) ? 'Copied' : 'The clipboard is not available here')
  }
  return (
    <div className={own.buttons}>
      <Button
        aria-label={`Try it: ${what}`}
        onClick={() => {
          const { runId, changes: tried, setChanges, show } = useAnalysis.getState()
          if (runId === null) return
          const more = changes.map(({ change }) => change).filter((change) => !tried.includes(change))
          setChanges(runId, [...tried, ...more])
          show('what-if', runId)
        }}
      >
        Try it
      </Button>
      <Button icon="copy" aria-label={`Copy: ${what}`} onClick={() => void copy()}>
        Copy
      </Button>
    </div>
  )
}

const RISKS = ['high', 'medium', 'low'] as const

/** What is granted and not needed, by risk, folded. */
export const RecipeExcess = ({
  excess,
  reductions,
}: Pick<RecipeCheck, 'excess'> & { reductions: readonly Changes[] }) => {
  if (excess.length === 0) return null
  const all = excess.map((entry, index) => ({ entry, changes: reductions[index] ?? [] }))
  return (
    <section>
      <h3>More than it needs</h3>
      {RISKS.map((risk) => {
        const some = all.filter(({ entry }) => entry.risk === risk)
        return some.length === 0 ? null : (
          <details key={risk}>
            <summary>
              {counted(some.length, 'right')} of {risk} risk
            </summary>
            <ExcessItems some={some} />
          </details>
        )
      })}
    </section>
  )
}

interface Excess {
  readonly entry: RecipeCheck['excess'][number]
  readonly changes: Changes
}

const ExcessItems = ({ some }: { some: readonly Excess[] }) => {
  const { list, onKeyDown, onFocus, row } = useRowStops<HTMLUListElement>(some.length)
  return (
    <ul ref={list} className={own.items} onKeyDown={onKeyDown} onFocus={onFocus}>
      {some.map(({ entry: { what, why }, changes }, index) =>
        row(
          what,
          index,
          <li>
            <Sentence text={what} />
            <p className={styles.muted}>
              <Sentence text={why} />
            </p>
            <Fix what={what} changes={changes} />
          </li>,
        ),
      )}
    </ul>
  )
}
