import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/profiles'

const ROOT = path.resolve(import.meta.dirname, '../../..')

interface Trial {
  readonly install: readonly (readonly string[])[]
  readonly executable: string
  readonly remove: readonly (readonly string[])[]
  readonly gone: string
}

const { answers, attempt, trialsOf } = (await import(
  pathToFileURL(path.join(ROOT, 'scripts/lib/smoke.mjs')).href
)) as {
  answers: (command: readonly string[], within?: number) => Promise<void>
  attempt: (trial: Trial, screen: readonly string[], within?: number) => Promise<void>
  trialsOf: (file: string, scratch: string, env?: Readonly<Record<string, string>>) => readonly Trial[]
}

/** A program that does as Crossview does when its window has loaded, and what is said. */
const program = (then: string) => {
  const file = path.join(temporaryFolder(), 'program.cjs')
  writeFileSync(
    file,
    `const { mkdirSync, writeFileSync } = require('node:fs')
     const folder = process.env.CROSSVIEW_USER_DATA + '/logs'
     mkdirSync(folder)
     ${then}`,
  )
  return [process.execPath, file]
}
const LOADED = "writeFileSync(folder + '/crossview.log', 'started\\nwindow loaded\\n')"
const STAYS = 'setInterval(() => {}, 1000)'

describe('an answer', () => {
  it('is a window that has loaded, in a program that stays', async () => {
    await answers(program(`setTimeout(() => ${LOADED}, 300); ${STAYS}`))
  })

  it.each([
    ['ends before', 'process.exit(3)', /showed no window: it ended with 3/],
    ['says nothing', STAYS, /showed no window: nothing in 1 s/],
    ['only starts', `${LOADED.replace('window loaded', 'window broken')}; ${STAYS}`, /window broken/],
  ])('is none from a program that %s', async (_what, then, fault) => {
    await expect(answers(program(then), 1000)).rejects.toThrow(fault)
  })

  it('is none from a program that is not there', async () => {
    await expect(answers([path.join(temporaryFolder(), 'nothing')])).rejects.toThrow(
      /showed no window.*ENOENT/,
    )
  })
})

describe('an attempt', () => {
  const node = process.execPath
  const touch = (file: string) => [
    node,
    '-e',
    `require('node:fs').writeFileSync(${JSON.stringify(file)}, '')`,
  ]
  const drop = (file: string) => [node, '-e', `require('node:fs').rmSync(${JSON.stringify(file)})`]

  it('installs, starts and removes, and sees what is left or fails', async () => {
    const file = path.join(temporaryFolder(), 'installed')
    const [, started = ''] = program(`${LOADED}; ${STAYS}`)
    const trial: Trial = { install: [touch(file)], executable: started, remove: [drop(file)], gone: file }
    await attempt(trial, [node])
    const fails = [node, '-e', 'process.exit(5)']
    await expect(attempt({ ...trial, install: [fails] }, [node])).rejects.toThrow(/ended with 5/)
    await expect(attempt({ ...trial, remove: [fails] }, [node])).rejects.toThrow(/ended with 5/)
    await expect(attempt({ ...trial, remove: [] }, [node], 1000)).rejects.toThrow(/installed is still there/)
  })
})

describe('the installers', () => {
  it('that a release keeps are each tried, but for the rpm, which no machine of GitHub’s installs', () => {
    const release = readFileSync(path.join(ROOT, '.github/workflows/release.yml'), 'utf8')
    const kinds = [...release.matchAll(/dist\/\*\.(\w+)$/gm)].map(([, kind = '']) => kind)
    expect(kinds.length).toBeGreaterThan(6)
    const names = kinds.flatMap((kind) => {
      if (kind === 'zip') return ['crossview-1.2.3-mac-arm64.zip', 'crossview-1.2.3-win-x64.zip']
      return [kind === 'exe' ? 'crossview-1.2.3-win-x64-setup.exe' : `crossview-1.2.3.${kind}`]
    })
    const untried = names.filter((name) => trialsOf(`/dist/${name}`, '/scratch', {}).length === 0)
    expect(untried).toEqual(['crossview-1.2.3.rpm'])
  })

  it('of Windows are silent, and tried for one user and for all', () => {
    const env = { LOCALAPPDATA: '/local', PROGRAMFILES: '/programs' }
    const [own, all] = trialsOf('/dist/crossview-1.2.3-win-x64-setup.exe', '/scratch', env)
    expect(own).toMatchObject({
      install: [['/dist/crossview-1.2.3-win-x64-setup.exe', '/S', '/CurrentUser']],
      executable: path.join('/local/Programs/Crossview/Crossview.exe'),
      remove: [[path.join('/local/Programs/Crossview/Uninstall.exe'), '/S', '/CurrentUser']],
    })
    expect(all).toMatchObject({ executable: path.join('/programs/Crossview/Crossview.exe') })
    expect(trialsOf('/dist/crossview.msi', '/scratch', env)).toMatchObject([
      { install: [expect.arrayContaining(['/qn'])], remove: [expect.arrayContaining(['/x', '/qn'])] },
    ])
  })
})
