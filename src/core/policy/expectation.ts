import { assertNever } from '../assert-never'
import type { Comparison } from '../comparison/comparison'
import { tokenScopes } from '../access/side-facts'
import { clientOf, teamOf, typeOf } from '../access/visibility'
import { knownNames, nameDirectory } from '../comparison/names'
import type { ReasonCode } from '../comparison/reason-code'
import { checkRecipe, type Recipe } from './recipe'
import { compareIds, type RecordSummary } from '../comparison/record'
import { resourceDefinition, RESOURCES, type NameKind, type Resource } from '../halo/resource'
import { opensRecords } from '../halo/scope'

/** What somebody expects of a tenant, to be checked like a test (`crossview expect`). */
export type Expectation = { readonly name: string } & (
  | {
      readonly kind: 'sees'
      readonly side: 'app' | 'agent'
      readonly resource: Resource
      /** Facet to a name or an id. */
      readonly where: Readonly<Partial<Record<Facet, string>>>
      readonly least: number
      /** null: any number. */
      readonly most: number | null
    }
  | { readonly kind: 'same'; readonly resources: readonly Resource[] }
  | { readonly kind: 'recipe'; readonly recipe: string; readonly excess: 'none' | 'any' }
  | { readonly kind: 'no-finding'; readonly codes: readonly ReasonCode[] }
  | { readonly kind: 'only-scopes'; readonly scopes: readonly string[] }
)

export const EXPECTED_FACETS = ['client', 'team', 'type', 'assignee', 'site'] as const
type Facet = (typeof EXPECTED_FACETS)[number]

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
      return checkFindings(expectation.codes, comparison)
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
  const stranger = EXPECTED_FACETS.find(
    (facet) => where[facet] !== undefined && !isKnown(facet, where[facet], resource, comparison),
  )
  // A name with a typing error would see nothing, and "none" would pass.
  if (stranger !== undefined)
    return unknown(`No ${stranger} called “${where[stranger] ?? ''}” is known in this comparison.`)
  const matches = matcher(where, resource, comparison)
  const records = own.records
    .filter(matches)
    .map(({ id }) => id)
    .sort(compareIds)
  const told = `${who} sees ${records.length} ${label(resource)}${whereText(where)}`
  const tooMany = most !== null && records.length > most
  if (!tooMany && !own.complete)
    return unknown(`${told} in an incomplete list (${own.incompleteReason ?? ''}).`)
  const isMet = !tooMany && records.length >= least
  const wanted = most === null ? `at least ${least}` : least === most ? String(least) : `${least} to ${most}`
  return {
    state: isMet ? 'passed' : 'failed',
    message: isMet ? `${told}.` : `${told}; expected ${wanted}.`,
    records: tooMany ? records.slice(0, MOST_RECORDS) : [],
  }
}

const whereText = (where: Readonly<Partial<Record<Facet, string>>>): string =>
  Object.entries(where)
    .map(([facet, value]) => ` of ${facet} ${value}`)
    .join('')

/** Whether a facet's name or id occurs anywhere in what was read. */
const isKnown = (facet: Facet, wanted: string, resource: Resource, comparison: Comparison): boolean => {
  const kind = kindOf(facet, resource)
  if (kind === null) return false
  return (
    knownNames(comparison, kind).some(({ id, name }) => id === wanted || isSame(name, wanted)) ||
    comparison.resources.some(({ resource: listed, agent, app }) =>
      [agent, app].some(
        (side) =>
          side.state === 'listed' &&
          kindOf(facet, listed) === kind &&
          side.records.some((record) => FACET_IDS[facet](listed, record) === wanted),
      ),
    )
  )
}

/** What a facet of a resource's records is; null: they have none of its kind. */
const kindOf = (facet: Facet, resource: Resource): NameKind | null => {
  const { kind, typeKind } = resourceDefinition(resource)
  if (facet === 'assignee') return 'agent'
  if (facet !== 'type') return facet
  return kind === 'ticket type' ? kind : typeKind
}

/** The lists that name what a facet of a resource's records is about. */
export const namingResources = (facet: Facet, resource: Resource): readonly Resource[] =>
  RESOURCES.filter((each) => {
    const { kind } = resourceDefinition(each)
    return kind !== null && kind === kindOf(facet, resource)
  })

const FACET_IDS: Readonly<Record<Facet, (resource: Resource, record: RecordSummary) => string | null>> = {
  client: clientOf,
  team: teamOf,
  type: typeOf,
  assignee: (_resource, { agentId }) => agentId,
  site: (_resource, { siteId }) => siteId,
}

const isSame = (a: string, b: string): boolean =>
  a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()

const matcher = (
  where: Readonly<Partial<Record<Facet, string>>>,
  resource: Resource,
  comparison: Comparison,
): ((record: RecordSummary) => boolean) => {
  const nameOf = nameDirectory(comparison)
  return (record) =>
    EXPECTED_FACETS.every((facet) => {
      const wanted = where[facet]
      if (wanted === undefined) return true
      const id = FACET_IDS[facet](resource, record)
      const kind = kindOf(facet, resource)
      if (id === null || kind === null) return false
      return id === wanted || isSame(nameOf(kind, id), wanted)
    })
}

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
            `${resourceDefinition(resource).label}: ${found?.onlyAgent.length ?? 0} seen by the agent side only, ${found?.onlyApp.length ?? 0} by the app only`,
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
  const open = items.filter(({ state }) => state === 'unknown').map(({ what }) => what)
  return result === 'unknown'
    ? unknown(`Not known: ${open.join(', ')}.`)
    : { state: 'passed', message: `Meets “${recipe.title}”.` }
}

const checkFindings = (codes: readonly ReasonCode[], { findings, complete }: Comparison): Outcome => {
  const found = findings.filter(({ code }) => codes.includes(code))
  const [first] = found
  if (first !== undefined) {
    return {
      state: 'failed',
      message: found.map(({ code, message }) => `${code}: ${message}`).join(' '),
      records: first.records.slice(0, MOST_RECORDS),
    }
  }
  return complete
    ? { state: 'passed', message: 'There is no such finding.' }
    : unknown('There is no such finding, but the comparison is incomplete.')
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
