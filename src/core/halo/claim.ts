import type { LevelCode } from './feature'

/**
 * Claims: an agent's settings by Halo's two-character codes (halo-api.md section 4.3). That
 * `Agent/me` uses these codes is inferred.
 */
export type Claims = Readonly<Record<string, string>>

/** A switch such as `Fc` or `l9`. null: claims unknown, not set, or a value nobody described. */
export const switchOf = (claims: Claims | null, code: string): boolean | null => {
  const value = rankOf(claims?.[code])
  return value === null ? null : value > 0
}

/** A feature's level, 0 being No Access. null: unknown. */
export const levelOf = (claims: Claims | null, code: LevelCode): number | null => rankOf(claims?.[code])

/**
 * Claims of an agent and its roles as one: for each code the highest value wins, since an agent
 * cannot be set below a role it holds (documented: halo-api.md section 4.4).
 */
export const mergeClaims = (claimSets: readonly Claims[]): Claims => {
  const merged = new Map<string, string>()
  for (const [code, value] of claimSets.flatMap((claims) => Object.entries(claims))) {
    merged.set(code, highestValue(merged.get(code), value))
  }
  return Object.fromEntries(merged)
}

const highestValue = (known: string | undefined, value: string): string => {
  const knownRank = rankOf(known)
  const rank = rankOf(value)
  if (known === undefined || knownRank === null) return rank === null ? (known ?? value) : value
  return rank !== null && rank > knownRank ? value : known
}

/** A level or a switch as a number; null: not set, or a value that nobody described. */
export const rankOf = (value: string | undefined): number | null => {
  if (value === undefined) return null
  const text = value.trim().toLowerCase()
  if (text === 'true') return 1
  if (text === 'false') return 0
  return /^\d+$/.test(text) ? Number(text) : null
}
