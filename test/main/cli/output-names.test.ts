import { readdir } from 'node:fs/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/** Every command that writes a file, with what it needs besides. Nothing of it is there: a name is judged first. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  check: ['--config', 'none.json'],
  compare: ['--config', 'none.json'],
  report: ['--snapshot', 'none.json'],
  'what-if': ['--snapshot', 'none.json', '--change', 'agent.disabled=no'],
  fix: ['--snapshot', 'none.json'],
  permissions: ['--snapshot', 'none.json'],
  expect: ['none.yaml', '--snapshot', 'none.json'],
}

/** Options that name a file to read. In `compare` a snapshot is written. */
const READ = new Set(['config', 'replay', 'calls', 'resume', 'exceptions'])

const NO_FILES = [
  'NUL.json',
  'aux',
  'Com1.tar.gz',
  'lpt9.',
  'COM¹.json',
  'CONIN$',
  'report.json ',
  '',
  ' ',
  'con.x/sub',
  'new/aux/x',
  'a./x',
]

let folder = ''
beforeEach(() => {
  folder = temporaryFolder()
})

/** What `--help` says that a command writes. */
const outputsOf = async (command: string): Promise<readonly string[]> => {
  const { out } = await runCli(folder, [command, '--help'])
  const named = [...out.matchAll(/--([a-z]+) <(?:file|dir)>/g)].map(([, option]) => option ?? '')
  return named.filter((option) => !READ.has(option) && (option !== 'snapshot' || command === 'compare'))
}

describe.each(Object.entries(COMMANDS))('crossview %s', (command, needed) => {
  it('makes no file of a name that is a device on Windows or that Windows changes', async () => {
    const outputs = await outputsOf(command)
    expect(outputs).toContain('json')
    for (const output of outputs) {
      for (const name of NO_FILES) {
        const { status, messages } = await runCli(folder, [command, ...needed, `--${output}`, name])
        expect([output, name, status]).toEqual([output, name, 2])
        expect(messages).toMatch(
          /cannot be written, since (.*keeps for a device|its name ends|it has no name)/,
        )
      }
      const ordinary = await runCli(folder, [command, ...needed, `--${output}`, 'console.json'])
      expect(ordinary.messages).toMatch(/none\.(json|yaml) could not be read: it is not there/)
    }
    expect(await readdir(folder)).toEqual([])
  })
})

it('crossview profiles export makes none either', async () => {
  for (const name of NO_FILES) {
    const { status, messages } = await runCli(folder, ['profiles', 'export', name])
    expect([name, status]).toEqual([name, 2])
    expect(messages).toContain('cannot be written')
  }
  expect(await readdir(folder)).toEqual([])
})
