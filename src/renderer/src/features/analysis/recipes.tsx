import { callsSentences } from '../../../../core/policy/called'
import type { RecipeCheck } from '../../../../core/policy/recipe-check'
import { RECIPE_ITEM_WORDS, RECIPE_RESULT_WORDS } from '../../../../core/words/words'
import { Badge } from '../../ui/badge'
import { Button } from '../../ui/button'
import { Sentence } from '../../ui/sentence'
import { useAnalysis } from './analysis-store'
import styles from './analysis.module.css'
import { WhenLoaded } from './loaded'

/** Every recipe against this application: meets, missing, excess. */
export const Recipes = () => {
  const recipes = useAnalysis((state) => state.recipes)
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Recipes">
      <p className={styles.muted}>
        A recipe is the least that a use needs, with where that is written. Your own go into the folder
        “recipes” of Crossview’s data folder.
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
              <Recipe key={check.recipe.name} check={check} />
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
                <bdi>{file}</bdi>: {RECIPE_RESULT_WORDS[check.result]}. {callsSentences(check).join(' ')}
              </p>
              <Recipe check={check} />
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

const Recipe = ({ check: { recipe, result, items, excess } }: { check: RecipeCheck }) => {
  const [tone, icon] = RESULTS[result]
  return (
    <details className={styles.group}>
      <summary>
        <bdi>{recipe.title}</bdi>{' '}
        <Badge tone={tone} icon={icon}>
          {RECIPE_RESULT_WORDS[result]}
        </Badge>
      </summary>
      <p>
        <bdi>{recipe.description}</bdi>
      </p>
      <p className={styles.muted}>
        Source: <bdi>{recipe.source.title}</bdi>, {recipe.source.date}
        {recipe.source.url !== null && ` (${recipe.source.url})`}
      </p>
      <ul className={styles.list}>
        {items.map(({ what, state, why }) => (
          <li key={what}>
            <b>{RECIPE_ITEM_WORDS[state]}</b>: {what}
            <p className={styles.muted}>
              <Sentence text={why} />
            </p>
          </li>
        ))}
      </ul>
      {excess.length > 0 && (
        <>
          <h4>More than it needs</h4>
          <ul className={styles.list}>
            {excess.map(({ what, risk, why }) => (
              <li key={what}>
                <Sentence text={what} /> <span className={styles.muted}>(risk {risk})</span>
                <p className={styles.muted}>
                  <Sentence text={why} />
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      {recipe.unchecked.length > 0 && (
        <>
          <h4>Not checked</h4>
          <ul className={styles.limits}>
            {recipe.unchecked.map((sentence) => (
              <li key={sentence}>
                <bdi>{sentence}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </details>
  )
}
