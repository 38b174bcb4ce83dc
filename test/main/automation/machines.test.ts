/** @module-tag shell-scripts */
import { readFileSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startDemo } from '../../../src/demo/index'
import { run } from '../../support/container'
import { placedConfig } from '../../support/placed-config'
import { temporaryFolder } from '../../support/profiles'

/** The command lines that systemd and Windows start, against demo tenants; with this machine's places in them. */

const ROOT = path.resolve(import.meta.dirname, '../../..')
const CLI = path.join(ROOT, 'out/main/cli.cjs')
const read = (file: string) => readFileSync(path.join(ROOT, 'docs/automation', file), 'utf8')

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

const demoTenant = async (scenario: string) => {
  const demo = await startDemo(scenario)
  onTestFinished(() => demo.close())
  return demo
}

const statesIn = async (runs: string) => {
  const [only = '', ...more] = (await readdir(runs)).filter((name) => !name.endsWith('.log'))
  expect(more).toEqual([])
  const fleet = JSON.parse(await readFile(path.join(runs, only, 'fleet.json'), 'utf8')) as {
    tenants: readonly { name: string; state: string }[]
  }
  return [only, fleet.tenants.map(({ name, state }) => `${name}: ${state}`).join(', ')]
}

describe('systemd', () => {
  const unit = read('systemd/crossview-fleet.service')
  const setting = (name: string) =>
    [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, is = '']) => is)

  /** What it starts, by systemd's rules: `%S` and `%%`, single quotes around one argument. */
  const start = async (scenario: string) => {
    const state = path.join(folder, 'lib/crossview')
    const tenants = path.join(folder, 'tenants')
    const credentials = path.join(folder, 'credentials')
    for (const each of [state, tenants, credentials]) await mkdir(each, { recursive: true })
    onTestFinished(() => rm(credentials, { recursive: true, force: true }))
    const placed = placedConfig(read('systemd/tenants/contoso.json'), await demoTenant(scenario))
    const handed = setting('LoadCredential').map((each) => each.split(':')[0] ?? '')
    for (const [file, secret] of Object.entries(placed.files)) {
      const [, name = ''] = /^\/run\/credentials\/crossview-fleet\.service\/([\w-]+)$/.exec(file) ?? []
      expect(handed).toContain(name)
      await writeFile(path.join(credentials, name), `${secret}\n`, { mode: 0o400 })
    }
    await writeFile(
      path.join(tenants, 'contoso.json'),
      placed.text.replaceAll('/run/credentials/crossview-fleet.service', credentials),
    )
    const [command = ''] = setting('ExecStart')
    const [, shell = '', script = ''] = /^(\S+) -c '([^']*)'$/.exec(command) ?? []
    const here = script
      .replaceAll('%%', '%')
      .replace('/usr/bin/node', process.execPath)
      .replace('/opt/crossview/out/main/cli.cjs', CLI)
      .replace('/etc/crossview/tenants', tenants)
    const environment = (setting('Environment')[0] ?? '').split(' ').map((each) => each.split('='))
    const env = Object.fromEntries(
      environment.map(([name = '', value = '']) => [name, value.replace('%S', path.dirname(state))]),
    )
    const ended = await run(shell, ['-c', here], { env: { ...env, STATE_DIRECTORY: state } })
    return { ...ended, runs: path.join(state, 'runs') }
  }

  it('starts a run whose results have the moment as their name; a finding is no failure', async () => {
    const ran = await start('mixed')
    expect(ran.status, ran.said).toBe(1)
    expect(setting('SuccessExitStatus')).toEqual(['1'])
    const [name, states] = await statesIn(ran.runs)
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/)
    expect(states).toBe('Contoso: done')
  })

  it('starts a run that ends with 0 where nothing is wrong', async () => {
    expect((await start('healthy')).status).toBe(0)
  })
})

describe('the Task Scheduler of Windows', () => {
  const script = read('windows/crossview-fleet.cmd')

  /** What the script starts, with its variables as the prompt fills them in. */
  const commandLine = () => {
    const variables = Object.fromEntries(
      [...script.matchAll(/^set "(\w+)=(.*)"$/gm)].map(([, name = '', is = '']) => [name, is]),
    )
    const [line = ''] = script.split('\n').filter((each) => each.startsWith('node "%CROSSVIEW_HOME%'))
    const filled = line.replaceAll(/%(\w+)%/g, (_all, name: string) => variables[name] ?? 'RUN')
    const [command = '', log = ''] = filled.split(' 2>')
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
    return { words, log: log.replaceAll('"', ''), variables }
  }

  it('starts a run with the script that is beside its task', async () => {
    const { words, log, variables } = commandLine()
    const here = (place: string) => place.replace('C:\\ProgramData\\Crossview', folder).replaceAll('\\', '/')
    expect(words.slice(0, 2)).toEqual(['node', 'C:\\Crossview\\scripts\\crossview.mjs'])
    const placed = placedConfig(read('github-actions/tenants/north/contoso.json'), await demoTenant('mixed'))
    await mkdir(path.join(folder, 'tenants'))
    await writeFile(path.join(folder, 'tenants/contoso.json'), placed.text)
    const ran = await run(process.execPath, [CLI, ...words.slice(2).map(here)], {
      env: { ...placed.env, HOME: folder, CROSSVIEW_USER_DATA: here(variables['CROSSVIEW_USER_DATA'] ?? '') },
    })
    expect(ran.status, ran.said).toBe(1)
    expect(await statesIn(path.join(folder, 'runs'))).toEqual(['RUN', 'Contoso: done'])
    expect(here(log)).toBe(path.join(folder, 'runs/RUN.log'))
    expect(script.trimEnd().split('\n').at(-1)).toBe('exit /b %ERRORLEVEL%')
  })

  it('names the moment in a way that a folder takes', async () => {
    const [, expression = ''] = /node -p "([^']*)"'/.exec(script) ?? []
    const { said } = await run(process.execPath, ['-p', expression])
    expect(said).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\n$/)
  })
})
