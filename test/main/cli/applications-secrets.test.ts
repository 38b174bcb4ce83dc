import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'
import { filesIn, findMarked } from '../../support/secret-sweep'

/** The demo tenant sends a secret in every secret-like field of its applications, agents and roles. */
describe('what crossview applications leaves on the disk', () => {
  it('holds none of the secrets that the tenant sent along', async () => {
    const folder = temporaryFolder()
    const into = [
      '--json',
      'out.json',
      '--csv',
      'csv',
      '--html',
      'out.html',
      '--snapshot',
      'out.snapshot.json',
    ]
    const first = await runCli(folder, ['applications', '--demo', '--records', '--record', 'run', ...into])
    expect(first.messages).toMatch(/Wrote run/)
    const again = await runCli(folder, [
      'applications',
      '--snapshot',
      'out.snapshot.json',
      '--html',
      'again.html',
    ])
    expect(again.status).toBe(first.status)
    const files = await filesIn(folder)
    const names = Object.keys(files).map((file) => path.relative(folder, file))
    for (const name of [
      'out.json',
      'out.html',
      'out.snapshot.json',
      'again.html',
      path.join('run', 'recording.json'),
    ])
      expect(names).toContain(name)
    expect(await readdir(path.join(folder, 'csv'))).not.toEqual([])
    expect(findMarked('files of inventories', files)).toEqual([])
  })
})
