import type { Comparison } from '../comparison/comparison'
import { countText, counted, plural } from '../comparison/count-text'
import { FEATURES, type LevelCode, type Verb } from '../halo/feature'
import { resourceDefinition, RESOURCES } from '../halo/resource'
import type { Recipe } from '../comparison/recipe'
import { checkRecipe, type RecipeCheck, type RecipeItem } from './recipe-check'

/**
 * What an integration really called, held against what its application has. What was not understood,
 * and what nobody knows the permission of, leaves the answer unknown: it never counts as had.
 */

/** Requests that were made alike, from a recording, a log or a list by hand. */
export interface CalledRequest {
  /** In capitals. */
  readonly method: string
  /** With its port where that is not the usual one; null where only a path was written. */
  readonly host: string | null
  /** Decoded, from its first slash, without query and ids. */
  readonly path: string
  readonly times: number
}

/** What a reader made of a file of calls. */
export interface CallsRead {
  /** What the file was taken for, "HAR", "access log"; several where it mixes them. */
  readonly forms: readonly string[]
  readonly requests: readonly CalledRequest[]
  readonly gaps: CallGaps
}

/** What of a file was not understood. */
interface CallGaps {
  readonly count: number
  /** The first of them. Nothing of the file is quoted: it may hold secrets. */
  readonly examples: readonly { readonly at: string; readonly why: string }[]
}

export interface CallsCheck extends RecipeCheck {
  /** Paths of Halo that no known permission governs, without values; sorted. */
  readonly unknownCalls: readonly string[]
  readonly calls: {
    readonly forms: readonly string[]
    readonly understood: number
    readonly notUnderstood: CallGaps
    /** Of Halo, those that need no permission among them. */
    readonly ofHalo: number
    readonly withoutPermission: number
    /** Of other servers, by host; nothing is said of them. */
    readonly notOfHalo: readonly HostCalls[]
    /** To hosts that are not known as Halo's, with Halo's own paths. */
    readonly perhapsHalo: readonly HostCalls[]
  }
}

interface HostCalls {
  readonly host: string
  readonly calls: number
}

/**
 * Checks the app side of a comparison against what was called.
 * @param isHalo whether a host is this tenant's, or on Halo's own domains
 */
export const checkCalls = (
  { forms, requests, gaps }: CallsRead,
  comparison: Comparison,
  isHalo: (host: string) => boolean,
): CallsCheck => {
  const { certain, perhaps, elsewhere } = byServer(requests, isHalo)
  const called = [...certain, ...perhaps]
  const { recipe, unknown, withoutPermission } = leastPrivilege(called)
  const check = checkRecipe(recipe, comparison)
  const sure = new Set(checkRecipe(leastPrivilege(certain).recipe, comparison).items.map(({ what }) => what))
  const items = [
    ...check.items.map((item): RecipeItem => {
      const { what, state, why } = item
      return state === 'missing' && !sure.has(what)
        ? { what, state: 'unknown', why: `${why}; only calls to hosts that may not be Halo’s need it` }
        : item
    }),
    ...unknown.map(({ method, path }): RecipeItem => ({
      what: `${method} ${path}`,
      state: 'unknown',
      why: 'no known permission governs this call',
    })),
    ...gapItems(gaps),
    ...(check.items.length + unknown.length + gaps.count > 0 ? [] : [NOTHING_CALLED]),
  ]
  const isOpen = unknown.length + gaps.count > 0
  const states = items.map(({ state }) => state)
  return {
    ...check,
    recipe: isOpen
      ? {
          ...recipe,
          unchecked: [...recipe.unchecked, 'What is unknown may need some of what is called excess.'],
        }
      : recipe,
    // As a comparison that could not be completed, whatever was found in the rest of it.
    result: isOpen
      ? 'unknown'
      : states.includes('missing')
        ? 'missing'
        : states.includes('unknown')
          ? 'unknown'
          : 'meets',
    items,
    unknownCalls: [...new Set(unknown.map(({ path }) => path))].sort(),
    calls: {
      forms,
      understood: sum(requests),
      notUnderstood: gaps,
      ofHalo: sum(called),
      withoutPermission,
      notOfHalo: byHost(elsewhere),
      perhapsHalo: byHost(perhaps),
    },
  }
}

const NOTHING_CALLED: RecipeItem = {
  what: 'a call of Halo that needs a permission',
  state: 'unknown',
  why: 'there is none among the calls, so that nothing was checked',
}

