import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLogger } from '../../../../src/main/adapters/system/logger'
import { makePrivate } from '../../../../src/main/adapters/files/user-data'
import { temporaryFolder } from '../../../support/profiles'

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)

describe('the log', () => {
  it(
    'is its owner’s alone: folder, file and the one before, whatever they were',
    { tags: 'file-modes' },
    () => {
      const folder = temporaryFolder()
      const logs = path.join(folder, 'logs')
      mkdirSync(logs, { mode: 0o777 })
      // Full: the first line makes it the one before.
      writeFileSync(path.join(logs, 'crossview.log'), 'x'.repeat(1_000_001), { mode: 0o666 })
      for (const open of [folder, logs]) chmodSync(open, 0o777)
      chmodSync(path.join(logs, 'crossview.log'), 0o666)
      const logger = createLogger(folder)
      logger.info('first')
      logger.info('second')
      expect(readdirSync(logs).sort()).toEqual(['crossview.log', 'crossview.old.log'])
      expect(readdirSync(logs).map((name) => modeOf(path.join(logs, name)))).toEqual(['600', '600'])
      expect([modeOf(folder), modeOf(logs)]).toEqual(['700', '700'])
    },
  )
})

describe('making a folder private', () => {
  it('follows no link, and leaves alone what is not Crossview’s', { tags: 'file-modes' }, () => {
    const folder = temporaryFolder()
    const outside = path.join(folder, 'outside')
    writeFileSync(outside, '')
    chmodSync(outside, 0o644)
    const data = path.join(folder, 'data')
    mkdirSync(data)
    symlinkSync(outside, path.join(data, 'link'))
    makePrivate(data)
    expect(modeOf(outside)).toBe('644')
    const shared = path.join(folder, 'shared')
    const home = path.join(folder, 'above', 'home')
    for (const made of [shared, home]) mkdirSync(made, { recursive: true })
    chmodSync(shared, 0o1777)
    chmodSync(home, 0o755)
    const { HOME: before } = process.env
    process.env.HOME = home
    for (const ofOthers of [shared, home, path.dirname(home)]) makePrivate(ofOthers)
    process.env.HOME = before
    expect(modeOf(shared)).toBe('777')
    expect(modeOf(home)).toBe('755')
    expect(modeOf(path.dirname(home))).not.toBe('700')
  })
})
