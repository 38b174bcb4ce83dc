import { clientOf } from '../access/visibility'
import { isolated, seenName } from '../comparison/name-text'
import { toldApart } from '../comparison/names'
import { unnamed, type RecordSummary } from '../comparison/record'
import { RESOURCES, resourceDefinition, type Resource } from '../halo/resource'
import { indexOf, sharedName, type ApplicationIndex } from './applications'
import { cutOffSteps } from './cut-off'
import type { Inventory, InventoryEntry } from './inventory'
import { moment } from './inventory-words'
import { isSignedInto } from './login'
import type { Predictor } from './predict'
import { unreadReasons } from './unread'

/** "This vendor was breached": what the picked applications could read and change, over tenants. */
export interface BlastRadius {
  readonly applications: readonly {
    readonly tenant: string
    readonly id: string
    readonly name: string
    readonly login: string | null
    /** Other applications of the tenant that log in as the same agent, by name. */
    readonly sharing: readonly string[]
    readonly inactive: boolean | null
  }[]
  /** Per tenant and resource, over all picked applications of the tenant: a record that several would see counts once. */
  readonly reads: readonly {
    readonly tenant: string
    readonly resource: Resource
    readonly records: number
    readonly unknown: number
    /** Not worked out for at least one of them; then `records` is the least. */
    readonly open: boolean
    readonly clients: readonly { readonly name: string; readonly records: number }[]
  }[]
  /** Feature and verb that at least one of them could, or that nothing decides. */
  readonly changes: readonly {
    readonly tenant: string
    readonly feature: string
    readonly verb: string
    readonly state: 'could' | 'unknown'
    /** By the name of the application. */
    readonly by: readonly string[]
  }[]
  /** Ordered steps to cut them off, each one sentence with Halo's click path where one is known. */
  readonly steps: readonly { readonly tenant: string; readonly text: string; readonly path: string | null }[]
  /** What this cannot know, in sentences. */
  readonly limits: readonly string[]
}

/** Applications of one inventory that somebody else may hold the keys of. */
export interface Picked {
  readonly inventory: Inventory
  readonly predictor: Predictor
  /** Ids of the records, not client ids; those of no application of the inventory are left out. */
  readonly applicationIds: readonly string[]
}

/** What is known of the picked applications of one inventory. */
interface PickedIn {
  /** What the tenant is called: told apart from another of that name. */
  readonly tenant: string
  readonly inventory: Inventory
  readonly predictor: Predictor
  readonly index: ApplicationIndex
  readonly entries: readonly InventoryEntry[]
}

/**
 * What the picked applications could read and change, over as many tenants as were picked from. All of it is
 * predicted; what they did so far nobody here knows.
 * @param picked from two readings of one tenant they stand side by side, as two tenants would
 */
export const blastRadius = (picked: readonly Picked[]): BlastRadius => {
  const tenants = tenantNames(picked)
  const all = picked.map(({ inventory, predictor, applicationIds }, place): PickedIn => {
    const ids = new Set(applicationIds)
    return {
      tenant: tenants[place] ?? inventory.facts.tenant.name,
      inventory,
      predictor,
      index: indexOf(inventory.facts),
      entries: inventory.entries.filter(({ application }) => ids.has(application.id)),
    }
  })
  const used = all.filter(({ entries }) => entries.length > 0)
  return {
    applications: used.flatMap(applicationsOf),
    reads: used.flatMap(readsOf),
    changes: used.flatMap(changesOf),
    steps: used.flatMap(({ tenant, inventory, index, entries }) =>
      cutOffSteps(inventory, index, entries).map((step) => ({ tenant, ...step })),
    ),
    limits: [
      'All of this is worked out from what was read: nobody logged in as these applications, and what they did until now is not known here.',
      ...used.flatMap(limitsOf),
    ],
  }
}

/** Two tenants of one name are told apart by their addresses, two readings of one tenant by when they were. */
const tenantNames = (picked: readonly Picked[]): readonly string[] => {
  const facts = picked.map(({ inventory }) => inventory.facts)
  const names = toldApart(
    facts.map(({ tenant, finishedAt }, place) => ({
      id: String(place),
      name: tenant.name,
      within: facts.some((other, at) => at !== place && other.tenant.url === tenant.url)
        ? `read ${finishedAt}`
        : tenant.url,
    })),
  )
  return facts.map(({ tenant }, place) => names.get(String(place)) ?? tenant.name)
}

const applicationsOf = ({ tenant, index, entries }: PickedIn): BlastRadius['applications'] => {
  const ids = new Set(entries.map(({ application }) => application.id))
  return entries.map(({ application }) => ({
    tenant,
    id: application.id,
    name: index.nameOf(application),
    login: loginOf(application, index),
    sharing: index
      .sharing(application)
      .filter(({ id }) => !ids.has(id))
      .map((other) => sharedName(other, index)),
    inactive: application.inactive,
  }))
}

const loginOf = (application: InventoryEntry['application'], index: ApplicationIndex): string | null =>
  isSignedInto(application)
    ? 'whoever signs in through it'
    : (index.agentNameOf(application) ?? seenName(application.login.name))

// --- What they could read -----------------------------------------------------------------------

