import { clientOf, teamOf, typeOf } from '../access/visibility'
import type { Comparison } from '../comparison/comparison'
import { countText } from '../comparison/count-text'
import { knownNames, nameDirectory } from '../comparison/names'
import { compareIds, type RecordSummary } from '../comparison/record'
import { resourceDefinition, RESOURCES, type NameKind, type Resource } from '../halo/resource'

/** Which records an expectation is about: facets of them, each by a name or an id. */

export const EXPECTED_FACETS = ['client', 'team', 'type', 'assignee', 'site'] as const
export type Facet = (typeof EXPECTED_FACETS)[number]
export type Where = Readonly<Partial<Record<Facet, string>>>

/** Whether a record is meant; `unknown` where its row does not say whose it is. */
export type WhereTest = (record: RecordSummary) => boolean | 'unknown'

/** How records are told apart, or why they cannot be, in one sentence: a name nobody knows, or several things of one name. */
export const whereTest = (where: Where, resource: Resource, comparison: Comparison): WhereTest | string => {
  const wanted = EXPECTED_FACETS.flatMap((facet) => {
    const reference = where[facet]
    return reference === undefined ? [] : [{ facet, reference }]
  })
  const tests: WhereTest[] = []
  for (const { facet, reference } of wanted) {
    const kind = kindOf(facet, resource)
    const meant = kind === null ? [] : meantBy(reference, kind, comparison)
    const [, second] = meant
    // A name with a typing error would see nothing, and "none" would pass.
    if (kind === null || (meant.length === 0 && !isNamedInRows(facet, reference, kind, comparison)))
      return `No ${facet} called “${reference}” is known in this comparison.`
    if (second !== undefined) return ambiguousText(facet, reference, kind, meant, comparison)
    tests.push(facetTest(facet, resource, meant[0] ?? null, reference))
  }
  return (record) => {
    const answers = tests.map((test) => test(record))
    return answers.includes(false) ? false : answers.includes('unknown') ? 'unknown' : true
  }
}

/** Ids that a reference can mean: as an id, and as a name, however it is written. */
const meantBy = (reference: string, kind: NameKind, comparison: Comparison): readonly string[] => {
  const named = knownNames(comparison, kind).filter(
    ({ id, name }) => id === reference || isSame(name, reference),
  )
  const ids = new Set(named.map(({ id }) => id))
  if (!ids.has(reference) && idsInRows(kind, comparison).has(reference)) ids.add(reference)
  return [...ids].sort(compareIds)
}

const idsInRows = (kind: NameKind, { resources }: Comparison): ReadonlySet<string> => {
  const ids = new Set<string>()
  for (const { resource, agent, app } of resources) {
    const facets = EXPECTED_FACETS.filter((facet) => kindOf(facet, resource) === kind)
    for (const side of [agent, app]) {
      if (side.state !== 'listed' || facets.length === 0) continue
      for (const record of side.records)
        for (const facet of facets) {
          const id = FACETS[facet].id(resource, record)
          if (id !== null) ids.add(id)
        }
    }
  }
  return ids
}

/** A name that rows carry without an id. */
const isNamedInRows = (facet: Facet, name: string, kind: NameKind, { resources }: Comparison): boolean =>
  resources.some(
    ({ resource, agent, app }) =>
      kindOf(facet, resource) === kind &&
      [agent, app].some(
        (side) =>
          side.state === 'listed' &&
          side.records.some((record) => isSame(FACETS[facet].name(record) ?? '', name)),
      ),
  )

const facetTest =
  (facet: Facet, resource: Resource, meant: string | null, reference: string): WhereTest =>
  (record) => {
    const id = FACETS[facet].id(resource, record)
    if (id !== null) return id === meant
    const name = FACETS[facet].name(record)
    return name === null || name === '' ? 'unknown' : isSame(name, reference)
  }

/** "2 teams are called “1st Line”: 3 (department IT), 12 (department Sales). Name one by its id." */
const ambiguousText = (
  facet: Facet,
  reference: string,
  kind: NameKind,
  meant: readonly string[],
  comparison: Comparison,
): string => {
  const nameOf = nameDirectory(comparison)
  const told = meant.slice(0, MOST_TOLD).map((id) => {
    const department = comparison.configuration.teams?.find(({ teamId }) => teamId === id)?.departmentId
    const details = [
      ...(isSame(nameOf(kind, id), reference) ? [] : [nameOf(kind, id)]),
      ...(kind === 'team' && department != null ? [`department ${nameOf('department', department)}`] : []),
      ...(kind === 'site' ? siteClients(id, comparison) : []),
    ]
    return details.length === 0 ? id : `${id} (${details.join(', ')})`
  })
  const more = meant.length > MOST_TOLD ? ` and ${countText(meant.length - MOST_TOLD)} more` : ''
  // An id that is also the name of another cannot be told from it.
  const advice = meant.includes(reference)
    ? `“${reference}” is the id of one and the name of another, so that neither can be named by it.`
    : 'Name one by its id.'
  return `“${reference}” is more than one ${facet}: ${told.join(', ')}${more}. ${advice}`
}

const MOST_TOLD = 8

const siteClients = (id: string, { resources }: Comparison): readonly string[] => {
  for (const { resource, agent, app } of resources)
    for (const side of [agent, app]) {
      if (side.state !== 'listed') continue
      const record = side.records.find((each) => FACETS.site.id(resource, each) === id)
      if (record?.clientName != null) return [`client ${record.clientName}`]
    }
  return []
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

interface FacetOf {
  /** Null: the row does not say. What is itself of the kind is its own. */
  readonly id: (resource: Resource, record: RecordSummary) => string | null
  readonly name: (record: RecordSummary) => string | null
}

const ownOr = (kind: NameKind, resource: Resource, record: RecordSummary, id: string | null) =>
  id ?? (resourceDefinition(resource).kind === kind ? record.id : null)

const FACETS: Readonly<Record<Facet, FacetOf>> = {
  client: { id: clientOf, name: ({ clientName }) => clientName },
  team: { id: teamOf, name: ({ teamName }) => teamName },
  type: { id: typeOf, name: ({ typeName }) => typeName },
  assignee: {
    id: (resource, record) => ownOr('agent', resource, record, record.agentId),
    name: ({ agentName }) => agentName,
  },
  site: {
    id: (resource, record) => ownOr('site', resource, record, record.siteId),
    name: ({ siteName }) => siteName,
  },
}

const isSame = (a: string, b: string): boolean =>
  a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()
