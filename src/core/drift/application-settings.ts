import { isolated, nameKey, seenName } from '../comparison/name-text'
import type { ApplicationFacts, LoginType } from '../inventory/application'
import { METHOD_WORDS } from '../inventory/inventory-words'
import type { SettingChange } from './drift'

/** What of an application's own record differs, besides what a comparison has of it too. */
export interface RecordDifferences {
  readonly settings: readonly SettingChange[]
  /** As sentences. */
  readonly unread: readonly string[]
}

const NOTHING: RecordDifferences = { settings: [], unread: [] }

/** @param name what it is called now */
export const recordDifferences = (
  was: ApplicationFacts,
  is: ApplicationFacts,
  name: string,
): RecordDifferences => {
  const parts = [method(was, is, name), login(was, is, name)]
  return {
    settings: parts.flatMap(({ settings }) => settings),
    unread: parts.flatMap(({ unread }) => unread),
  }
}

/** One that came or went. */
export const applicationChange = (
  application: ApplicationFacts,
  name: string,
  change: 'added' | 'removed',
): SettingChange => ({
  what: 'application',
  side: null,
  of: name,
  ofId: application.id,
  change,
  value: `${name} (${application.id})`,
  before: null,
  message: `Application ${isolated(name)} ${change === 'added' ? 'is new' : 'is gone'}.`,
})

const changed = (
  what: SettingChange['what'],
  { id }: ApplicationFacts,
  of: string,
  [before, value]: readonly [string, string],
  message: string,
): RecordDifferences => ({
  ...NOTHING,
  settings: [{ what, side: null, of, ofId: id, change: 'changed', value, before, message }],
})

const notTold = (
  what: string,
  name: string,
  [then, now]: readonly [boolean, boolean],
): RecordDifferences => ({
  ...NOTHING,
  unread: [
    `${what} of ${isolated(name)} was not told in ${then ? 'the later snapshot' : now ? 'the earlier snapshot' : 'either snapshot'}.`,
  ],
})

const method = (was: ApplicationFacts, is: ApplicationFacts, name: string): RecordDifferences => {
  const [then, now] = [was.method, is.method]
  if (then === 'unknown' || now === 'unknown') {
    const isSame = then === now && was.methodText !== null && was.methodText === is.methodText
    return isSame ? NOTHING : notTold('The login method', name, [then !== 'unknown', now !== 'unknown'])
  }
  if (then === now) return NOTHING
  const words = [METHOD_WORDS[then], METHOD_WORDS[now]] as const
  return changed(
    'application.weak-method',
    is,
    name,
    words,
    `${isolated(name)} gets its token by ${words[1]} now, by ${words[0]} before.`,
  )
}

/**
 * The type of login. Which agent it is, a comparison says as well; end users and suppliers have no id here, so that
 * another name may be another person or the same one under a new name.
 */
const login = (was: ApplicationFacts, is: ApplicationFacts, name: string): RecordDifferences => {
  const [then, now] = [was.login, is.login]
  if (then.type === 'unknown' || now.type === 'unknown')
    return notTold('The login type', name, [then.type !== 'unknown', now.type !== 'unknown'])
  if (then.type !== now.type)
    return changed(
      now.type === 'unset' || then.type === 'unset' ? 'application.no-login' : 'identity.different-agent',
      is,
      name,
      [LOGINS[then.type](then.name), LOGINS[now.type](now.name)],
      `${isolated(name)} logs in as ${LOGINS[now.type](now.name)} now, as ${LOGINS[then.type](then.name)} before.`,
    )
  const isNamed = then.type === 'user' || then.type === 'supplier'
  if (!isNamed || nameKey(then.name ?? '') === nameKey(now.name ?? '')) return NOTHING
  return {
    ...NOTHING,
    unread: [
      `Whether ${isolated(name)} logs in as somebody else is not known: it was ${LOGINS[then.type](then.name)}, is ${LOGINS[now.type](now.name)} now, and that may be a new name of the same.`,
    ],
  }
}

const called = (what: string) => (name: string | null) => {
  const seen = seenName(name)
  return seen === null ? what : `${what} ${isolated(seen)}`
}

const LOGINS: Readonly<Record<LoginType, (name: string | null) => string>> = {
  agent: called('agent'),
  user: called('end user'),
  supplier: called('supplier'),
  unset: () => 'nobody',
  unknown: () => 'somebody not known',
}
