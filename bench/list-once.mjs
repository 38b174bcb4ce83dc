/**
 * Lists a quick tenant once, in a process of its own, so that time and memory are its alone: as `ours`, a whole
 * comparison of this checkout, or as `naive`, what somebody writes in an afternoon. Tells what it took.
 */
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

/** @type {{ who: 'ours' | 'naive', url: string, lists: { resource: string, path: string, listKey: string | null }[] }} */
const { who, url, lists } = JSON.parse(process.env['OPTIONS'] ?? '{}')

/**
 * Pages of 100, one after another, both sides at once; it trusts the count, and ends on a short page without one.
 * @param {string} clientId @returns {Promise<number>} records
 */
const naiveSide = async (clientId) => {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: 'x',
    scope: 'all',
  })
  /** @type {any} */
  const token = await (await fetch(`${url}/auth/token`, { method: 'POST', body: form })).json()
  let records = 0
  for (const { path, listKey } of lists) {
    const known = new Map()
    for (let pageNo = 1; ; pageNo++) {
      const query = `pageinate=true&page_size=100&page_no=${pageNo}&order=id`
      const headers = { authorization: `Bearer ${token.access_token}` }
      /** @type {any} */
      const page = await (await fetch(`${url}/api${path}?${query}`, { headers })).json()
      const rows = listKey === null ? page : page[listKey]
      for (const { id, summary, name } of rows) known.set(id, summary ?? name)
      if (rows.length < 100 || known.size >= page.record_count) break
    }
    records += known.size
  }
  return records
}

const ours = async () => {
  const file = fileURLToPath(new URL('compare-once.ts', import.meta.url))
  const { module } = await runnerImport(file, { configFile: false })
  return () =>
    module.compareOnce(
      url,
      lists.map(({ resource }) => resource),
    )
}
const naive = async () => {
  const sides = await Promise.all(['agent', 'app'].map(naiveSide))
  return sides.reduce((sum, records) => sum + records, 0)
}

const work = who === 'ours' ? await ours() : naive
const cpuBefore = process.cpuUsage()
const started = performance.now()
const records = await work()
const wallMs = performance.now() - started
const { user, system } = process.cpuUsage(cpuBefore)
process.send?.(
  { records, wallMs, cpuMs: (user + system) / 1000, rssMb: process.resourceUsage().maxRSS / 1024 },
  () => process.exit(0),
)
