import type { Change, Op } from '../access/change'
import type { Comparison } from '../comparison/comparison'
import { CHANGE_EXAMPLES } from './change-examples'
import { featureOfCode, FEATURES } from '../halo/feature'
import { KNOWN_SCOPES } from '../halo/scope'
import { counted } from '../comparison/count-text'
import { isolated, sameName } from '../comparison/name-text'
import { knownNames, shownNames, type KnownName } from '../comparison/names'
import { unnamed, type RecordSummary } from '../comparison/record'
import { resourceDefinition, type NameKind, type Resource } from '../halo/resource'

/** A change as text, or what is wrong with the text. */
export type ParsedChange =
  | { readonly ok: true; readonly change: Change }
  | { readonly ok: false; readonly message: string; readonly advice: string }

const LISTS = [
  { kind: 'team', names: 'team', all: null },
  { kind: 'department', names: 'department', all: null },
  { kind: 'client', names: 'client', all: 'Fc' },
  { kind: 'ticket-type', names: 'ticket type', all: 'Ft' },
  { kind: 'asset-type', names: 'asset type', all: 'Fa' },
  { kind: 'team-unassigned', names: 'team', all: 'l9' },
  { kind: 'team-others', names: 'team', all: 'l8' },
] as const

/**
 * Reads a change such as `agent.team+=Service Desk`. `agent.` is about the agent that the
 * application logs in as, `app.` about the application. Things go by name or by id, and only ones
 * that the comparison knows.
 */
export const parseChange = (text: string, comparison: Comparison): ParsedChange => {
  const equals = text.indexOf('=')
  const sign = ['+=', '-='].find((each) => text.startsWith(each, equals - 1)) ?? '='
  const path = text.slice(0, equals + 1 - sign.length).trim()
  const value = text.slice(equals + 1).trim()
  if (equals < 0 || path.includes('+') || value === '') return wrong(`“${text}” is not a change.`)
  return sign === '='
    ? assignment(path, value, comparison)
    : listChange(path, sign === '+=' ? 'add' : 'remove', value, comparison)
}

/** What is set with `=`. */
const assignment = (path: string, value: string, comparison: Comparison): ParsedChange => {
  if (path === 'agent') return nominate(value, comparison)
  if (path === 'agent.disabled') {
    return value === 'yes' || value === 'no'
      ? right({ kind: 'disabled', value: value === 'yes' })
      : wrong('agent.disabled is yes or no.')
  }
  const [, part, name = ''] = /^agent\.(level|claim)\.(.+)$/.exec(path) ?? []
  if (part === 'level') return levelChange(name, value)
  if (part === 'claim') return claimChange(name, value)
  const list = listNamed(path)
  if (list === undefined) return wrong(`Nothing called “${path}” can be changed.`)
  return list.all !== null && value === 'all'
    ? right({ kind: 'claim', code: list.all, value: '1' })
    : wrong(`Write ${path}+=… or ${path}-=….`)
}

/** What is added to or taken from a list with `+=` and `-=`. */
const listChange = (path: string, op: Op, value: string, comparison: Comparison): ParsedChange => {
  if (path === 'app.scope') return scopeChange(op, value, comparison)
  const list = listNamed(path)
  if (list === undefined) return wrong(`Nothing called “${path}” can be added to or taken from.`)
  const found = find(list.names, value, comparison)
  return typeof found === 'string' ? wrong(found) : right({ kind: list.kind, op, ...found })
}

const listNamed = (path: string) => LISTS.find(({ kind }) => path === `agent.${kind}`)

const claimChange = (code: string, value: string): ParsedChange =>
  /^[A-Za-z0-9]{2}$/.test(code) && /^(\d{1,2}|true|false)$/.test(value)
    ? right({ kind: 'claim', code, value })
    : wrong('A claim is two letters or digits, and its value a number, true or false: agent.claim.l9=1.')

const right = (change: Change): ParsedChange => ({ ok: true, change })
const wrong = (message: string): ParsedChange => ({
  ok: false,
  message,
  advice: `For example: ${CHANGE_EXAMPLES.join('; ')}`,
})

const scopeChange = (op: Op, scope: string, { app }: Comparison): ParsedChange => {
  const granted = app.state === 'connected' ? app.identity.scopes : []
  // What it holds can be taken from it, whether or not anybody here knows the name.
  if (!KNOWN_SCOPES.has(scope) && !(op === 'remove' && granted.includes(scope)))
    return wrong(`Halo has no scope called “${scope}”, as far as is known.`)
  if (op === 'remove' && scope !== 'all' && granted.includes('all') && !granted.includes(scope)) {
    return wrong(
      `The token holds the scope “all”, which ${scope} cannot be taken from: untick “all” and tick what is left.`,
    )
  }
  return right({ kind: 'scope', op, scope })
}

