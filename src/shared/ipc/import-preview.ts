/** A certificate that a tenant trusts besides the system's, for a person to check. */
export interface AuthorityView {
  readonly subject: string
  readonly issuer: string
  /** SHA-256, in pairs of hexadecimal digits. */
  readonly fingerprint: string
  /** ISO dates. */
  readonly validFrom: string
  readonly validTo: string
}

/** A column of a CSV file, and what becomes of it. */
export interface ColumnView {
  /** As it stands in the file, made visible and cut. */
  readonly header: string
  /** What it was taken for; null: it was ignored. */
  readonly column: string | null
  /** Why it was ignored; `unknown`: no column is called so. */
  readonly ignored: 'secret' | 'unknown' | null
  /** What it may have been meant to be called; null where nothing is like it. */
  readonly meant: string | null
}

/** What is in a file of tenants, before anything of it is taken. */
export interface ImportPreview {
  /** In the order of the file; empty for JSON. */
  readonly columns: readonly ColumnView[]
  /** Hold on to this to confirm; it names a parsed file in main's memory. */
  readonly importId: string
  readonly accepted: readonly { readonly name: string; readonly url: string }[]
  /** Certificates that tenants of the file trust besides the system's, each once, and how many tenants do. */
  readonly authorities: readonly (AuthorityView & { readonly tenants: number })[]
  /** Proxies that tenants of the file go through, each once. */
  readonly proxies: readonly { readonly proxy: string; readonly tenants: number }[]
  readonly rejected: readonly { readonly line: number; readonly reason: string }[]
  /** e.g. that secrets in the file were ignored. */
  readonly warnings: readonly string[]
}
