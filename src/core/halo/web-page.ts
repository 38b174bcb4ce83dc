import type { Resource } from './resource'

/**
 * Pages of Halo's web application by record, below the tenant's web address. Seen in links that public
 * clients make, not documented (halo-api.md section 15); of other resources none is known, and none is guessed.
 */
const PAGES: Readonly<Partial<Record<Resource, string>>> = {
  tickets: '/ticket?id=',
  clients: '/customers?mainview=client&clientid=',
}

/** The ids that these pages were seen with. */
const NUMBER = /^\d{1,19}$/

/** Path and query of a record's page; null where none is known, or the id is no number. */
export const webPage = (resource: Resource, id: string): string | null => {
  const page = PAGES[resource]
  return page === undefined || !NUMBER.test(id) ? null : `${page}${id}`
}

/**
 * Where a person looks at a record in Halo; null where no page is known.
 * @param base the tenant's web address: an origin, with its virtual directory, without `/api`
 */
export const webAddress = (resource: Resource, id: string, base: string): string | null => {
  const page = webPage(resource, id)
  return page === null ? null : `${base.endsWith('/') ? base.slice(0, -1) : base}${page}`
}
