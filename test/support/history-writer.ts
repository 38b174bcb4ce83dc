import { createHistoryStore } from '../../src/main/adapters/history/history-store'
import { MemorySecrets } from './memory-secrets'
import { storedProfile } from './stored-profile'

/**
 * Keeps one snapshot after the other and reports the id of each on standard output, until it is killed. Each round begins
 * with what a crash may cut off as well: marking, and removing.
 */
const [folder = '', tenant = '', account = '', key = '', trust = ''] = process.argv.slice(2)
const secrets = new MemorySecrets()
secrets.kept.set(account, key)
secrets.trusts.set(account, trust)
const history = createHistoryStore({
  userData: folder,
  secrets,
  profiles: {
    load: () =>
      Promise.resolve({
        data: { profiles: [storedProfile(1, { id: tenant })] },
        readOnly: false,
        notice: null,
      }),
  },
  clock: { now: () => new Date() },
})

for (let count = 1; ; count += 1) {
  const kept = await history.keep(tenant, {
    kind: 'comparison',
    at: new Date().toISOString(),
    app: null,
    signed: false,
    counts: {
      complete: true,
      errors: 0,
      warnings: 0,
      both: count,
      onlyAgent: 0,
      onlyApp: 0,
      applications: null,
    },
    // Of several sizes, none of which packs to nothing.
    text: Array.from({ length: 1 + (count % 7) * 400 }, () => Math.random().toString(36)).join(' '),
  })
  if (!kept.ok || kept.value === null) throw new Error(JSON.stringify(kept))
  const { id, sha256, at } = kept.value
  process.stdout.write(`kept ${id} ${sha256} ${at}\n`)
  if (count % 3 === 0) {
    const marked = await history.setBaseline(tenant, id, true)
    if (marked.ok) process.stdout.write(`marked ${id}\n`)
  }
}
