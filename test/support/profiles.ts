import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { rm } from 'node:fs/promises'
import { filesIn, findMarked } from './secret-sweep'

export { APP, REPORTING, profileInput, storedProfile } from './stored-profile'

/**
 * A new folder that is removed with its content when the test ends. No secret and no token may
 * have been left in it.
 * @param atEnd `afterAll` for a folder that all tests of a file share
 */
export const temporaryFolder = (atEnd: (cleanUp: () => Promise<void>) => void = onTestFinished): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossview-test-'))
  atEnd(async () => {
    const found = findMarked('files of unit tests', await filesIn(folder))
    await rm(folder, { recursive: true, force: true })
    expect(found).toEqual([])
  })
  return folder
}

/** A clock that stands still. */
export const fixedClock = { now: () => new Date('2026-11-24T10:00:00.000Z') }
