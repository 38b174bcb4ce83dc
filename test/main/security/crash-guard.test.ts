import { EventEmitter } from 'node:events'
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { guardCrashes, type Fault } from '../../../src/main/security/crash-guard'
import { WAIT } from '../../support/patience'
import { temporaryFolder } from '../../support/profiles'
import { filesIn, sweep } from '../../support/secret-sweep'

describe('an error that nobody caught', () => {
  it.each([
    ['uncaughtException', 'exception'],
    ['unhandledRejection', 'rejection'],
  ] as const)('is told by its kind, without its words: %s', (name, event) => {
    const faults: Fault[] = []
    const events = new EventEmitter()
    guardCrashes(events, (fault) => faults.push(fault))
    const error = Object.assign(new TypeError('Bearer canary-token in https://x?secret=canary-secret'), {
      code: 'canary with spaces',
      config: { data: 'client_secret=canary-secret' },
    })
    events.emit(name, error)
    expect(faults).toMatchObject([{ event, kind: 'TypeError', code: 'none' }])
    expect(JSON.stringify(faults)).not.toContain('canary')
  })

  it.each(['canary-secret', null, undefined, { message: 'canary-secret' }])(
    'is told when it is no error at all: %j',
    (thrown) => {
      const faults: Fault[] = []
      const events = new EventEmitter()
      guardCrashes(events, (fault) => faults.push(fault))
      events.emit('unhandledRejection', thrown)
      expect(faults).toEqual([{ event: 'rejection', kind: 'unknown', code: 'none', at: 'unknown' }])
    },
  )
})

const CLI = path.resolve(import.meta.dirname, '../../../out/main/cli.cjs')

/** What goes wrong in the built command line, while it runs, with a secret in the words and the fields. */
const FAULTS = {
  'an exception': (error: string) => `setImmediate(() => { throw ${error} })`,
  'a rejection': (error: string) => `void Promise.reject(${error})`,
  'a rejection without an error': (_error: string, secret: string) =>
    `void Promise.reject('client_secret=${secret}')`,
  'an exception in a stream': (error: string) => `process.stderr.emit('error', ${error})`,
}

describe('the built command line', () => {
  it.each(Object.keys(FAULTS) as (keyof typeof FAULTS)[])(
    'ends with status 3 and without the words of the error: %s',
    async (name) => {
      if (!existsSync(CLI)) throw new Error('Build first: npm run build')
      const folder = temporaryFolder()
      const secret = `canary-${randomUUID()}`
      const error = `Object.assign(new TypeError('Bearer ${secret}'), { config: { data: 'client_secret=${secret}' } })`
      const fault = path.join(folder, 'fault.cjs')
      // After the program's own modules have run, which is when it has a guard.
      await writeFile(
        fault,
        `require(${JSON.stringify(CLI)})\nsetImmediate(() => { ${FAULTS[name](error, secret)} })`,
      )
      const userData = path.join(folder, 'data')
      const { status, stdout, stderr } = spawnSync(process.execPath, [fault, 'demo', 'healthy'], {
        cwd: folder,
        env: { ...process.env, CROSSVIEW_USER_DATA: userData },
        encoding: 'utf8',
        timeout: WAIT,
      })
      expect(stderr).toContain('because of a fault in Crossview itself')
      expect(status).toBe(3)
      expect(sweep({ stdout, stderr, ...(await filesIn(userData)) }, [secret])).toEqual([])
      expect(await readdir(folder)).not.toContain('core')
    },
  )
})
