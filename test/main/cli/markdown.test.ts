import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/** The short summary of each command that has one. */

let folder: string
const late: (() => Promise<void>)[] = []
let compared: string
beforeAll(async () => {
  folder = temporaryFolder((cleanUp) => late.push(cleanUp))
  await runCli(folder, ['compare', '--demo', 'mixed', '--markdown', 'c.text', '--snapshot', 's.json'])
  await runCli(folder, ['compare', '--demo', 'mixed', '--snapshot', 't.json'])
  compared = await readFile(path.join(folder, 'c.text'), 'utf8')
})
afterAll(async () => {
  for (const cleanUp of late) await cleanUp()
})

const printed = async (...args: readonly string[]): Promise<string> => {
  const { status, out } = await runCli(folder, [...args, '--markdown', '-'])
  expect(status).not.toBe(2)
  expect(out.split('\n').length).toBeLessThanOrEqual(61)
  return out
}

describe('--markdown', () => {
  it('is the same of a comparison and of its snapshot, on standard output as in a file', async () => {
    expect(compared).toMatch(/^## Permission summary: Demo/)
    expect(await printed('report', '--snapshot', 's.json')).toBe(compared)
  })

  it('has stand-ins where names are redacted', async () => {
    expect(compared).toContain('Tim Bowers')
    const redacted = await printed('report', '--snapshot', 's.json', '--redact')
    expect(redacted).not.toMatch(/Tim Bowers|Alpine Ski House|Humongous/)
    expect(redacted).toContain('### Causes')
  })

  it('is of a tenant’s applications without --breached', async () => {
    expect(await printed('applications', '--demo', 'mixed')).toMatch(/^## Inventory of applications: Demo/)
  })

  it('is of a drift', async () => {
    const text = await printed('drift', '--from', 's.json', '--to', 't.json')
    expect(text).toMatch(/^## Drift: Demo/)
    expect(text).toContain('Findings: 0 new, 0 fixed')
  })
})
