import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { historySettingsSchema } from '../../../../src/shared/files/history'
import { bundledSaver } from '../../../support/bundled-saver'
import { COUNTS } from '../../../support/counts'
import { TENANT, toKeep, triedHistory } from '../../../support/history'
import { temporaryFolder } from '../../../support/profiles'

/** What a process that is killed at any moment while it keeps, marks and lets retention delete leaves behind. */

it('loses nothing that was reported as kept, and what it leaves half done is swept', async () => {
  const script = await bundledSaver(temporaryFolder(), 'history-writer')
  const tried = triedHistory()
  // Retention deletes at every step as well.
  const COUNT = 10
  await tried.history.setSettings(historySettingsSchema.parse({ count: COUNT }))
  await tried.history.keep(TENANT, toKeep({ at: '2026-01-01T00:00:00.000Z' }))
  const [[account, key] = ['', '']] = tried.secrets.kept
  const trust = tried.secrets.trusts.get(account) ?? ''
  const folder = path.join(tried.userData, 'history', TENANT)
  const kept = new Map<string, { readonly sha256: string; readonly at: string }>()
  const marked = new Set<string>()
  for (let round = 0; round < COUNTS.historyKills; round += 1) {
    const child = spawn(process.execPath, [script, tried.userData, TENANT, account, key, trust], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    // At another moment each time, in the middle of a later snapshot.
    for (const line of await killedAfter(child, 1 + (round % 4), (round * 7) % 23)) {
      const [what, id = '', sha256 = '', at = ''] = line.split(' ')
      if (what === 'marked') marked.add(id)
      else kept.set(id, { sha256, at })
    }
    const { entries, faults } = await tried.history.list(TENANT)
    expect(faults).toEqual([])
    const there = new Set(entries.map(({ id }) => id))
    const lost = [...kept].filter(([id, { at }]) => {
      if (there.has(id)) return false
      // Some of them were marked since it had to go.
      const newer = entries.filter((entry) => entry.at >= at).length
      return marked.has(id) || newer < COUNT
    })
    expect(lost).toEqual([])
    expect(entries.filter(({ id, baseline }) => marked.has(id) && !baseline)).toEqual([])
    // What was reported last is whole, and so is what may have been half done.
    for (const { id, sha256 } of entries.slice(0, 3)) {
      const read = await tried.history.read(TENANT, id)
      if (!read.ok) throw new Error(read.error.message)
      expect(createHash('sha256').update(read.value).digest('hex')).toBe(kept.get(id)?.sha256 ?? sha256)
    }
  }
  expect((await tried.history.keep(TENANT, toKeep())).ok).toBe(true)
  expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

/** Kills a writer so many milliseconds after its nth line. @returns all that it reported */
const killedAfter = async (child: ChildProcess, lines: number, after: number): Promise<readonly string[]> => {
  let output = ''
  let isDue = false
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
    if (isDue || output.split('\n').length <= lines) return
    isDue = true
    setTimeout(() => child.kill('SIGKILL'), after)
  })
  await once(child, 'close')
  return output.split('\n').slice(0, -1)
}
