import { isolated, nameKey } from '../comparison/name-text'
import { nameSome } from '../explain/words'
import { opensRecords } from '../halo/scope'
import type { Recipe } from '../comparison/recipe'
import { includesScope } from '../policy/recipe-check'
import type { ApplicationFacts } from './application'
import type { InventoryEntry } from './inventory'

/**
 * The recipe that an application is likely there for: the one that its name says, else the only one that asks for
 * exactly the scopes it holds. null where nothing fits well, or two do equally. It is a suggestion and no more:
 * nothing is checked against it before somebody chose it.
 */
export const suggestRecipe = (
  application: Pick<ApplicationFacts, 'name' | 'scopes' | 'system'>,
  recipes: readonly Recipe[],
): InventoryEntry['suggestion'] => {
  if (application.system) return null
  const named = onlyOne(longest(recipes.flatMap((recipe) => nameIn(application.name, recipe))))
  if (named !== null) {
    return {
      recipe: named.recipe.name,
      why: `Its name says “${isolated(named.text)}”${scopesBeside(application.scopes, named.recipe)}.`,
    }
  }
  const scoped = onlyOne(recipes.filter((recipe) => holdsExactly(application.scopes, recipe)))
  return scoped === null
    ? null
    : {
        recipe: scoped.name,
        why: `It holds exactly the scopes of “${scoped.title}”: ${scoped.scopes.join(', ')}.`,
      }
}

const onlyOne = <T>(found: readonly T[]): T | null => (found.length === 1 ? (found[0] ?? null) : null)

// --- By its name --------------------------------------------------------------------------------

interface Named {
  readonly recipe: Recipe
  /** What of the recipe the name says. */
  readonly text: string
}

const nameIn = (name: string, recipe: Recipe): readonly Named[] => {
  const words = wordsOf(name)
  const text = [recipe.title, recipe.name].find((each) => says(words, wordsOf(each).join('')))
  return text === undefined ? [] : [{ recipe, text }]
}

/** Letters and digits make words; "ConnectSecure" and "Connect secure" are one name all the same. */
const wordsOf = (text: string): readonly string[] => nameKey(text).match(/[\p{L}\p{N}]+/gu) ?? []

/** Whether some words in a row, written together, are this. */
const says = (words: readonly string[], wanted: string): boolean =>
  wanted !== '' &&
  words.some((_word, start) => {
    let together = ''
    for (const word of words.slice(start)) {
      together += word
      if (together.length >= wanted.length) break
    }
    return together === wanted
  })

/** Of "Perimeters" and "Perimeters Cloud" the one that says more. */
const longest = (named: readonly Named[]): readonly Named[] => {
  const length = ({ text }: Named) => wordsOf(text).join('').length
  const most = Math.max(0, ...named.map(length))
  return named.filter((each) => length(each) === most)
}

/** The name alone may mislead, so how its scopes agree is said with it. */
const scopesBeside = (scopes: readonly string[] | null, recipe: Recipe): string => {
  if (scopes === null || recipe.scopes.length === 0) return ''
  const missing = recipe.scopes.filter((scope) => !scopes.some((held) => includesScope(held, scope)))
  return missing.length === 0
    ? ', and it holds the scopes that this needs'
    : `, though it does not hold ${nameSome(missing)}, which this needs`
}

// --- By its scopes ------------------------------------------------------------------------------

const holdsExactly = (scopes: readonly string[] | null, recipe: Recipe): boolean => {
  const held = new Set(scopes?.filter(opensRecords))
  const needed = new Set(recipe.scopes)
  return needed.size > 0 && held.size === needed.size && [...needed].every((scope) => held.has(scope))
}
