import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { rm } from 'node:fs/promises'

export { profileInput, storedProfile } from './stored-profile'

/** A new folder that is removed with its content when the test ends. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(path.join(tmpdir(), 'crossview-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A clock that stands still. */
export const fixedClock = { now: () => new Date('2026-11-24T10:00:00.000Z') }