const gapItems = ({ count, examples }: CallGaps): readonly RecipeItem[] =>
  count === 0
    ? []
    : [
        {
          what: `${countText(count)} ${count === 1 ? 'entry' : 'entries'} of the file not understood`,
          state: 'unknown',
          why: [
            ...examples.map(({ at, why }) => `${at}: ${why}`),
            ...(count > examples.length ? [`and ${countText(count - examples.length)} more`] : []),
          ].join('; '),
        },
      ]

/** What was made of the file, a sentence each; for the terminal and the window. */
export const callsSentences = ({ calls }: Pick<CallsCheck, 'calls'>): readonly string[] => {
  const { forms, understood, notUnderstood, ofHalo, withoutPermission, notOfHalo, perhapsHalo } = calls
  const hosts = (list: readonly HostCalls[]) => {
    const named = list.slice(0, SHOWN_HOSTS).map((each) => `${each.host} ${countText(each.calls)}`)
    return [
      ...named,
      ...(list.length > SHOWN_HOSTS ? [`${countText(list.length - SHOWN_HOSTS)} more hosts`] : []),
    ].join(', ')
  }
  const total = (list: readonly HostCalls[]) => list.reduce((all, { calls: number }) => all + number, 0)
  return [
    `Calls understood: ${countText(understood)}, read as ${forms.join(', ')}. Not understood: ${countText(notUnderstood.count)}.`,
    `Of Halo: ${countText(ofHalo)}${withoutPermission > 0 ? `, of which ${countText(withoutPermission)} need no permission` : ''}. Not of Halo: ${countText(total(notOfHalo))}${notOfHalo.length > 0 ? ` (${hosts(notOfHalo)})` : ''}.`,
    ...(perhapsHalo.length > 0
      ? [
          `Perhaps of Halo, by their paths: ${countText(total(perhapsHalo))} (${hosts(perhapsHalo)}). What only they need is unknown.`,
        ]
      : []),
  ]
}

const SHOWN_HOSTS = 5

const sum = (requests: readonly CalledRequest[]): number =>
  requests.reduce((all, { times }) => all + times, 0)

const byHost = (requests: readonly CalledRequest[]): readonly HostCalls[] => {
  const hosts = new Map<string, number>()
  for (const { host, times } of requests) hosts.set(host ?? '', (hosts.get(host ?? '') ?? 0) + times)
  return [...hosts]
    .map(([host, calls]) => ({ host, calls }))
    .sort((a, b) => b.calls - a.calls || (a.host < b.host ? -1 : 1))
}

/**
 * Tells calls of Halo from those of other servers. A path alone is taken for Halo's. A host that is
 * not known as Halo's may still be: a name of one's own, a proxy. It is, perhaps, once `/api` and an
 * endpoint of Halo's were called on it, and then all its calls are.
 */
const byServer = (requests: readonly CalledRequest[], isHalo: (host: string) => boolean) => {
  const isCertain = ({ host }: CalledRequest) => host === null || isHalo(host)
  const others = requests.filter((request) => !isCertain(request))
  const perhapsHosts = new Set(
    others.filter(({ path }) => hasApi(path) && CODE_OF_PATH.has(endpointOf(path))).map(({ host }) => host),
  )
  return {
    certain: requests.filter(isCertain),
    perhaps: others.filter(({ host }) => perhapsHosts.has(host)),
    elsewhere: others.filter(({ host }) => !perhapsHosts.has(host)),
  }
}

interface LeastPrivilege {
  readonly recipe: Recipe
  /** Calls that no known scope or feature governs. */
  readonly unknown: readonly Pick<CalledRequest, 'method' | 'path'>[]
  /** How many calls need nothing. */
  readonly withoutPermission: number
}

/**
 * The least that an integration needs for the requests it made. Halo creates and updates with the
 * same POST, so a POST asks for both.
 */
