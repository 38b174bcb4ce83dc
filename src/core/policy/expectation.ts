import { tokenScopes } from '../access/side-facts'
import { assertNever } from '../assert-never'
import { countText, counted } from '../comparison/count-text'
import type { Comparison } from '../comparison/comparison'
import type { ReasonCode } from '../comparison/reason-code'
import { whyNotFound } from './no-finding'
import type { Recipe } from '../comparison/recipe'
import { checkRecipe, excessFindings } from './recipe-check'
import { compareIds } from '../comparison/record'
import { resourceDefinition, type Resource } from '../halo/resource'
import { opensRecords } from '../halo/scope'
import { whereTest, type Where } from './where'

/** What somebody expects of a tenant, to be checked like a test (`crossview expect`). */
export type Expectation = { readonly name: string } & (
  | {
      readonly kind: 'sees'
      readonly side: 'app' | 'agent'
      readonly resource: Resource
      /** Facet to a name or an id. */
      readonly where: Where
      readonly least: number
      /** null: any number. */
      readonly most: number | null
    }
  | { readonly kind: 'same'; readonly resources: readonly Resource[] }
  | { readonly kind: 'recipe'; readonly recipe: string; readonly excess: 'none' | 'any' }
  | { readonly kind: 'no-finding'; readonly codes: readonly ReasonCode[] }
  | { readonly kind: 'only-scopes'; readonly scopes: readonly string[] }
)

/** `unknown`: it cannot be told, which never counts as passed. */
export interface ExpectationResult {
  readonly name: string
  readonly kind: Expectation['kind']
  readonly state: 'passed' | 'failed' | 'unknown'
  /** Why, one sentence. */
  readonly message: string
  /** Ids it turned on, at most a hundred. */
  readonly records: readonly string[]
}

const MOST_RECORDS = 100

/** Checks expectations against a comparison. @param recipes those that expectations name */
export const checkExpectations = (
  expectations: readonly Expectation[],
  comparison: Comparison,
  recipes: readonly Recipe[],
): readonly ExpectationResult[] =>
  expectations.map((expectation) => {
    const outcome = check(expectation, comparison, recipes)
    return { name: expectation.name, kind: expectation.kind, records: [], ...outcome }
  })

type Outcome = Pick<ExpectationResult, 'state' | 'message'> & { readonly records?: readonly string[] }

const check = (expectation: Expectation, comparison: Comparison, recipes: readonly Recipe[]): Outcome => {
  switch (expectation.kind) {
    case 'sees':
      return checkSees(expectation, comparison)
    case 'same':
      return checkSame(expectation.resources, comparison)
    case 'recipe':
      return checkRecipeExpectation(expectation, comparison, recipes)
    case 'no-finding':
      return checkFindings(expectation.codes, comparison, recipes)
    case 'only-scopes':
      return checkScopes(expectation.scopes, comparison)
    default:
      return assertNever(expectation)
  }
}

const unknown = (message: string): Outcome => ({ state: 'unknown', message })
const label = (resource: Resource): string => resourceDefinition(resource).label.toLowerCase()

const checkSees = (
  { side, resource, where, least, most }: Extract<Expectation, { kind: 'sees' }>,
  comparison: Comparison,
): Outcome => {
  const compared = comparison.resources.find((each) => each.resource === resource)
  if (compared === undefined) return unknown(`${resourceDefinition(resource).label} were not compared.`)
  const own = compared[side]
  const who = side === 'app' ? 'The app' : 'The agent side'
  // Refused is not empty: whoever expects none is told the difference.
  if (own.state !== 'listed') return unknown(`${who} has no list of ${label(resource)}: ${own.state}.`)
  const isMeant = whereTest(where, resource, comparison)
  if (typeof isMeant === 'string') return unknown(isMeant)
  const records = own.records.filter((record) => isMeant(record) === true)
  const told = `${who} sees ${counted(records.length, resourceDefinition(resource).one, label(resource))}${whereText(where)}`
  const wanted =
    most === null
      ? `at least ${countText(least)}`
      : least === most
        ? countText(least)
        : `${countText(least)} to ${countText(most)}`
  const expected = `${told}; expected ${wanted}.`
  if (most !== null && records.length > most) {
    const ids = records.map(({ id }) => id).sort(compareIds)
    return { state: 'failed', message: expected, records: ids.slice(0, MOST_RECORDS) }
  }
  if (!own.complete) return unknown(`${told} in an incomplete list (${own.incompleteReason ?? ''}).`)
  /** Records whose rows do not say whether they are meant: they may all be, or none. */
  const open = own.records.filter((record) => isMeant(record) === 'unknown').length
  if (records.length + open < least) return { state: 'failed', message: expected }
  return records.length >= least && (most === null || records.length + open <= most)
    ? { state: 'passed', message: `${told}.` }
    : unknown(`${told}, and ${countText(open)} of which it is not known whether they are.`)
}

