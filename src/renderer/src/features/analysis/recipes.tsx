import { countText, counted } from '../../../../core/comparison/count-text'
import { callsSentences } from '../../../../core/policy/called'
import type { RecipeItem } from '../../../../core/policy/recipe-check'
import { RECIPE_RESULT_WORDS } from '../../../../core/words/words'
import type { DescribedCheck } from '../../../../shared/ipc/analysis'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { Name } from '../../ui/name'
import { useAnalysis } from './analysis-store'
import styles from './analysis.module.css'
import { WhenLoaded } from './loaded'
import { RecipeExcess, RecipeItems, TryAndCopy } from './recipe-parts'
import own from './recipes.module.css'

/** Every recipe against this application: the purpose first, and the only one that is judged. */
export const Recipes = ({ purpose }: { purpose: string | null }) => {
  const recipes = useAnalysis((state) => state.recipes)
  return (
    <div className={styles.scroll} role="region" aria-label="Recipes">
      <p className={styles.muted}>
        A recipe is the least that a use needs, with where that is written. Your own go into the folder
        “recipes” of Crossview’s data folder.{' '}
        {purpose === null &&
          'No purpose is chosen for this application, so none of them is held against it: each says what it would need.'}
      </p>
      <Calls />
      <WhenLoaded loaded={recipes}>
        {({ checks, problems }) => (
          <>
            {problems.map((problem) => (
              <p key={problem} className={styles.problem}>
                {problem}
              </p>
            ))}
            {checks.map((check) => (
              <Recipe key={check.recipe.name} check={check} isPurpose={check.recipe.name === purpose} />
            ))}
          </>
        )}
      </WhenLoaded>
    </div>
  )
}

/** What an integration really called, as a recipe of its own. */
const Calls = () => {
  const { calls, chooseCalls } = useAnalysis()
  return (
    <section aria-label="What an integration called">
      <p className={styles.muted}>
        What an integration really called is a recipe too: a HAR or Postman file, a log of a web server or
        proxy, curl commands, or a list of requests.
      </p>
      <Button onClick={() => void chooseCalls()}>Check a file of calls …</Button>
      {calls !== null && (
        <WhenLoaded loaded={calls}>
          {({ file, check }) => (
            <>
              <p role="status">
                <Name>{file}</Name>: {RECIPE_RESULT_WORDS[check.result]}. {callsSentences(check).join(' ')}
              </p>
              <Recipe check={{ ...check, fixes: [], reductions: [] }} isPurpose={false} />
            </>
          )}
        </WhenLoaded>
      )}
    </section>
  )
}

const RESULTS = {
  meets: ['good', 'check'],
  missing: ['bad', 'close'],
  unknown: ['neutral', 'unknown'],
} as const

/** "would need 2 more, 1 not known": what somebody would have to add to use it so; nothing failed. */
const needsWords = (items: DescribedCheck['items']): string => {
  const count = (state: RecipeItem['state']) => items.filter((item) => item.state === state).length
  const [missing, unknown] = [count('missing'), count('unknown')]
  const parts = [
    missing > 0 ? `would need ${countText(missing)} more` : null,
    unknown > 0 ? `${countText(unknown)} not known` : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'has all that it needs' : parts.join(', ')
}

const Recipe = ({ check, isPurpose }: { check: DescribedCheck; isPurpose: boolean }) => {
  const { recipe, result, items, excess, fixes, reductions } = check
  const [tone, icon] = RESULTS[result]
  const all = [...new Map(fixes.flat().map((change) => [change.change, change])).values()]
  return (
    <details className={styles.group} open={isPurpose}>
      <summary>
        <Name>{recipe.title}</Name>{' '}
        {isPurpose ? (
          <>
            <span className={own.needs}>its purpose</span>{' '}
            <Badge tone={tone} icon={icon}>
              {RECIPE_RESULT_WORDS[result]}
            </Badge>
          </>
        ) : (
          <span className={own.needs}>
            {items.length === 0 ? RECIPE_RESULT_WORDS.unknown : needsWords(items)}
          </span>
        )}
      </summary>
      <p>
        <Name>{recipe.description}</Name>
      </p>
      <p className={styles.muted}>
        Source: <Name>{recipe.source.title}</Name>, {recipe.source.date}
        {recipe.source.url !== null && ` (${recipe.source.url})`}
      </p>
      <RecipeItems items={items} fixes={fixes} />
      {all.length > 1 && (
        <section aria-label={`All that ${recipe.title} lacks`}>
          <p className={styles.muted}>{counted(all.length, 'change')} for all that is missing</p>
          <TryAndCopy what={`all that ${recipe.title} lacks`} changes={all} />
        </section>
      )}
      <RecipeExcess excess={excess} reductions={reductions} />
      {recipe.unchecked.length > 0 && (
        <>
          <h3>Not checked</h3>
          <ul className={styles.limits}>
            {recipe.unchecked.map((sentence) => (
              <li key={sentence}>
                <Name>{sentence}</Name>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  )
}
