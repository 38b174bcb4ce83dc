import type { SideName } from '../access/side-facts'
import { isolated, seenName } from '../comparison/name-text'
import { nameDirectory } from '../comparison/names'
import { unnamed } from '../comparison/record'
import { grantableScopes, opensRecords } from '../halo/scope'
import type { NameKind } from '../halo/resource'
import type { AgentSubject } from './agent-difference'
import { agentDifferences } from './agent-settings'
import * as text from './setting-text'
import { AGENT_RULES, idKey, type SettingDifference } from './setting-difference'
import type { SnapshotSide } from './snapshot-side'
import { unreadSentences } from './unread'

/** What differs between the settings of one side at two ends. */
export interface SideDifferences {
  readonly differences: readonly SettingDifference[]
  /** As sentences. */
  readonly unread: readonly string[]
}

/** A side's application, the agent that it acts as, and that agent's settings. */
export const sideDifferences = (was: SnapshotSide, is: SnapshotSide): SideDifferences => {
  const parts = [failures(was, is), application(was, is), scopes(was, is), agent(was, is)]
  return {
    differences: parts.flatMap(({ differences }) => differences),
    unread: parts.flatMap(({ unread }) => unread),
  }
}

const NOTHING: SideDifferences = { differences: [], unread: [] }

const ENDS = ['earlier', 'later'] as const

const failures = (was: SnapshotSide, is: SnapshotSide): SideDifferences => ({
  ...NOTHING,
  unread: [was, is].flatMap(({ result, side }, place) =>
    result.state === 'connected'
      ? []
      : [
          `The ${side} side could not connect in the ${ENDS[place] ?? 'later'} snapshot: ${result.failure.message}`,
        ],
  ),
})

/** “Reporting sync”, as it is called now. */
const applicationName = (was: SnapshotSide, is: SnapshotSide): string =>
  seenName(is.application?.name) ?? seenName(was.application?.name) ?? nameless(is.side)

const nameless = (side: SideName): string =>
  side === 'app' ? 'the application' : 'the agent side’s application'

const isOtherApplication = (was: SnapshotSide, is: SnapshotSide): boolean =>
  was.application !== null &&
  is.application !== null &&
  idKey(was.application.id) !== idKey(is.application.id)

const application = (was: SnapshotSide, is: SnapshotSide): SideDifferences => {
  if (is.side === 'agent') return NOTHING
  const [before, after] = [was.application, is.application]
  if (before === null || after === null) {
    const end = before === null ? (after === null ? 'both' : 'earlier') : 'later'
    return {
      ...NOTHING,
      unread: unreadSentences(applicationName(was, is), [{ what: 'the application record', end }]),
    }
  }
  const base = { side: is.side, sides: [is.side], of: applicationName(was, is), ofId: after.id } as const
  if (isOtherApplication(was, is)) {
    const [now, then] = [called(after.name, after.id), called(before.name, before.id)]
    const other: SettingDifference = {
      ...base,
      key: 'application',
      what: 'application',
      change: 'changed',
      value: now,
      before: then,
      message: text.applicationMessage(now, then),
      order: [text.ORDER.application, ''],
      bearing: {
        rules: ['application', 'scope'],
        turned: (state, { access: { scopes: towards, gate } }) => ({
          ...state,
          access: { ...state.access, scopes: towards, ...(gate && { gate }) },
        }),
      },
    }
    return { ...NOTHING, differences: [other] }
  }
  if (before.inactive === null || after.inactive === null) {
    const end = before.inactive === null ? (after.inactive === null ? 'both' : 'earlier') : 'later'
    return { ...NOTHING, unread: unreadSentences(base.of, [{ what: 'whether it is active', end }]) }
  }
  if (before.inactive === after.inactive) return NOTHING
  const words = (inactive: boolean) => (inactive ? 'inactive' : 'active')
  return {
    ...NOTHING,
    differences: [
      {
        ...base,
        key: 'application inactive',
        what: 'application.inactive',
        change: 'changed',
        value: words(after.inactive),
        before: words(before.inactive),
        message: text.inactiveMessage(after.inactive, base.of),
        order: [text.ORDER.inactive, ''],
        bearing: {
          rules: ['application'],
          turned: (state, { access: { gate } }) =>
            state.access.gate === undefined || gate === undefined
              ? state
              : {
                  ...state,
                  access: { ...state.access, gate: { ...state.access.gate, inactive: gate.inactive } },
                },
        },
      },
    ],
  }
}

const called = (name: string | null, id: string): string => `${seenName(name) ?? unnamed(id)} (${id})`

// --- Scopes -------------------------------------------------------------------------------------

/** Scopes of the token and those that are ticked: the same one is told once. Sign-in names open nothing. */
const scopes = (was: SnapshotSide, is: SnapshotSide): SideDifferences => {
  if (isOtherApplication(was, is)) return NOTHING
  const of = applicationName(was, is)
  const [held, ticked] = [scopesOf(was, is, tokenOf), scopesOf(was, is, tickedOf)]
  const unread =
    held !== null
      ? []
      : unreadSentences(of, [{ what: 'the scopes of its token', end: endOf(tokenOf(was), tokenOf(is)) }])
  const names = [...new Set([...(held?.changed.keys() ?? []), ...(ticked?.changed.keys() ?? [])])]
  const differences = names.flatMap((scope): readonly SettingDifference[] => {
    const [inToken, inRecord] = [held?.changed.get(scope), ticked?.changed.get(scope)]
    const change = inToken ?? inRecord
    if (change === undefined) return []
    const source = inRecord === change ? 'ticked' : isAskedFor(scope, change, was, is) ? 'asked' : 'granted'
    return [
      {
        key: `scope ${scope}`,
        what: 'scope',
        side: is.side,
        sides: [is.side],
        of,
        ofId: is.application?.id ?? was.application?.id ?? null,
        change,
        value: scope,
        before: null,
        message: text.scopeMessage(change, scope, source, of),
        order: [text.ORDER.scope, scope],
        bearing: {
          rules: ['scope'],
          turned: (state, toward) => ({
            ...state,
            access: {
              ...state.access,
              scopes: withScopeOf(state.access.scopes, toward.access.scopes, scope),
            },
          }),
        },
      },
    ]
  })
  return { differences, unread }
}