const levelChange = (name: string, level: string): ParsedChange => {
  const feature =
    featureOfCode(name) ?? FEATURES.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
  if (feature === undefined)
    return wrong(`Halo has no feature “${name}”; there are ${FEATURES.map((each) => each.name).join(', ')}.`)
  const named = feature.ladder.levels.findIndex((each) => each.toLowerCase() === level.toLowerCase())
  const place = named >= 0 ? named : /^\d$/.test(level) ? Number(level) : -1
  return place >= 0 && place < feature.ladder.levels.length
    ? right({ kind: 'claim', code: feature.code, value: String(place) })
    : wrong(
        `The levels of ${feature.name} are ${feature.ladder.levels.map((each, index) => `${index} ${each}`).join(', ')}.`,
      )
}

const nominate = (name: string, comparison: Comparison): ParsedChange => {
  const { agentSide, appSide } = comparison.configuration
  const nameOf = shownNames(comparison)
  const agents = new Map(
    [agentSide, appSide].flatMap((agent) =>
      agent === null ? [] : [[agent.agentId, { id: agent.agentId, read: agent.name }] as const],
    ),
  )
  const named = [...agents.values()].filter(({ read }) => sameName(read, name))
  const found = agents.get(name) ?? (named.length === 1 ? named[0] : undefined)
  if (found !== undefined) return right({ kind: 'agent', id: found.id, name: nameOf('agent', found.id) })
  const known = [...agents.keys()].map((id) => isolated(nameOf('agent', id))).join(', ')
  return wrong(
    named.length > 1
      ? `There are ${counted(named.length, 'agent')} called “${isolated(name)}”: name one by id (${named.map(({ id }) => id).join(', ')}).`
      : `The settings of “${isolated(name)}” are not in this comparison${known === '' ? '' : `; those of ${known} are`}.`,
  )
}

/** The one thing with this id or name, or a sentence saying why there is none. */
const find = (
  kind: NameKind,
  text: string,
  comparison: Comparison,
): { readonly id: string; readonly name: string } | string => {
  const known = knownNames(comparison, kind)
  const found = (one: KnownName) => ({ id: one.id, name: one.shown })
  const byId = known.find(({ id }) => id === text)
  if (byId !== undefined) return found(byId)
  // Rows and teams often carry an id whose name nobody was told.
  if (isCarried(kind, text, comparison)) return { id: text, name: shownNames(comparison)(kind, text) }
  const named = known.filter(({ name }) => sameName(name, text))
  const [first, second] = named
  if (first !== undefined && second === undefined) return found(first)
  // Another that looks the same is told apart by what we call it.
  const called = known.find(({ shown }) => sameName(shown, text))
  if (called !== undefined) return found(called)
  return first === undefined
    ? `No ${kind} called “${isolated(text)}” is known in this comparison.`
    : `There are ${counted(named.length, kind)} called “${isolated(text)}”: name one by id (${named
        .map(({ id, shown }) => (shown.endsWith(`(${unnamed(id)})`) ? id : `${id}: ${isolated(shown)}`))
        .join(', ')}).`
}

/** Whether some row, or a team's department, has this id. */
const isCarried = (kind: NameKind, id: string, { resources, configuration }: Comparison): boolean => {
  if (kind === 'department' && configuration.teams?.some(({ departmentId }) => departmentId === id) === true)
    return true
  return resources.some(({ resource, agent, app }) =>
    [agent, app].some(
      (side) =>
        side.state === 'listed' && side.records.some((record) => idsOfRecord(record, resource)[kind] === id),
    ),
  )
}

const idsOfRecord = (
  record: RecordSummary,
  resource: Resource,
): Readonly<Partial<Record<NameKind, string | null>>> => ({
  client: record.clientId,
  team: record.teamId,
  department: record.departmentId,
  agent: record.agentId,
  [resourceDefinition(resource).typeKind ?? 'type']: record.typeId,
})

/**
 * Which setting a change is about, from its text: two changes of one setting exclude each other, any others do not.
 * "agent.claim.Dx" of `agent.claim.Dx=1`, "agent.client 12" of both `agent.client+=12` and `agent.client-=12`.
 */
export const settingOf = (change: string): string => {
  const equals = change.indexOf('=')
  const isList = ['+', '-'].includes(change.charAt(equals - 1))
  return isList ? `${change.slice(0, equals - 1)} ${change.slice(equals + 1)}` : change.slice(0, equals)
}

/** The text that `parseChange` reads as this change; by id, which is never ambiguous. */
export const changeSyntax = (change: Change): string => {
  switch (change.kind) {
    case 'scope':
      return `app.scope${change.op === 'add' ? '+=' : '-='}${change.scope}`
    case 'claim':
      return `agent.claim.${change.code}=${change.value}`
    case 'disabled':
      return `agent.disabled=${change.value ? 'yes' : 'no'}`
    case 'agent':
      return `agent=${change.id}`
    default:
      return `agent.${change.kind}${change.op === 'add' ? '+=' : '-='}${change.id}`
  }
}
