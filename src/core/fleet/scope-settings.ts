import { opensRecords } from '../halo/scope'
import type { FleetSetting } from './fleet'

/** Names the value of every scope that is not named: a list that was read whole says of each what it is. */
export const OTHER_SCOPES = 'any other scope'

export const GRANTED = 'granted'
export const NOT_GRANTED = 'not granted'

/**
 * Scopes as settings: those that are held by name, with what they include, and what that makes of all others.
 * `edit:x` includes reading x, and `all` everything (halo-api.md section 3.1); what `all:standard` holds Halo does not publish.
 * @param scopes null: not known
 * @param who what the tenant calls whoever holds them
 */
export const scopeSettings = (
  of: string,
  scopes: readonly string[] | null,
  who: string,
): readonly FleetSetting[] => {
  const setting = (
    name: string,
    value: string | null,
    evidence: string,
    tells: readonly string[] = [],
  ): FleetSetting => ({
    what: 'scope',
    of,
    name,
    value,
    evidence,
    ...(tells.length > 0 && { tells }),
  })
  if (scopes === null) return [setting(OTHER_SCOPES, null, `The scopes of ${who} are not known.`)]
  const held = [...new Set(scopes)].filter(opensRecords).sort()
  const included = (scope: string): readonly string[] => {
    const reading = scope.replace(/^edit:/, 'read:')
    return reading === scope || held.includes(reading) ? [] : [reading]
  }
  const holds = `${who} holds ${held.join(' ') || 'no scope'}.`
  const others = held.includes('all') ? GRANTED : held.includes('all:standard') ? null : NOT_GRANTED
  return [
    ...held.flatMap((scope) => [
      setting(scope, GRANTED, `${who} holds ${scope}.`, included(scope)),
      ...included(scope).map((reading) =>
        setting(reading, GRANTED, `${who} holds ${scope}, which includes reading.`),
      ),
    ]),
    setting(OTHER_SCOPES, others, holds),
  ]
}
