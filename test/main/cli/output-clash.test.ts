import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/profiles'
import { runCli } from '../../support/run-cli'

/** Outputs that would take each other's place, or that of what is read. Nothing that a target needs is there: names are judged first. */

let folder = ''
beforeEach(async () => {
  folder = temporaryFolder()
  await mkdir(path.join(folder, 'real'))
  await writeFile(path.join(folder, 'in.json'), 'kept')
})

const COMPARE = ['compare', '--config', 'in.json']
const EXPECT = ['expect', 'in.json', '--snapshot', 'none.json']

describe('one place is not written twice', () => {
  it.each([
    [...COMPARE, '--json', 'x', '--html', 'x'],
    [...COMPARE, '--json', 'x', '--html', './x'],
    [...COMPARE, '--json', 'x', '--snapshot', 'real/../x'],
    [...COMPARE, '--json', 'Report.json', '--pdf', 'report.JSON'],
    [...COMPARE, '--json', 'caf\u00E9', '--html', 'cafe\u0301'],
    [...COMPARE, '--json', 'x', '--csv', 'x'],
    [...COMPARE, '--csv', 'tables', '--json', 'tables/records.csv'],
    [...COMPARE, '--csv', 'tables', '--json', 'Tables/Records.CSV'],
    [...COMPARE, '--record', 'run', '--json', 'run/recording.json'],
    ['compare', '--replay', 'run', '--record', './run'],
    ['compare', '--replay', 'run', '--json', 'run/recording.json'],
    [...COMPARE, '--json', 'in.json'],
    [...COMPARE, '--recipe', 'mine.json', '--json', './mine.json'],
    ['check', '--calls', 'calls.log', '--config', 'in.json', '--json', 'calls.log'],
    ['report', '--snapshot', 'in.json', '--json', 'IN.json'],
    ['what-if', '--snapshot', 'in.json', '--change', 'agent.disabled=no', '--json', './in.json'],
    ['fix', '--snapshot', 'none.json', '--markdown', 'x', '--json', './x'],
    ['permissions', '--snapshot', 'in.json', '--json', 'in.json'],
    [...EXPECT, '--junit', 'x', '--sarif', './x'],
    [...EXPECT, '--json', 'in.json'],
  ])('%s %s %s %s %s %s %s', async (...args) => {
    const { status, messages } = await runCli(folder, args)
    expect([status, messages]).toEqual([2, expect.stringContaining('would take the place of')])
    expect((await readdir(folder)).sort()).toEqual(['in.json', 'real'])
    expect(await readFile(path.join(folder, 'in.json'), 'utf8')).toBe('kept')
  })

  it.each(['x', 'new/x'])('%s behind a link', { tags: 'links' }, async (name) => {
    await symlink('real', path.join(folder, 'link'))
    const { status, messages } = await runCli(folder, [
      ...COMPARE,
      ...['--json', `real/${name}`, '--html', `link/${name}`],
    ])
    expect([status, messages]).toEqual([2, expect.stringContaining('would take the place of')])
    expect(await readdir(path.join(folder, 'real'))).toEqual([])
  })
})

it.each([
  ['fix', '--snapshot', 'none.json', '--markdown', '-', '--json', '-'],
  [...EXPECT, '--junit', '-', '--sarif', '-'],
])('standard output takes one output of %s', async (...args) => {
  const { status, messages } = await runCli(folder, args)
  expect([status, messages]).toEqual([2, expect.stringContaining('Only one output')])
})

it.each([
  ['compare', '--config', 'none.json', '--json', 'x.json', '--html', 'x.html', '--csv', 'x', '--record', 'x'],
  ...(process.platform === 'win32'
    ? []
    : [['compare', '--config', 'none.json', '--json', '/dev/null', '--html', '/dev/null']]),
  ['compare', '--config', 'none.json', '--json', 'real/x', '--html', 'x'],
  ['compare', '--config', 'none.json', '--recipe', 'halo-tickets', '--json', 'halo-tickets'],
  ['check', '--config', 'none.json', '--scopes', '--resume', 'x.json', '--json', 'x.json'],
])('others may stand beside each other: %s', async (...args) => {
  const { messages } = await runCli(folder, args)
  expect(messages).toMatch(/none\.json could not be read: it is not there/)
})
