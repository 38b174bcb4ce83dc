import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { bundledSaver } from '../../../support/bundled-saver'

/**
 * Two users of the computer on one folder of tenants (security-measurements.md F7): real processes of both.
 * @module-tag other-users
 */

type User = 'nobody' | 'daemon'

const canBeOthers = process.getuid?.() === 0 && existsSync('/usr/sbin/runuser')
let built = ''
let script = ''
let node = ''

beforeAll(async () => {
  // Everybody may read the program, and its folder.
  // Not in the folder of a test run, which is root's alone.
  built = mkdtempSync('/tmp/crossview-users-')
  chmodSync(built, 0o755)
  script = await bundledSaver(built, 'tenant-adder')
  node = path.join(built, 'node')
  spawnSync('cp', [process.execPath, node])
  chmodSync(node, 0o755)
})
afterAll(() => {
  rmSync(built, { recursive: true, force: true })
})

/** A folder where everybody may write. @param sticky as in /tmp, where nobody deletes what another made */
const sharedFolder = ({ sticky = false } = {}): string => {
  const folder = mkdtempSync(path.join(built, 'shared-'))
  chmodSync(folder, sticky ? 0o1777 : 0o777)
  mkdirSync(path.join(folder, 'unfinished-saves'))
  chmodSync(path.join(folder, 'unfinished-saves'), 0o777)
  return folder
}

const PATIENCE_MS = '400'
const start = (user: User, folder: string, name: string, hold = '') => {
  const child = spawn(
    '/usr/sbin/runuser',
    ['-u', user, '--', node, script, folder, name, '1', hold, PATIENCE_MS],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, HOME: built, TMPDIR: built },
    },
  )
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const lines: string[] = []
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')))
  const first = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      resolve()
    })
  })
  const ended = once(child, 'close')
  return { child, lines, first, ended, errors: () => errors }
}

const run = async (user: User, folder: string, name: string) => {
  const adder = start(user, folder, name)
  await adder.ended
  return { lines: adder.lines, errors: adder.errors() }
}

const turnsIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('profiles.turn-'))
const namesIn = (folder: string) =>
  [...readFileSync(path.join(folder, 'profiles.json'), 'utf8').matchAll(/"name": "(.*)"/g)].map(
    ([, name]) => name,
  )

if (!canBeOthers) console.warn('Two users on one folder did not run: only root may be both, with runuser')
const asOthers = (name: string, test: () => Promise<void>) => {
  it(name, async () => {
    if (canBeOthers) await test()
  })
}

describe('two users on one folder', () => {
  asOthers('are one owner and one who is told that it is not theirs; nothing is lost', async () => {
    const folder = sharedFolder()
    expect((await run('nobody', folder, 'first')).lines).toEqual(['first 1: added', 'shared 1: added'])
    const other = await run('daemon', folder, 'second')
    expect(other.lines).toEqual(['second 1: STORE_READ_ONLY', 'shared 1: STORE_READ_ONLY'])
    expect(other.errors).toContain('profiles.json')
    expect(other.errors).toMatch(/not allowed|EACCES/)
    expect(namesIn(folder)).toEqual(['first 1', 'shared 1'])
    expect(readdirSync(folder).filter((name) => /corrupt|\.tmp$/.test(name))).toEqual([])
    expect(turnsIn(folder)).toEqual([])
    expect((await run('nobody', folder, 'third')).lines).toEqual(['third 1: added', 'shared 1: CONFLICT'])
  })

  asOthers('are one writer at a time, whoever it is; and one that is killed holds nobody', async () => {
    for (const sticky of [false, true]) {
      const folder = sharedFolder({ sticky })
      const holder = start('nobody', folder, 'holder', 'hold')
      await holder.first
      expect(holder.lines).toEqual(['holding'])
      expect((await run('daemon', folder, 'other')).lines).toEqual([
        'other 1: CONFLICT',
        'shared 1: CONFLICT',
      ])
      // The process below runuser, which holds the turn.
      const [, pid = ''] = /^profiles\.turn-\d+\.(\d+)-/.exec(turnsIn(folder)[0] ?? '') ?? []
      process.kill(Number(pid), 'SIGKILL')
      await holder.ended
      expect(turnsIn(folder)).toHaveLength(1)
      expect((await run('daemon', folder, 'other')).lines).toEqual(['other 1: added', 'shared 1: added'])
      // Where nobody may delete what another made, it stays, and is in nobody's way.
      expect(turnsIn(folder)).toHaveLength(sticky ? 1 : 0)
    }
  })

  asOthers('are not held by a turn of another user’s process whose id was given again', async () => {
    const folder = sharedFolder({ sticky: true })
    // This process runs, and was not started then.
    writeFileSync(path.join(folder, `profiles.turn-1.${String(process.pid)}-1-0123abcd`), '')
    expect((await run('daemon', folder, 'other')).lines).toEqual(['other 1: added', 'shared 1: added'])
  })

  asOthers('get the reason where one of them may not write, or not even look', async () => {
    for (const mode of [0o755, 0o700]) {
      const folder = sharedFolder()
      chmodSync(folder, mode)
      const { lines, errors } = await run('daemon', folder, 'other')
      expect(lines).toEqual(['other 1: FILE_WRITE_FAILED', 'shared 1: FILE_WRITE_FAILED'])
      expect(errors).toContain(folder)
      expect(errors).toContain('not allowed')
    }
  })
})
