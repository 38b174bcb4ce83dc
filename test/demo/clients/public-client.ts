/** A row as a client hands it to its caller. */
export type ClientRow = Readonly<Record<string, unknown>>

export type Listed = 'agents' | 'tickets' | 'clients' | 'sites' | 'assets' | 'users'

/**
 * The requests of a public client of Halo's API, and what it makes of the answers. Written by us after
 * reading it: none of these is to be had from npm, and none of their code is here. Each names what it
 * was read from.
 */
export interface PublicClient {
  /** Whole lists, as far as the client can list them, called in the way its documents recommend. */
  readonly lists: Readonly<Partial<Record<Listed, () => Promise<readonly ClientRow[]>>>>
  /** One thing by its id; null where the client hands on none. */
  readonly one?: (what: Listed, id: string) => Promise<ClientRow | null>
}

export interface Credentials {
  readonly url: string
  readonly clientId: string
  readonly secret: string
  readonly apiKey: string
}

/** What these clients take for granted, unlike Crossview: that an answer is the object they expect. */
export const jsonOf = async (response: Response): Promise<ClientRow> => (await response.json()) as ClientRow

export const rowsIn = (answer: ClientRow, key: string): readonly ClientRow[] => {
  const rows = answer[key]
  if (!Array.isArray(rows)) throw new TypeError(`The answer has no “${key}”.`)
  return rows as readonly ClientRow[]
}
