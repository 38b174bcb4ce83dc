import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { npmCommand } from '../../../scripts/lib/npm.mjs'
import { ROOT } from '../../support/source-scan'

/**
 * Malicious packages in a project with this repository's .npmrc, installed by the npm that is here,
 * offline. Each script of theirs would write its name into a file.
 */

const EVENTS = ['preinstall', 'install', 'postinstall', 'prepublish', 'preprepare', 'prepare', 'postprepare']
const ROOT_EVENTS = [...EVENTS, 'dependencies', 'prepack', 'prestart', 'poststart']

let folder = ''
let project = ''
let mark = ''

const scriptsOf = (name: string, events: readonly string[]) =>
  Object.fromEntries(
    events.map((event) => [
      event,
      `node -e "require('fs').appendFileSync(process.env.MARK, '${name} ${event}\\n')"`,
    ]),
  )

const json = (file: string, value: unknown) => writeFile(file, JSON.stringify(value))

/** npm with nothing of this machine's settings but its registry's name, which is not asked. */
const npm = (args: readonly string[], cwd = project) => {
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))
  const [program, ...first] = npmCommand({ root: ROOT, env: process.env })
  const done = spawnSync(program, [...first, ...args, '--offline', '--no-update-notifier'], {
    cwd,
    encoding: 'utf8',
    env: { ...Object.fromEntries(own), HOME: folder, USERPROFILE: folder, MARK: mark },
  })
  return { status: done.status, output: done.stdout + done.stderr }
}

const ran = async () => (existsSync(mark) ? await readFile(mark, 'utf8') : '')

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossview-npm-'))
  project = path.join(folder, 'project')
  mark = path.join(folder, 'mark.txt')
  for (const name of ['packed', 'linked', 'native', 'later']) {
    await mkdir(path.join(folder, name))
    await json(path.join(folder, name, 'package.json'), {
      name,
      version: '1.0.0',
      scripts: name === 'native' ? {} : scriptsOf(name, EVENTS),
    })
  }
  hasLinks = await symlink(path.join(folder, 'linked'), path.join(folder, 'link'), 'junction').then(
    () => true,
    () => process.platform !== 'win32',
  )
  // npm builds a package with this file by itself, without a script.
  await writeFile(path.join(folder, 'native/binding.gyp'), '{}')
  for (const name of ['packed', 'native', 'later'])
    expect(
      npm(['pack', '--ignore-scripts', '--pack-destination', folder], path.join(folder, name)).status,
    ).toBe(0)
})

afterAll(() => rm(folder, { recursive: true, force: true }))

beforeEach(async () => {
  await rm(project, { recursive: true, force: true })
  await rm(mark, { force: true })
  await mkdir(project)
  await cp(path.join(ROOT, '.npmrc'), path.join(project, '.npmrc'))
})

const projectWith = (dependencies: Readonly<Record<string, string>>) =>
  json(path.join(project, 'package.json'), {
    name: 'project',
    version: '1.0.0',
    private: true,
    scripts: { ...scriptsOf('project', ROOT_EVENTS), start: 'node -e 0' },
    // A change of package.json that a reviewer may overlook.
    allowScripts: { packed: true, linked: true, native: true, later: true },
    dependencies,
  })

/** Wine has no links between folders (junctions), with which npm installs a folder; every Windows has. */
let hasLinks = true
const scripted = () => ({
  packed: 'file:../packed-1.0.0.tgz',
  ...(hasLinks ? { linked: 'file:../linked' } : {}),
})

describe('npm with this repository’s .npmrc', () => {
  it('runs no script, whatever is asked of it', async () => {
    await projectWith({ ...scripted(), native: 'file:../native-1.0.0.tgz' })
    // As a person may have it; the project's file goes before.
    await writeFile(path.join(folder, '.npmrc'), 'ignore-scripts=false\n')
    for (const command of [
      ['install'],
      ['ci'],
      ['rebuild'],
      ['update'],
      ['install', '../later-1.0.0.tgz'],
      ['uninstall', 'packed'],
      ['dedupe'],
      ['prune'],
      ['pack'],
      ['start'],
    ]) {
      const { status, output } = npm(command)
      expect(status, output).toBe(0)
      if (command[0] === 'ci')
        for (const name of [...Object.keys(scripted()), 'native'])
          expect(existsSync(path.join(project, 'node_modules', name, 'package.json'))).toBe(true)
      expect(await ran()).toBe('')
    }
  })

  it('clones no repository', async () => {
    await projectWith({ cloned: `git+file://${folder}/linked` })
    // An npm of before 2026 does not know the setting.
    const knows = npm(['config', 'get', 'allow-git'], folder).output.includes('all')
    const { status, output } = npm(['install'])
    expect(status).not.toBe(0)
    expect(output).toContain(knows ? 'EALLOWGIT' : 'git')
    expect(await ran()).toBe('')
  })
})

describe('without it', () => {
  beforeEach(() => rm(path.join(project, '.npmrc')))

  it('the same packages run their scripts', async () => {
    await projectWith(scripted())
    npm(['install'])
    for (const event of [
      'packed postinstall',
      ...(hasLinks ? ['linked prepare'] : []),
      'project postinstall',
    ])
      expect(await ran()).toContain(event)
  })

  it('the one that needs no script is built', async () => {
    await projectWith({ native: 'file:../native-1.0.0.tgz' })
    expect(npm(['install']).output).toContain('gyp')
  })
})