const whereText = (where: Where): string =>
  Object.entries(where)
    .map(([facet, value]) => ` of ${facet} ${value}`)
    .join('')

const checkSame = (resources: readonly Resource[], comparison: Comparison): Outcome => {
  const compared = resources.map((resource) => ({
    resource,
    found: comparison.resources.find((each) => each.resource === resource),
  }))
  const differing = compared.filter(
    ({ found }) => found !== undefined && found.verdict !== 'same' && found.verdict !== 'unknown',
  )
  if (differing.length > 0) {
    const [first] = differing
    return {
      state: 'failed',
      message: differing
        .map(
          ({ resource, found }) =>
            `${resourceDefinition(resource).label}: ${countText(found?.onlyAgent.length ?? 0)} seen by the agent side only, ${countText(found?.onlyApp.length ?? 0)} by the app only`,
        )
        .join('; ')
        .concat('.'),
      records: [...(first?.found?.onlyAgent ?? []), ...(first?.found?.onlyApp ?? [])].slice(0, MOST_RECORDS),
    }
  }
  const open = compared
    .filter(({ found }) => found?.verdict !== 'same')
    .map(({ resource }) => label(resource))
  return open.length > 0
    ? unknown(`There is no verdict for ${open.join(', ')}.`)
    : { state: 'passed', message: 'Both sides see the same.' }
}

const checkRecipeExpectation = (
  { recipe: name, excess }: Extract<Expectation, { kind: 'recipe' }>,
  comparison: Comparison,
  recipes: readonly Recipe[],
): Outcome => {
  const recipe = recipes.find((each) => each.name === name)
  if (recipe === undefined) return unknown(`There is no recipe called “${name}”.`)
  const { items, result, excess: more } = checkRecipe(recipe, comparison)
  const missing = items.filter(({ state }) => state === 'missing').map(({ what }) => what)
  if (missing.length > 0) return { state: 'failed', message: `Missing: ${missing.join(', ')}.` }
  const scopes = more.flatMap(({ scope }) => scope ?? [])
  if (excess === 'none' && scopes.length > 0)
    return { state: 'failed', message: `Scopes beyond the recipe: ${scopes.join(', ')}.` }
  if (excess === 'none' && tokenScopes(comparison, 'app') === null)
    return unknown(
      'The scopes of the app are not known, so whether it has more than the recipe needs is not.',
    )
  const open = items.filter(({ state }) => state === 'unknown').map(({ what }) => what)
  return result === 'unknown'
    ? unknown(`Not known: ${open.join(', ')}.`)
    : { state: 'passed', message: `Meets “${recipe.title}”.` }
}

const checkFindings = (
  codes: readonly ReasonCode[],
  comparison: Comparison,
  recipes: readonly Recipe[],
): Outcome => {
  const excess = recipes.flatMap((recipe) => excessFindings(checkRecipe(recipe, comparison)))
  const found = [...comparison.findings, ...excess].filter(({ code }) => codes.includes(code))
  const [first] = found
  if (first !== undefined) {
    return {
      state: 'failed',
      message: found.map(({ code, message }) => `${code}: ${message}`).join(' '),
      records: first.records.slice(0, MOST_RECORDS),
    }
  }
  if (!comparison.complete) return unknown('There is no such finding, but the comparison is incomplete.')
  // Its purpose says what an application needs as well as a recipe does.
  const saying = recipes.length + (comparison.purpose === null ? 0 : 1)
  const gap = codes.map((code) => whyNotFound(code, comparison, saying)).find((why) => why !== null)
  return gap === undefined
    ? { state: 'passed', message: 'There is no such finding.' }
    : unknown(`There is no such finding, but ${gap}.`)
}

const checkScopes = (allowed: readonly string[], comparison: Comparison): Outcome => {
  if (comparison.app.state === 'failed')
    return unknown('The app side could not connect, so its scopes are not known.')
  const scopes = tokenScopes(comparison, 'app')
  if (scopes === null)
    return unknown('The answer with the app’s token named no scope, so its scopes are not known.')
  const more = scopes.filter((scope) => opensRecords(scope) && !allowed.includes(scope))
  return more.length === 0
    ? { state: 'passed', message: `The app holds ${scopes.join(' ') || 'no scope'}.` }
    : { state: 'failed', message: `The app also holds ${more.join(', ')}.` }
}
