import fc from 'fast-check'
import { API_AGENT_ID, PERSON_AGENT_ID, type DemoAgent } from '../../src/demo/model'
import { wholeAgent } from '../../src/demo/tenant'
import { make, type Mutation, type World } from './drift-world'
import { anAgent, BASE, LEVELS, someScopes } from './random-tenant'

/** Two states of one tenant, and the changes that lead from one to the other. */
export interface DriftPair {
  readonly from: World
  readonly to: World
  readonly mutations: readonly Mutation[]
  /** Who the agent side is: sees everything, is limited, or is the app's own agent. */
  readonly mode: 'whole' | 'limited' | 'same'
  readonly settings: readonly Unit[]
}

/** What is told as one change, by its key, and the mutations that made it. */
export interface Unit {
  readonly key: string
  readonly mutations: readonly Mutation[]
}

/** Another agent that may be nominated. */
const NOMINEE_ID = 3

const idsOf = (path: string): readonly number[] => (BASE.rows.get(path) ?? []).map(({ id }) => Number(id))

const world = ({
  app,
  nominee,
  person,
  scopes,
  mode,
  tickets,
}: {
  app: DemoAgent
  nominee: DemoAgent
  person: DemoAgent
  scopes: readonly string[]
  mode: DriftPair['mode']
  tickets: number
}): World => ({
  tenant: {
    ...BASE,
    rows: new Map([...BASE.rows, ['tickets', (BASE.rows.get('tickets') ?? []).slice(0, tickets)]]),
  },
  agents: new Map([
    [API_AGENT_ID, app],
    [NOMINEE_ID, { ...nominee, id: NOMINEE_ID, name: 'Ben Carter' }],
    [
      PERSON_AGENT_ID,
      mode === 'limited'
        ? { ...person, id: PERSON_AGENT_ID, name: 'Tim Bowers' }
        : wholeAgent(PERSON_AGENT_ID, 'Tim Bowers', false),
    ],
  ]),
  app: API_AGENT_ID,
  person: mode === 'same' ? API_AGENT_ID : PERSON_AGENT_ID,
  scopes,
  inactive: false,
})

/** One who may see all but for a limit or two, so that single changes show. */
const aMildAgent: fc.Arbitrary<DemoAgent> = fc
  .record({
    drawn: anAgent,
    parts: fc.subarray(['client', 'type', 'team', 'rights'] as const, { maxLength: 2 }),
  })
  .map(({ drawn, parts }) => {
    const whole = wholeAgent(drawn.id, drawn.name, true)
    const codes = parts.flatMap(
      (part) => ({ client: ['Fc'], type: ['Ft', 'Fa'], team: [], rights: ['l8', 'l9'] })[part],
    )
    return {
      ...whole,
      claims: { ...whole.claims, ...Object.fromEntries(codes.map((code) => [code, '0'])) },
      ...(parts.includes('client') && { clients: drawn.clients }),
      ...(parts.includes('type') && { ticketTypes: drawn.ticketTypes, assetTypes: drawn.assetTypes }),
      ...((parts.includes('team') || parts.includes('rights')) && {
        teams: drawn.teams,
        departments: drawn.departments,
      }),
    }
  })

const someAgent = fc.oneof(anAgent, { weight: 2, arbitrary: aMildAgent })

const aWorld = (mode: DriftPair['mode']): fc.Arbitrary<World> =>
  fc
    .record({
      app: someAgent,
      nominee: someAgent,
      person: someAgent,
      scopes: fc.oneof(fc.constant(['all']), someScopes),
      mode: fc.constant(mode),
      tickets: fc.integer({ min: 5, max: 40 }),
    })
    .map(world)

const whose = fc.constantFrom(API_AGENT_ID, API_AGENT_ID, API_AGENT_ID, PERSON_AGENT_ID)
const ofAgent = <K extends Mutation['kind']>(kind: K, ids: readonly number[]) =>
  fc.record({ kind: fc.constant(kind), agent: whose, id: fc.constantFrom(...ids) })

const aSettingMutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    kind: fc.constant('scope' as const),
    scope: fc.constantFrom(
      'read:tickets',
      'read:customers',
      'read:items',
      'edit:assets',
      'all',
      'read:invoices',
    ),
  }),
  { weight: 2, arbitrary: ofAgent('client' as const, idsOf('client').slice(0, 6)) },
  ofAgent('ticket-type' as const, idsOf('tickettype')),
  ofAgent('asset-type' as const, idsOf('assettype')),
  {
    weight: 2,
    arbitrary: ofAgent(
      'team' as const,
      BASE.teams.map(({ id }) => id),
    ),
  },
  ofAgent(
    'department' as const,
    BASE.departments.map(({ id }) => id),
  ),
  fc.record({
    kind: fc.constant('right' as const),
    agent: whose,
    id: fc.constantFrom(...BASE.teams.map(({ id }) => id)),
    right: fc.constantFrom('unassigned' as const, 'others-tickets' as const),
  }),
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      agent: whose,
      code: fc.constantFrom('Fc', 'Ft', 'Fa', 'l8', 'l9'),
      value: fc.constantFrom('0', '1'),
    }),
  },
  fc.record({
    kind: fc.constant('claim' as const),
    agent: whose,
    code: fc.constantFrom(...LEVELS),
    value: fc.constantFrom('0', '1', '2'),
  }),
  fc.record({ kind: fc.constantFrom('disabled' as const, 'administrator' as const), agent: whose }),
  fc.record({
    kind: fc.constant('role' as const),
    agent: whose,
    id: fc.constantFrom(...BASE.roles.map(({ id }) => String(id))),
  }),
  fc.record({ kind: fc.constant('nominate' as const), id: fc.constant(NOMINEE_ID) }),
  fc.record({ kind: fc.constant('inactive' as const) }),
  fc.record({
    kind: fc.constant('team-department' as const),
    id: fc.constantFrom(...BASE.teams.map(({ id }) => id)),
    department: fc.constantFrom(...BASE.departments.map(({ id }) => id)),
  }),
)

const aRecordMutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('create' as const, 'delete' as const),
    path: fc.constantFrom('tickets', 'tickets', 'asset', 'users', 'client'),
    place: fc.nat(60),
  }),
  fc.oneof(
    ...(
      [
        ['client_id', idsOf('client')],
        ['team_id', BASE.teams.map(({ id }) => id)],
        ['tickettype_id', idsOf('tickettype')],
        ['agent_id', [1, 2, PERSON_AGENT_ID, API_AGENT_ID]],
      ] as const
    ).map(([field, values]) =>
      fc.record({
        kind: fc.constant('reassign' as const),
        place: fc.nat(60),
        field: fc.constant(field),
        value: fc.constantFrom(...values),
      }),
    ),
  ),
)

/** The setting that a mutation is about: no two of one pair are about the same, so that none takes another back. */
const aboutOf = (mutation: Mutation): string => {
  switch (mutation.kind) {
    case 'claim':
      return `${mutation.agent} ${mutation.code}`
    case 'right':
      return `${mutation.agent} ${mutation.id} ${mutation.right}`
    case 'scope':
      return mutation.scope
    case 'team-department':
      return `department of ${mutation.id}`
    default:
      return JSON.stringify(mutation)
  }
}

export const aDriftPair = (mode: DriftPair['mode']): fc.Arbitrary<DriftPair> =>
  fc
    .record({
      from: aWorld(mode),
      settings: fc.uniqueArray(aSettingMutation, { minLength: 0, maxLength: 4, selector: aboutOf }),
      records: fc.array(aRecordMutation, { maxLength: 6 }),
    })
    .map(({ from, settings, records }) => {
      const mutations = [...settings, ...records]
      const to = mutations.reduce((state, mutation) => make(state, mutation).world, from)
      const pair = { from, to, mutations, mode, settings: unitsOf(from, to, mutations) }
      // A whole tenant is no help to whoever reads of a failure.
      return {
        ...pair,
        [fc.toStringMethod]: () => JSON.stringify({ mode, mutations, settings: pair.settings }),
      }
    })

/** What is told of the changes: settings of agents who act on neither side are none of it, nor those of a list that came or went. */
const unitsOf = (from: World, to: World, mutations: readonly Mutation[]): readonly Unit[] => {
  const units = new Map<string, Mutation[]>()
  let state = from
  for (const mutation of mutations) {
    const { world: next, key } = make(state, mutation)
    state = next
    if (key === null) continue
    units.set(key, [...(units.get(key) ?? []), mutation])
  }
  return collapsed(units, from, to).filter(({ key }) => isOfBothEnds(key, from, to))
}

/** The settings of an agent are told where it acts on one side at both ends. */
const isOfBothEnds = (key: string, from: World, to: World): boolean => {
  const agent = /^(\d+)\//.exec(key)?.[1]
  if (agent === undefined) return true
  const id = Number(agent)
  return (from.app === id && to.app === id) || (from.person === id && to.person === id)
}

const LISTS = { client: 'clients', 'ticket-type': 'ticketTypes', 'asset-type': 'assetTypes' } as const

const collapsed = (
  units: ReadonlyMap<string, readonly Mutation[]>,
  from: World,
  to: World,
): readonly Unit[] => {
  const made = new Map<string, Mutation[]>()
  for (const [key, mutations] of units)
    for (const told of keysOf(key, mutations, from, to))
      made.set(told, [...(made.get(told) ?? []), ...mutations])
  return [...made].map(([key, mutations]) => ({ key, mutations }))
}

const keysOf = (key: string, mutations: readonly Mutation[], from: World, to: World): readonly string[] => {
  const [first] = mutations
  if (first === undefined || !('agent' in first)) return [key]
  const [was, is] = [from.agents.get(first.agent), to.agents.get(first.agent)]
  if (was === undefined || is === undefined) return [key]
  if (first.kind === 'client' || first.kind === 'ticket-type' || first.kind === 'asset-type') {
    const list = LISTS[first.kind]
    if ((was[list].length === 0) !== (is[list].length === 0)) return [`${first.agent}/${first.kind} list`]
    // The list was empty for a moment in between.
    if (first.kind === 'client')
      return [
        ...new Set(mutations.flatMap((each) => ('id' in each ? [`${first.agent}/client/${each.id}`] : []))),
      ]
    return [
      ...new Set(
        mutations.flatMap((each) => ('id' in each ? [`${first.agent}/${first.kind}/${each.id}`] : [])),
      ),
    ]
  }
  if (first.kind === 'right') {
    const isIn = (agent: DemoAgent) => agent.teams.some(({ teamId }) => teamId === first.id)
    // Who joins or leaves a team gets or loses its rights with it.
    if (!isIn(was) || !isIn(is)) return [`${first.agent}/team/${first.id}`]
  }
  return [key]
}
