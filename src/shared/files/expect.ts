import { z } from 'zod'
import { countText } from '../../core/comparison/count-text'
import type { Expectation } from '../../core/policy/expectation'
import { EXPECTED_FACETS } from '../../core/policy/where'
import { REASON_CODES } from '../../core/comparison/reason-code'
import { RESOURCES } from '../../core/halo/resource'
import { exactly } from '../exact-schema'
import { firstIssue, issueText } from './schema-issue'

const name = z.string().min(1).max(200).optional()
const resource = z.enum(RESOURCES)
const listOf = <T extends z.ZodType>(entry: T) => z.union([entry, z.array(entry).min(1)])
/** In digits only: what else YAML may take for a number (`1e3`, `0x1F`, `1_000`) is read differently by everybody. */
const number = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,8})$/, 'Write a whole number in digits, such as 12')
  .transform(Number)
const count = z.union([
  z.literal('none'),
  z.literal('some'),
  number,
  z
    .strictObject({ min: number.optional(), max: number.optional() })
    .refine(({ min, max }) => min !== undefined || max !== undefined)
    .refine(({ min = 0, max = Infinity }) => min <= max),
])
const where = z.strictObject(
  Object.fromEntries(EXPECTED_FACETS.map((facet) => [facet, z.string().min(1).optional()])),
)
const sees = z.strictObject({ resource, count, where: where.default({}) })

type RecipeExcess = Extract<Expectation, { kind: 'recipe' }>['excess']

/** By the key that an entry has; `app` and `agent` are the two sides of `sees`. */
const entrySchemas = {
  app: z.strictObject({ name, app: sees }),
  agent: z.strictObject({ name, agent: sees }),
  same: z.strictObject({ name, same: listOf(resource) }),
  recipe: z.strictObject({
    name,
    recipe: z.string().min(1),
    excess: exactly<RecipeExcess>()(z.enum(['none', 'any'])).default('any'),
  }),
  'no-finding': z.strictObject({ name, 'no-finding': listOf(z.enum(REASON_CODES)) }),
  'only-scopes': z.strictObject({ name, 'only-scopes': z.array(z.string().min(1)) }),
} satisfies Record<Exclude<Expectation['kind'], 'sees'> | 'app' | 'agent', z.ZodType>

type EntryKind = keyof typeof entrySchemas
const isEntryKind = (key: string): key is EntryKind => Object.hasOwn(entrySchemas, key)

/** `crossview.expect/1`, a file of policy tests; entries are read one by one, each with its line. */
export const expectFileSchema = z.strictObject({
  schema: z.literal('crossview.expect/1'),
  expect: z.array(z.record(z.string(), z.unknown())).min(1).max(1000),
})

/** What is wrong with an entry, and where in it. */
export interface EntryFault {
  readonly fault: string
  readonly path: readonly PropertyKey[]
}

/** One entry of a file, all of whose values are texts. */
export const expectationOf = (entry: Readonly<Record<string, unknown>>): Expectation | EntryFault => {
  const kinds = Object.keys(entry).filter(isEntryKind)
  const [kind, second] = kinds
  if (kind === undefined || second !== undefined)
    return { fault: `name exactly one of ${Object.keys(entrySchemas).join(', ')}`, path: [] }
  const parsed = entrySchemas[kind].safeParse(entry)
  if (parsed.success) return toExpectation(parsed.data)
  const path = parsed.error.issues[0]?.path ?? []
  const fault =
    path.at(-1) === 'count'
      ? `${path.join('.')}: write none, some, a whole number in digits such as 12, or { min: 1, max: 12 } with one of them or both`
      : issueText(firstIssue(parsed.error, entry))
  return { fault, path }
}

type Entry = z.infer<(typeof entrySchemas)[EntryKind]>

const toExpectation = (entry: Entry): Expectation => {
  const named = (fallback: string) => entry.name ?? fallback
  if ('same' in entry) {
    const resources = [entry.same].flat()
    return { kind: 'same', name: named(`Both sides agree on ${resources.join(', ')}`), resources }
  }
  if ('recipe' in entry) {
    const { recipe, excess } = entry
    const beyond = excess === 'none' ? ' and nothing beyond it' : ''
    return { kind: 'recipe', name: named(`Recipe ${recipe}${beyond}`), recipe, excess }
  }
  if ('no-finding' in entry) {
    const codes = [entry['no-finding']].flat()
    return { kind: 'no-finding', name: named(`No ${codes.join(', ')}`), codes }
  }
  if ('only-scopes' in entry) {
    const scopes = entry['only-scopes']
    return { kind: 'only-scopes', name: named(`No scope but ${scopes.join(', ')}`), scopes }
  }
  const side = 'app' in entry ? 'app' : 'agent'
  const seen = 'app' in entry ? entry.app : entry.agent
  const facets = Object.entries(seen.where).filter(
    (facet): facet is [string, string] => typeof facet[1] === 'string',
  )
  const whose = facets.map(([facet, value]) => ` of ${facet} ${value}`).join('')
  return {
    kind: 'sees',
    name: named(`The ${side} side sees ${wantedText(seen.count)} ${seen.resource}${whose}`),
    side,
    resource: seen.resource,
    where: Object.fromEntries(facets),
    ...bounds(seen.count),
  }
}

type Count = z.infer<typeof count>

const bounds = (wanted: Count): { least: number; most: number | null } => {
  if (wanted === 'none') return { least: 0, most: 0 }
  if (wanted === 'some') return { least: 1, most: null }
  return typeof wanted === 'number'
    ? { least: wanted, most: wanted }
    : { least: wanted.min ?? 0, most: wanted.max ?? null }
}

const wantedText = (wanted: Count): string => {
  if (wanted === 'none') return 'no'
  if (wanted === 'some') return wanted
  if (typeof wanted === 'number') return countText(wanted)
  return [
    wanted.min === undefined ? '' : `at least ${countText(wanted.min)}`,
    wanted.max === undefined ? '' : `at most ${countText(wanted.max)}`,
  ]
    .filter((part) => part !== '')
    .join(' and ')
}
