import type { Evidence } from '../comparison/finding'
import { dateOf } from '../comparison/halo-date'
import { counted } from '../comparison/count-text'
import type { ApiKeyDates, ApplicationFacts } from './application'

/** What is to be said of an application's API keys. */
export interface KeyExpiry {
  /** The worst of its keys; `endless`: it likely never expires. */
  readonly state: 'expired' | 'soon' | 'endless'
  readonly message: string
  readonly evidence: readonly Evidence[]
}

/** An expiry nearer than this is said beforehand. */
const SOON_DAYS = 30
const DAY = 24 * 60 * 60 * 1000

/**
 * API keys that are expired, expire within 30 days, or likely never do (halo-api.md section 4.6). Halo writes
 * "no date" as 1900-01-01, and whether that means "never" is not documented: it is taken so only where a key
 * was made and its application gives keys 0 days. Otherwise a missing date is not known, and nothing is said.
 * A date without a zone is taken as UTC, so that a key may be said to expire up to 14 hours early or late.
 * @param at when the inventory was read, ISO 8601
 */
export const keyExpiry = (
  { apiKeys, apiKeyExpiryDays }: Pick<ApplicationFacts, 'apiKeys' | 'apiKeyExpiryDays'>,
  at: string,
): KeyExpiry | null => {
  const now = Date.parse(at)
  const told = apiKeys.flatMap((key, index) => {
    const state = stateOf(key, apiKeyExpiryDays ?? null, now)
    // Of one key alone it is not known whether it is Halo's first or second.
    const name = apiKeys.length === 1 ? 'The API key' : `API key ${index + 1}`
    return state === null ? [] : [{ name, key, state }]
  })
  const worst = (['expired', 'soon', 'endless'] as const)
    .map((state) => told.find((each) => each.state === state))
    .find((each) => each !== undefined)
  if (worst === undefined) return null
  return {
    state: worst.state,
    message: messageOf(worst, now),
    evidence: told.flatMap(({ name, key }) => evidenceOf(name, key)),
  }
}

const stateOf = (
  { generatedAt, expiresAt }: ApiKeyDates,
  days: number | null,
  now: number,
): KeyExpiry['state'] | null => {
  const end = momentOf(expiresAt)
  if (end !== null) return end <= now ? 'expired' : end - now <= SOON_DAYS * DAY ? 'soon' : null
  return momentOf(generatedAt) !== null && days === 0 ? 'endless' : null
}

/** Milliseconds; null: none, or no date. */
const momentOf = (value: string | null): number | null => {
  const text = dateOf(value)
  return text === null ? null : Date.parse(`${text.slice(0, 19)}Z`)
}

const messageOf = (
  {
    name,
    key,
    state,
  }: { readonly name: string; readonly key: ApiKeyDates; readonly state: KeyExpiry['state'] },
  now: number,
): string => {
  const end = momentOf(key.expiresAt)
  if (end === null)
    return `${name} has no expiry date and its keys are given 0 days: likely it never expires.`
  const day = dayOf(key.expiresAt)
  return state === 'expired'
    ? `${name} expired on ${day}.`
    : `${name} expires on ${day}, in ${counted(Math.floor((end - now) / DAY), 'day')}.`
}

const dayOf = (value: string | null): string => dateOf(value)?.slice(0, 10) ?? 'not told'

const evidenceOf = (
  name: string,
  { generatedAt, lastUsedAt, expiresAt }: ApiKeyDates,
): readonly Evidence[] => [
  { what: `${name} generated`, value: dayOf(generatedAt) },
  { what: `${name} last used`, value: dayOf(lastUsedAt) },
  { what: `${name} expires`, value: dayOf(expiresAt) },
]