export const leastPrivilege = (requests: readonly CalledRequest[]): LeastPrivilege => {
  const verbs = new Map<LevelCode, Set<Verb>>()
  const unknown = new Map<string, Pick<CalledRequest, 'method' | 'path'>>()
  let withoutPermission = 0
  for (const request of requests) {
    if (needsNothing(request)) {
      withoutPermission += request.times
      continue
    }
    const need = needOf(request)
    if (need === null) {
      const path = shownPath(request.path)
      unknown.set(`${request.method} ${path}`, { method: request.method, path })
      continue
    }
    const known = verbs.get(need.code) ?? new Set<Verb>()
    for (const verb of need.verbs) known.add(verb)
    verbs.set(need.code, known)
  }
  const needed = FEATURES.filter(({ code }) => verbs.has(code)).map((feature) => ({
    feature,
    verbs: [...(verbs.get(feature.code) ?? [])],
  }))
  const scopes = needed.flatMap(({ feature: { area }, verbs: asked }) =>
    area === null ? [] : [asked.some((verb) => verb !== 'read') ? `edit:${area}` : `read:${area}`],
  )
  const edits = scopes.filter((scope) => scope.startsWith('edit:'))
  const count = sum(requests)
  return {
    recipe: {
      name: 'called',
      title: 'What the integration called',
      description: `The least that ${counted(count, 'request')} ${plural(count, 'needs', 'need')}.`,
      source: { title: 'The requests given', url: null, date: '' },
      scopes: [...new Set(scopes)].filter(
        (scope) => !edits.includes(scope.replace(/^read:/, 'edit:')) || edits.includes(scope),
      ),
      permissions: needed.map(({ feature: { name }, verbs: asked }) => ({ feature: name, verbs: asked })),
      membership: verbs.has('Tx'),
      settings: [],
      unchecked: needed.flatMap(({ feature: { name, area } }) =>
        area === null ? [`Which scope governs ${name} is not known.`] : [],
      ),
    },
    unknown: [...unknown.values()],
    withoutPermission,
  }
}

/** Level codes by the path an integration calls, in lower case: of resources and of features without one. */
const CODE_OF_PATH: ReadonlyMap<string, LevelCode> = new Map(
  [
    ...RESOURCES.map(resourceDefinition).map(({ path, levelCode }) => [path, levelCode] as const),
    ...FEATURES.flatMap(({ paths, code }) => paths.map((path) => [path, code] as const)),
  ].flatMap(([path, code]) => (code === null ? [] : [[path.slice(1).toLowerCase(), code] as const])),
)

/**
 * Lists that are read with what they are about, and that configuration changes: which permission
 * changing them takes is not known (halo-api.md section 3.2, "admin": exact list not found).
 */
const READ_ONLY_KNOWN: ReadonlySet<string> = new Set([
  'tickettype',
  'status',
  'priority',
  'category',
  'assettype',
  'assetgroup',
])

const needOf = ({ method, path }: CalledRequest): { code: LevelCode; verbs: readonly Verb[] } | null => {
  const endpoint = endpointOf(path)
  const code = CODE_OF_PATH.get(endpoint)
  const verbs = VERBS_OF_METHOD[method]
  if (code === undefined || verbs === undefined) return null
  return READ_ONLY_KNOWN.has(endpoint) && verbs.some((verb) => verb !== 'read') ? null : { code, verbs }
}

/** What an address has after its first `/api`, or at all where it has none; paths are taken in any case (halo-api.md 11). */
const endpointOf = (path: string): string => {
  const names = namesOf(path)
  return names[names.indexOf('api') + 1] ?? ''
}

const hasApi = (path: string): boolean => namesOf(path).includes('api')
const namesOf = (path: string): readonly string[] => path.toLowerCase().split('/').slice(1)

const needsNothing = ({ method, path }: CalledRequest): boolean => {
  const names = namesOf(path)
  const isRead = method === 'GET' || method === 'HEAD'
  const isApi = hasApi(path)
  return (
    method === 'OPTIONS' || // asked by browsers without a token (Fetch standard, "CORS-preflight request")
    (isRead && WITHOUT_PERMISSION.has(endpointOf(path))) ||
    (!isApi && (isRead || method === 'POST') && OF_SIGN_IN.has(endpointOf(path))) ||
    (isRead && /\/agent\/me$/i.test(path)) ||
    (!isApi && method === 'GET' && OF_WEB_PAGES.test(names.at(-1) ?? ''))
  )
}

/** Asked for before or without any permission of the application (halo-api.md section 1.3). */
const WITHOUT_PERMISSION: ReadonlySet<string> = new Set(['authinfo', 'instanceinfo', '.well-known'])
/** Of the authorisation server, which is beside the API. */
const OF_SIGN_IN: ReadonlySet<string> = new Set(['auth', 'token'])

/** What a browser loads for the web app itself, which is no call of the API. */
const OF_WEB_PAGES = /\.(?:css|gif|ico|jpe?g|js|map|png|svg|ttf|woff2?)$/

/** A path as it may be shown: what does not look like the name of an endpoint is left out. */
const shownPath = (path: string): string =>
  path
    .split('/')
    .slice(1, 4)
    .map((name) => (SHOWN.test(name) ? `/${name}` : '/…'))
    .join('')

const SHOWN = /^[a-z_.-]{1,30}$/i

const VERBS_OF_METHOD: Readonly<Partial<Record<string, readonly Verb[]>>> = {
  GET: ['read'],
  HEAD: ['read'],
  POST: ['create', 'update'],
  PUT: ['update'],
  PATCH: ['update'],
  DELETE: ['delete'],
}
