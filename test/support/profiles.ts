import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { rm } from 'node:fs/promises'
import { profileInputSchema, type ProfileInput, type TenantProfile } from '../../src/shared/files/profile'
import { filesIn, findMarked } from './secret-sweep'

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

/** What a person enters for a tenant with two applications. */
export const profileInput = (changes: Partial<ProfileInput> = {}): ProfileInput =>
  profileInputSchema.parse({
    name: 'Contoso',
    url: 'https://contoso.halopsa.com',
    app: { kind: 'application', clientId: 'app-client' },
    agent: { kind: 'application', clientId: 'agent-client' },
    ...changes,
  })

/** A stored tenant; `count` makes its id. */
export const storedProfile = (count: number, changes: Partial<TenantProfile> = {}): TenantProfile => ({
  ...profileInput({ name: `Tenant ${String(count)}` }),
  id: `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
  createdAt: '2026-11-24T08:00:00.000Z',
  updatedAt: '2026-11-24T08:00:00.000Z',
  lastRun: null,
  ...changes,
})

/** A clock that stands still. */
export const fixedClock = { now: () => new Date('2026-11-24T10:00:00.000Z') }