/** A record that several of them would see counts once; one that some would see and others may is seen. */
const readsOf = (picked: PickedIn): BlastRadius['reads'] => {
  const { tenant, predictor, entries } = picked
  const visible = new Map<Resource, Map<string, RecordSummary>>()
  const unknown = new Map<Resource, Set<string>>()
  const open = new Set<Resource>()
  for (const { application, sees } of entries) {
    for (const view of sees) if (view.state === 'unknown') open.add(view.resource)
    for (const { resource, visible: seen, unknown: undecided } of predictor.records(application)) {
      const records = visible.get(resource) ?? new Map<string, RecordSummary>()
      const ids = unknown.get(resource) ?? new Set<string>()
      for (const record of seen) records.set(record.id, record)
      for (const { id } of undecided) ids.add(id)
      visible.set(resource, records)
      unknown.set(resource, ids)
    }
  }
  const nameOf = clientNames(picked)
  return RESOURCES.flatMap((resource) => {
    const records = visible.get(resource) ?? new Map<string, RecordSummary>()
    const others = [...(unknown.get(resource) ?? [])].filter((id) => !records.has(id)).length
    if (records.size + others === 0 && !open.has(resource)) return []
    return [
      {
        tenant,
        resource,
        records: records.size,
        unknown: others,
        open: open.has(resource),
        clients: clientsOf(resource, [...records.values()], nameOf),
      },
    ]
  })
}

/** Most records first; records of no client under their own name. */
const clientsOf = (
  resource: Resource,
  records: readonly RecordSummary[],
  nameOf: (clientId: string) => string,
): BlastRadius['reads'][number]['clients'] => {
  if (!resourceDefinition(resource).byClient) return []
  const counts = new Map<string | null, number>()
  for (const record of records) {
    const client = clientOf(resource, record)
    counts.set(client, (counts.get(client) ?? 0) + 1)
  }
  return [...counts]
    .map(([id, count]) => ({ name: id === null ? 'No client' : nameOf(id), records: count }))
    .sort((a, b) => b.records - a.records || (a.name < b.name ? -1 : 1))
}

/** What clients are called, told apart: by the list of clients, else by the rows that name them. */
const clientNames = ({ inventory }: PickedIn): ((id: string) => string) => {
  const names = new Map<string, string>()
  for (const { resource, observation } of inventory.facts.lists) {
    if (observation.state !== 'listed') continue
    for (const record of observation.records) {
      if (resource === 'clients') names.set(record.id, record.label)
      else if (record.clientId !== null && !names.has(record.clientId)) {
        const name = seenName(record.clientName)
        if (name !== null) names.set(record.clientId, name)
      }
    }
  }
  const shown = toldApart([...names].map(([id, name]) => ({ id, name })))
  return (id) => shown.get(id) ?? unnamed(id)
}

// --- What they could change ---------------------------------------------------------------------

const changesOf = ({ tenant, index, entries }: PickedIn): BlastRadius['changes'] => {
  const rows = entries[0]?.can ?? []
  const names = entries.map(({ application }) => index.nameOf(application))
  const ofFeatures = rows.flatMap(({ feature, verb }, row): BlastRadius['changes'] => {
    if (verb === 'read') return []
    const by = (wanted: boolean | 'unknown') =>
      names.filter((_name, place) => entries[place]?.can[row]?.effective.allowed === wanted)
    const could = by(true)
    const open = by('unknown')
    if (could.length > 0) return [{ tenant, feature, verb, state: 'could', by: could }]
    return open.length > 0 ? [{ tenant, feature, verb, state: 'unknown', by: open }] : []
  })
  const configuring = names.filter((_name, place) => mayConfigure(entries[place]))
  return configuring.length === 0
    ? ofFeatures
    : [...ofFeatures, { tenant, feature: 'Configuration', verb: 'update', state: 'unknown', by: configuring }]
}

/** What `all` and `admin` open of the configuration is not documented (halo-api.md section 3.2). */
const mayConfigure = (entry: InventoryEntry | undefined): boolean => {
  if (entry === undefined || entry.application.inactive === true || entry.agent?.disabled === true)
    return false
  const { scopes } = entry.application
  const reaches = scopes === null || scopes.includes('all') || scopes.includes('admin')
  return reaches && entry.agent?.administrator !== false && entry.application.login.type !== 'unset'
}

// --- What is not known --------------------------------------------------------------------------

const limitsOf = ({ tenant, inventory, index, entries }: PickedIn): readonly string[] => {
  const who = isolated(tenant)
  const asked = new Set(inventory.facts.lists.map(({ resource }) => resource))
  const left = RESOURCES.filter((resource) => !asked.has(resource))
  return [
    `${who}: read until ${moment(inventory.facts.finishedAt)} UTC; what changed since is not in here.`,
    ...inventory.limits.map((limit) => `${who}: ${limit}`),
    ...entries.flatMap(({ application }) => {
      const reasons = unreadReasons(application, index)
      return reasons.length === 0
        ? []
        : [`${who}: what ${isolated(index.nameOf(application))} may do is not known: ${reasons.join('; ')}.`]
    }),
    ...(left.length === 0
      ? []
      : [
          `${who}: not read at all, and in none of these numbers: ${left
            .map((resource) => resourceDefinition(resource).label.toLowerCase())
            .join(', ')}.`,
        ]),
  ]
}
