import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { machinePolicyFile, readUpdatePolicy } from '../../../../src/main/adapters/files/machine-policy'
import { temporaryFolder } from '../../../support/profiles'

const OFF = '{ "schema": "crossview.policy/1", "updateCheck": "off" }'

describe('the file of an administrator', () => {
  it.each([
    ['win32', { PROGRAMDATA: String.raw`D:\Data` }, String.raw`D:\Data\Crossview\policy.json`],
    ['win32', {}, String.raw`C:\ProgramData\Crossview\policy.json`],
    ['win32', { PROGRAMDATA: '' }, String.raw`C:\ProgramData\Crossview\policy.json`],
    ['win32', { PROGRAMDATA: 'Data' }, String.raw`C:\ProgramData\Crossview\policy.json`],
    ['darwin', { PROGRAMDATA: '/tmp', HOME: '/tmp' }, '/Library/Application Support/Crossview/policy.json'],
    ['linux', { PROGRAMDATA: '/tmp', XDG_CONFIG_HOME: '/tmp' }, '/etc/crossview/policy.json'],
    ['freebsd', {}, '/etc/crossview/policy.json'],
  ] as const)('on %s with %j is %s', (platform, env, file) => {
    expect(machinePolicyFile({ platform, env })).toBe(file)
  })
})

const policyTests = (platform: NodeJS.Platform) => {
  const policyOf = async (text: string | null, mode = 0o644) => {
    const file = path.join(temporaryFolder(), 'policy.json')
    if (text !== null) {
      await writeFile(file, text)
      await chmod(file, mode)
    }
    return readUpdatePolicy({ platform, env: {} }, file)
  }

  it('that is not there decides nothing', async () => {
    expect(await policyOf(null)).toEqual({ managed: false })
    const below = path.join(temporaryFolder(), 'a file', 'policy.json')
    await writeFile(path.dirname(below), '')
    expect(await readUpdatePolicy({ platform, env: {} }, below)).toEqual({ managed: false })
  })

  it('switches the check off, with a byte order mark too', async () => {
    expect(await policyOf(OFF)).toMatchObject({ managed: true, fault: null })
    expect(await policyOf(`\uFEFF${OFF}`)).toMatchObject({ managed: true, fault: null })
  })

  it.each([
    ['', /is empty/],
    ['{', /is not valid JSON \(line 1\)/],
    ['null', /does not hold what a policy/],
    ['{ "schema": "crossview.policy/1" }', /does not hold/],
    ['{ "schema": "crossview.policy/2", "updateCheck": "off" }', /does not hold/],
    ['{ "schema": "crossview.policy/1", "updateCheck": "on" }', /does not hold/],
    ['{ "schema": "crossview.policy/1", "updateCheck": "off", "else": 1 }', /does not hold/],
    [`${OFF}${' '.repeat(10_000)}`, /too large/],
  ])('that cannot be used switches it off as well, and says why: %j', async (text, why) => {
    const policy = await policyOf(text)
    expect(policy).toMatchObject({ managed: true })
    expect(policy.managed && policy.fault).toMatch(why)
  })

  it('is read as Windows PowerShell 5 writes it, in UTF-16', async () => {
    const file = path.join(temporaryFolder(), 'policy.json')
    await writeFile(file, Buffer.from(`\uFEFF${OFF}\r\n`, 'utf16le'))
    expect(await readUpdatePolicy({ platform, env: {} }, file)).toMatchObject({ managed: true, fault: null })
    await writeFile(file, Buffer.from(OFF.replace('off', '\xe4'), 'latin1'))
    expect(await readUpdatePolicy({ platform, env: {} }, file)).toMatchObject({
      managed: true,
      fault: expect.stringMatching(/^it is not text in UTF-8/) as string,
    })
  })

  it(
    'that is a link is read; one that leads nowhere switches it off and says so',
    { tags: 'links' },
    async () => {
      const folder = temporaryFolder()
      const [link, file] = [path.join(folder, 'policy.json'), path.join(folder, 'elsewhere.json')]
      await symlink(file, link)
      expect(await readUpdatePolicy({ platform, env: {} }, link)).toMatchObject({
        managed: true,
        fault: 'it is a link to a file that is not there',
      })
      await writeFile(file, OFF)
      expect(await readUpdatePolicy({ platform, env: {} }, link)).toMatchObject({
        managed: true,
        fault: null,
      })
    },
  )

  it('that is a folder switches it off and says so', async () => {
    const file = path.join(temporaryFolder(), 'policy.json')
    await mkdir(file)
    expect(await readUpdatePolicy({ platform, env: {} }, file)).toMatchObject({
      managed: true,
      fault: 'it is not a file',
    })
  })

  it('to which everybody may write switches it off and says so, where modes mean something', async () => {
    const policy = await policyOf(OFF, 0o666)
    const fault = platform === 'win32' ? null : 'everybody may write to it, not only an administrator'
    expect(policy).toMatchObject({ managed: true, fault })
  })
}

describe('a policy on win32', () => {
  policyTests('win32')
})

describe.each(['linux', 'darwin'] as const)('a policy on %s', { tags: 'file-modes' }, (platform) => {
  policyTests(platform)
})
