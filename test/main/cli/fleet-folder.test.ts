import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Comparison } from '../../../src/core/comparison/comparison'
import { createReportFiles } from '../../../src/main/adapters/files/export-files'
import { FleetFolder } from '../../../src/main/cli/commands/fleet-folder'
import { readParts } from '../../../src/main/cli/commands/fleet-parts'
import type { TenantEnd } from '../../../src/main/services/fleet/fleet-run'
import { aPart } from '../../core/support/fleet-builders'
import { temporaryFolder } from '../../support/profiles'

/** What of a tenant cannot be written costs that tenant alone, and says so. */

const opened = async () => {
  const place = temporaryFolder()
  const folder = await FleetFolder.open(path.join(place, 'out'), {
    resume: false,
    files: createReportFiles(),
  })
  if (!folder.ok) throw new Error(folder.error.message)
  onTestFinished(() => folder.value.close())
  return folder.value
}

const end = (name: string, over: Partial<TenantEnd> = {}): TenantEnd => {
  const { files: _files, ...part } = aPart(name)
  const check = { steps: [], findings: [], passed: true }
  return { part, check, comparison: null, inventory: null, expected: null, ...over }
}

const ASKED = { resources: ['tickets'], expect: null } as const

it('a file that cannot be made makes its tenant incomplete, and the others are there', async () => {
  const folder = await opened()
  // No comparison: whatever reads it throws.
  const broken = end('Broken', { comparison: {} as Comparison })
  const part = await folder.write(broken, ASKED)
  expect(part).toMatchObject({ state: 'incomplete', exit: 3, files: { check: 'Broken/check.json' } })
  expect(part.message).toContain('comparison.json could not be made')
  const saved = await readParts(folder.path)
  expect(saved.ok && saved.value.parts.map((each) => each.part)).toEqual([part])
})

it('a file that cannot be written is named', async () => {
  const folder = await opened()
  await mkdir(path.join(folder.path, 'Held', 'check.json'), { recursive: true })
  const part = await folder.write(end('Held'), ASKED)
  expect(part).toMatchObject({ state: 'incomplete', files: {} })
  expect(part.message).toMatch(/^Not all of it could be written: .*check\.json was not written/)
  const text = await readFile(path.join(folder.path, 'Held', 'tenant.json'), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ state: 'incomplete' })
})
