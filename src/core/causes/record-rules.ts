import type { ResourceView, SideFacts } from '../access/side-facts'
import { assignmentOf, clientOf, teamOf, typeOf } from '../access/visibility'
import { counted } from '../comparison/count-text'
import { isolated, seenName } from '../comparison/name-text'
import type { NameOf } from '../comparison/names'
import type { RecordSummary } from '../comparison/record'
import { agentOf, applicationOf, asObserved, nameSome, scopesText } from '../explain/words'
import { featureOf, levelName } from '../halo/feature'
import { levelOf, switchOf } from '../halo/claim'
import type { AllowedType } from '../halo/permission'
import type { LevelCode } from '../halo/feature'
import { resourceDefinition } from '../halo/resource'
import { covers } from '../halo/scope'
import { scopeOf, type SettingCode } from './setting'

/** A record with what it is asked about. */
export interface AskedRecord {
  readonly facts: SideFacts
  readonly view: ResourceView
  readonly record: RecordSummary
  /** As things are called in sentences. */
  readonly nameOf: NameOf
}

/** A rule in the words of one record: its own value, and what is allowed. */
export interface RecordRule {
  readonly what: string
  readonly value: string
  readonly allowed: string
  /** The reasons that it can hide a record for; the one it would be first. */
  readonly codes: readonly [SettingCode, ...SettingCode[]]
  /** Goes without saying where it hides nothing. */
  readonly onlyIfHiding?: boolean
}

const NOT_TOLD = 'none, or not told'
const NOT_READ = 'not known: the settings were not read'

export const loginRule = ({ facts }: AskedRecord): RecordRule => ({
  what: 'login',
  value: applicationOf(facts),
  allowed:
    facts.predicted?.gate.inactive === true
      ? 'the application is inactive'
      : facts.predicted?.gate.noLogin === true
        ? 'nobody is named for it to log in as'
        : 'does not log in as an agent',
  codes: ['connection.not-an-agent', 'application.inactive', 'application.no-login'],
  onlyIfHiding: true,
})

export const switchedOffRule = ({ facts }: AskedRecord): RecordRule => ({
  what: 'agent',
  value: agentOf(facts),
  allowed:
    facts.permissions === null
      ? NOT_READ
      : facts.permissions.disabled === true
        ? 'disabled'
        : 'not known whether it is disabled',
  codes: ['agent.disabled'],
  onlyIfHiding: true,
})

export const scopeRule = ({ facts, view }: AskedRecord): RecordRule => ({
  what: 'scope',
  value: scopeOf(view.resource) ?? 'not known',
  allowed: scopeText(facts, view),
  codes:
    facts.scopes?.length === 0
      ? ['connection.no-scope', 'scope.missing']
      : ['scope.missing', 'connection.no-scope'],
})

const scopeText = (facts: SideFacts, { resource }: ResourceView): string => {
  const { scopes } = facts
  const had = asObserved(facts, 'granted', 'ticked')
  if (scopes === null) return 'not known: the scopes of the token are not known'
  if (scopes.length === 0) return `no scope is ${had} at all`
  const { scopeArea } = resourceDefinition(resource)
  const covered = covers(scopes, scopeArea)
  if (covered === 'unknown') return `not known to be needed; ${had}: ${scopesText(scopes)}`
  if (!covered) return `not ${had}`
  const by =
    scopeArea === null || scopes.includes(`read:${scopeArea}`)
      ? null
      : scopes.includes('all')
        ? 'all'
        : `edit:${scopeArea}`
  return by === null ? had : `${had} with ${by}`
}

export const levelRule = ({ facts }: AskedRecord, code: LevelCode): RecordRule => {
  const feature = featureOf(code)
  const level = levelOf(facts.permissions?.claims ?? null, code)
  return {
    what: 'level',
    value: feature.name,
    allowed: facts.permissions === null ? NOT_READ : level === null ? 'not known' : levelName(feature, level),
    codes: ['agent.feature-level'],
  }
}

export const clientRule = ({ facts, view, record, nameOf }: AskedRecord): RecordRule => {
  const client = clientOf(view.resource, record)
  const clients = facts.permissions?.clients ?? null
  return {
    what: 'client',
    value: client === null ? (seenName(record.clientName) ?? NOT_TOLD) : nameOf('client', client),
    allowed: listText(facts, {
      all: 'Fc',
      one: 'client',
      entries: clients?.map(({ clientId, name }) => ({
        id: clientId,
        name: called(nameOf, 'client', clientId, name),
      })),
      own: client,
    }),
    codes: ['agent.client'],
  }
}

export const typeRule = (
  { facts, view, record, nameOf }: AskedRecord,
  kind: 'ticket type' | 'asset type',
): RecordRule => {
  const type = typeOf(view.resource, record)
  const { permissions } = facts
  const list = kind === 'ticket type' ? permissions?.ticketTypes : permissions?.assetTypes
  return {
    what: kind,
    value: type === null ? (seenName(record.typeName) ?? NOT_TOLD) : nameOf(kind, type),
    allowed: listText(facts, {
      all: kind === 'ticket type' ? 'Ft' : 'Fa',
      one: kind,
      // A list of types none of which may be viewed is a limit all the same.
      isLimited: (list?.length ?? 0) > 0,
      entries: viewable(list)?.map(({ typeId, name }) => ({
        id: typeId,
        name: called(nameOf, kind, typeId, name),
      })),
      own: type,
    }),
    codes: [kind === 'ticket type' ? 'agent.ticket-type' : 'agent.asset-type'],
  }
}