type ScopesOf = (end: SnapshotSide) => readonly string[] | null

const tokenOf: ScopesOf = ({ state }) => state.access.scopes
const tickedOf: ScopesOf = ({ application: record }) => record?.scopes ?? null

const endOf = (was: unknown, is: unknown) => (was === null ? (is === null ? 'both' : 'earlier') : 'later')

const scopesOf = (was: SnapshotSide, is: SnapshotSide, of: ScopesOf) => {
  const [before, after] = [of(was), of(is)]
  if (before === null || after === null) return null
  const changed = new Map<string, text.Op>()
  for (const scope of after) if (opensRecords(scope) && !before.includes(scope)) changed.set(scope, 'added')
  for (const scope of before) if (opensRecords(scope) && !after.includes(scope)) changed.set(scope, 'removed')
  return { changed }
}

/** Whether the scope came or went because one run asked for it, and the other did not. */
const isAskedFor = (scope: string, change: text.Op, was: SnapshotSide, is: SnapshotSide): boolean => {
  const asked = ({ result }: SnapshotSide): boolean => {
    const wanted = result.state === 'connected' ? result.identity.requestedScopes : result.requestedScopes
    return grantableScopes(wanted, [scope]).length > 0
  }
  return change === 'added' ? !asked(was) && asked(is) : asked(was) && !asked(is)
}

const withScopeOf = (
  own: readonly string[] | null,
  other: readonly string[] | null,
  scope: string,
): readonly string[] | null => {
  if (own === null || other === null) return own
  const rest = own.filter((each) => each !== scope)
  return other.includes(scope) ? [...rest, scope] : rest
}

// --- The agent ----------------------------------------------------------------------------------

/** Another agent is one change: what is set of it is not what was changed of the one before. */
const agent = (was: SnapshotSide, is: SnapshotSide): SideDifferences => {
  if (was.agent === null || is.agent === null) return nobody(was, is)
  const name = agentName(was, is)
  if (idKey(was.agent.id) !== idKey(is.agent.id)) return { ...NOTHING, differences: [otherAgent(was, is)] }
  const [before, after] = [was.permissions, is.permissions]
  if (before === null || after === null)
    return {
      ...NOTHING,
      unread: unreadSentences(name, [{ what: 'its settings', end: endOf(before, after) }]),
    }
  const names = nameDirectory(is.comparison)
  const subject: AgentSubject = {
    side: is.side,
    sides: [is.side],
    of: name,
    called: (kind, id, own) => called(kind === 'role' ? own : (known(names, kind, id) ?? own), id),
  }
  const { differences, unread } = agentDifferences(before, after, subject)
  return { differences, unread: unreadSentences(name, unread) }
}

const known = (names: ReturnType<typeof nameDirectory>, kind: NameKind, id: string): string | null => {
  const name = names(kind, id)
  return name === unnamed(id) ? null : name
}

const agentName = (was: SnapshotSide, is: SnapshotSide): string =>
  seenName(is.agent?.name) ?? seenName(was.agent?.name) ?? `the ${is.side} side’s agent`

const otherAgent = (was: SnapshotSide, is: SnapshotSide): SettingDifference => {
  const [now, then] = [was, is]
    .map(({ agent: one }) => (one === null ? text.NOBODY : called(one.name, one.id)))
    .reverse()
  const record = is.application ?? was.application
  return {
    key: `login ${is.side}`,
    what: is.agent === null || was.agent === null ? 'application.no-login' : 'identity.different-agent',
    side: is.side,
    sides: [is.side],
    of: record === null ? nameless(is.side) : applicationName(was, is),
    ofId: record?.id ?? null,
    change: 'changed',
    value: now ?? text.NOBODY,
    before: then ?? text.NOBODY,
    message: text.loginMessage(
      is.side,
      record === null ? null : applicationName(was, is),
      now ?? text.NOBODY,
      then ?? text.NOBODY,
    ),
    order: [text.ORDER.login, ''],
    bearing: {
      rules: ['application', ...AGENT_RULES],
      turned: (state, { access: { permissions, gate } }) => ({
        ...state,
        access: {
          ...state.access,
          permissions,
          ...(state.access.gate && gate && { gate: { ...state.access.gate, noLogin: gate.noLogin } }),
        },
      }),
    },
  }
}

/** A side of which it is not known who it acts as; of a predicted one it may be known that it is nobody. */
const nobody = (was: SnapshotSide, is: SnapshotSide): SideDifferences => {
  const isNobody = ({ state }: SnapshotSide) => state.access.gate?.noLogin === true
  const isTold = (end: SnapshotSide) => end.agent !== null || isNobody(end)
  if (isNobody(was) && isNobody(is)) return NOTHING
  if (isTold(was) && isTold(is)) return { ...NOTHING, differences: [otherAgent(was, is)] }
  const end = isTold(was) ? 'later' : isTold(is) ? 'earlier' : 'both'
  return {
    ...NOTHING,
    unread: unreadSentences(isolated(`the ${is.side} side`), [
      { what: 'who it acts as, and what it may see', end },
    ]),
  }
}
