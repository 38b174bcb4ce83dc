import type { Evidence } from '../comparison/finding'
import type { SideFacts } from '../access/side-facts'
import { countText, counted, gotWords } from '../comparison/count-text'
import { isolated, seenName } from '../comparison/name-text'
import { resourceDefinition } from '../halo/resource'
import type { Resource } from '../halo/resource'

/** How findings are worded. One place, so that the same thing is called the same everywhere. */

/** At most this many names stand in a sentence; evidence has them all. */
const NAMES_IN_A_SENTENCE = 3

/** "1 ticket", "12 purchase orders". */
export const countOf = (count: number, resource: Resource): string =>
  counted(count, resourceDefinition(resource).one, labelOf(resource))

/** "100 of 137 tickets", "50 tickets, total unknown". */
export const gotOf = (resource: Resource, got: Parameters<typeof gotWords>[0]): string =>
  gotWords(got, { one: resourceDefinition(resource).one, many: labelOf(resource) })

/** "tickets", "ticket types". */
export const labelOf = (resource: Resource): string => resourceDefinition(resource).label.toLowerCase()

/** "Contoso, Fabrikam, Litware and 4 more". */
export const nameSome = (names: readonly string[]): string => {
  const shown = names.slice(0, NAMES_IN_A_SENTENCE)
  const left = names.length - shown.length
  if (left > 0) return `${shown.join(', ')} and ${countText(left)} more`
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`
}

/** How often each value occurs. */
export type Counts = ReadonlyMap<string, number>

/** @param values null: none, and not counted */
export const countEach = (values: Iterable<string | null>): Counts => {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Values with the number of records each: "Fabrikam Ltd (12)", most first. */
export const tally = (what: string, counts: Counts): readonly Evidence[] =>
  mostOften(counts).map(([value, count]) => ({ what, value: `${value} (${countText(count)})` }))

/** Distinct values, the one of most records first. */
export const mostFirst = (counts: Counts): readonly string[] => mostOften(counts).map(([value]) => value)

const mostOften = (counts: Counts): readonly (readonly [string, number])[] =>
  [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))

/** "The app", "The agent side" or "The inspector": the subject of a sentence. */
export const subjectOf = ({ side, isInspector }: SideFacts): string =>
  side === 'app' ? 'The app' : isInspector ? 'The inspector' : 'The agent side'

/** A sentence about what a side gets: as it was observed, or as it would be. */
export const asObserved = <T>({ predicted }: SideFacts, observed: T, wouldBe: T): T =>
  predicted === null ? observed : wouldBe

/** The agent of a side, by name where known. */
export const agentOf = (facts: SideFacts): string =>
  facts.agentName === null ? `${subjectOf(facts).toLowerCase()}'s agent` : isolated(facts.agentName)

/** The application of a side, by name where known. */
export const applicationOf = (facts: SideFacts): string => {
  const name = seenName(facts.application?.name)
  if (name !== null) return isolated(name)
  return facts.side === 'app' ? 'the application' : `${subjectOf(facts).toLowerCase()}'s application`
}

/** Scopes as evidence: "none" is an answer too. @param scopes null: not known */
export const scopesText = (scopes: readonly string[] | null): string =>
  scopes === null ? 'not known' : scopes.length > 0 ? scopes.join(' ') : 'none'

/** Halo's click path to the agent of a side. */
export const agentPath = ({ agentName }: SideFacts, tab: 'Permissions' | null = null): string =>
  pathToAgent(agentName, tab)

/** Halo's click path to the application of a side. */
export const applicationPath = ({ application }: SideFacts, tab: 'Permissions' | null = null): string =>
  pathToApplication(application?.name ?? null, tab)

/** Halo's click path to an agent (halo-api.md section 1.1). @param name null: not known */
export const pathToAgent = (name: string | null, tab: 'Permissions' | null = null): string =>
  pathTo('Configuration > Teams & Agents > Agents', name, tab)

/** Halo's click path to an application (halo-api.md section 1.1). @param name null: not known */
export const pathToApplication = (name: string | null, tab: 'Permissions' | null = null): string =>
  pathTo('Configuration > Integrations > Halo API > Applications', seenName(name), tab)

const pathTo = (list: string, name: string | null, tab: string | null): string =>
  [list, name && isolated(name), name && tab].filter((step) => step !== null).join(' > ')

/** A sentence starts with a capital, names keep theirs. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What a token holds; of a prediction what is ticked, all of which a token may hold. */
export const scopesEvidence = (facts: SideFacts): Evidence => ({
  what: asObserved(facts, 'granted scopes', 'ticked scopes'),
  value: scopesText(facts.scopes),
})

/** The resources that a side is refused, by name. */
export const refusedEvidence = (facts: SideFacts): readonly Evidence[] => {
  const refused = facts.views
    .filter(({ own }) => own.state === 'refused')
    .map(({ resource }) => labelOf(resource))
  if (refused.length === 0) return []
  return [{ what: asObserved(facts, 'refused', 'refusal predicted'), value: refused.join(', ') }]
}