const viewable = (types: readonly AllowedType[] | null | undefined): readonly AllowedType[] | undefined =>
  types?.filter(({ canView }) => canView !== false)

const called = (
  nameOf: NameOf,
  kind: 'client' | 'ticket type' | 'asset type' | 'team' | 'department',
  id: string,
  name: string,
) => (id === '' ? isolated(seenName(name) ?? 'one without id and name') : nameOf(kind, id))

interface AllowedList {
  readonly all: 'Fc' | 'Ft' | 'Fa'
  readonly one: string
  readonly entries: readonly { readonly id: string; readonly name: string }[] | undefined
  readonly isLimited?: boolean
  readonly own: string | null
}

/** "14 clients, not this one"; of few their names. */
const listText = ({ permissions }: SideFacts, { all, one, entries, isLimited, own }: AllowedList): string => {
  if (permissions === null) return NOT_READ
  if (switchOf(permissions.claims, all) === true) return `all ${one}s`
  if (entries === undefined) return `not known: the list of ${one}s was not read`
  if (entries.length === 0 && isLimited !== true) return `all ${one}s: none is named`
  const isIn = own === null ? null : entries.some(({ id }) => id === own)
  const member = isIn === null ? '' : isIn ? ', this one among them' : ', not this one'
  const few = entries.length > 0 && entries.length <= FEW
  return `${few ? nameSome(entries.map(({ name }) => name)) : counted(entries.length, one)}${few && isIn === true ? '' : member}`
}

/** So many are named rather than counted. */
const FEW = 3

export const teamRule = ({ facts, view, record, nameOf }: AskedRecord): RecordRule => {
  const team = teamOf(view.resource, record)
  const department =
    record.departmentId ?? facts.teams?.find(({ teamId }) => teamId === team)?.departmentId ?? null
  const { permissions } = facts
  const teamName = team === null ? null : nameOf('team', team)
  const departmentName = department === null ? null : nameOf('department', department)
  return {
    what: 'team',
    value: teamText(teamName ?? seenName(record.teamName), departmentName),
    allowed: permissions === null ? NOT_READ : membershipText(permissions, nameOf),
    codes:
      permissions?.teams?.length === 0 && permissions.departments?.length === 0
        ? ['agent.no-team', 'agent.team']
        : ['agent.team', 'agent.no-team'],
  }
}

/** "Projects (department Field Services)"; the department is told once. */
const teamText = (team: string | null, department: string | null): string => {
  if (team === null) return department === null ? NOT_TOLD : `department ${department}`
  return department === null || team.includes(`(department ${department})`)
    ? team
    : `${team} (department ${department})`
}

const membershipText = (
  { teams, departments, allDepartments }: NonNullable<SideFacts['permissions']>,
  nameOf: NameOf,
): string => {
  if (allDepartments === true) return 'all departments'
  if (teams?.length === 0 && departments?.length === 0) return 'no team and no department'
  const some = (one: string, names: readonly string[] | undefined): string => {
    if (names === undefined) return `${one}s not known`
    if (names.length === 0) return `no ${one}`
    return names.length <= FEW
      ? `${one}${names.length === 1 ? '' : 's'} ${nameSome(names)}`
      : counted(names.length, one)
  }
  return [
    some(
      'team',
      teams?.map(({ teamId, name }) => called(nameOf, 'team', teamId, name)),
    ),
    some(
      'department',
      departments?.map((each) => called(nameOf, 'department', each.departmentId, each.name)),
    ),
  ].join('; ')
}

export const assigneeRule = ({ facts, record, nameOf }: AskedRecord): RecordRule => {
  const { agentId } = record
  const right = agentId === null ? null : assignmentOf(agentId, facts.permissions?.agentId ?? null)
  return {
    what: 'assigned to',
    value: agentId === null ? (seenName(record.agentName) ?? NOT_TOLD) : nameOf('agent', agentId),
    allowed: agentId === null ? 'not known which right it needs' : rightText(facts, record, right),
    codes:
      right === 'agent.unassigned'
        ? ['agent.unassigned', 'agent.others-tickets']
        : ['agent.others-tickets', 'agent.unassigned'],
  }
}

/** What a right says of tickets such as this one. @param right null: it is the agent's own */
const rightText = (
  { permissions }: SideFacts,
  { teamId }: RecordSummary,
  right: ReturnType<typeof assignmentOf>,
): string => {
  if (permissions === null) return NOT_READ
  if (right === null) return 'its own tickets'
  const isUnassigned = right === 'agent.unassigned'
  const what = isUnassigned ? 'unassigned tickets' : 'tickets assigned to others'
  const everywhere = switchOf(permissions.claims, isUnassigned ? 'l9' : 'l8')
  if (everywhere === true) return `may view ${what}`
  const team = permissions.teams?.find((each) => each.teamId === teamId)
  const inTeam = isUnassigned ? team?.unassignedAccess : team?.otherAgentAccess
  if (inTeam === true) return `may view ${what} of this team`
  const isKnown = everywhere !== null && inTeam !== null
  return isKnown ? `may not view ${what}` : `not known whether it may view ${what}`
}
