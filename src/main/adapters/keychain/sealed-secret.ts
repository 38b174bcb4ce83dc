/**
 * How a secret stands in the keychain: with the trust it was entered for (SHA-256, base64url), so
 * that neither a changed file nor a changed tenant can lead it elsewhere. What an older Crossview
 * kept has none.
 */
const SEALED = /^crossview-1:([A-Za-z0-9_-]{43}):/

/** @param trust 43 characters of base64url */
export const seal = (secret: string, trust: string): string => `crossview-1:${trust}:${secret}`

export const unseal = (kept: string): { readonly secret: string; readonly trust: string | null } => {
  const mark = SEALED.exec(kept)
  return mark === null
    ? { secret: kept, trust: null }
    : { secret: kept.slice(mark[0].length), trust: mark[1] ?? null }
}
