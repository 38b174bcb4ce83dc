import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { COMPUTER_PROBES, type ComputerSection } from '../../../src/shared/computer-report'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

interface Written {
  readonly schema: string
  readonly sections: readonly ComputerSection[]
}

it('prints what was found as text, and writes it as JSON, with 1 where something is broken', async () => {
  const folder = temporaryFolder()
  const { out, status } = await runCli(folder, ['doctor', '--json', 'computer.json'])
  const { schema, sections } = JSON.parse(
    await readFile(path.join(folder, 'computer.json'), 'utf8'),
  ) as Written
  expect(schema).toBe('crossview.computer/1')
  expect(sections.map(({ probe }) => probe)).toEqual(COMPUTER_PROBES.map(({ id }) => id))
  for (const { label } of COMPUTER_PROBES) expect(out).toContain(`\n${label}\n`)
  const isBroken = sections.some(({ lines }) => lines.some(({ state }) => state === 'broken'))
  expect(status).toBe(isBroken ? 1 : 0)
})

it('writes JSON alone to standard output', async () => {
  const { out } = await runCli(temporaryFolder(), ['doctor', '--json', '-'])
  expect((JSON.parse(out) as Written).sections).toHaveLength(COMPUTER_PROBES.length)
})

it('refuses an output that cannot be written before it looks at anything', async () => {
  const folder = temporaryFolder()
  await writeFile(path.join(folder, 'a'), '')
  const { out, status } = await runCli(folder, ['doctor', '--json', path.join('a', 'b.json')])
  expect([out, status]).toEqual(['', 2])
})
