import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from '../../support/source-scan'

/** Hand on whatever they are given: to the app, the command line, electron-builder. */
const HANDED_ON = ['start', 'crossview', 'package']
/** Wrong for a script by having nothing. */
const WITHOUT = ['manifests', 'with-keyring', 'with-windows']

const scripts = readdirSync(path.join(ROOT, 'scripts'))
  .filter((name) => name.endsWith('.mjs'))
  .map((name) => name.slice(0, -4))
  .filter((name) => !HANDED_ON.includes(name))

it.each([
  ...scripts.map((name) => [name, WITHOUT.includes(name) ? [] : ['no-such-thing']] as const),
  ['manifests', ['folder', 'owner/name', 'more']] as const,
  ['with-windows', ['--fetch', 'from']] as const,
  ['with-windows', ['--beside', '--fetch', 'from', 'to', 'true']] as const,
])('%s %j is wrong usage: a line, and exit status 2', (name, args) => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'scripts', `${name}.mjs`), ...args],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  )
  expect(stderr).not.toMatch(/^ {4}at |Node\.js v/m)
  expect(stderr.trim()).not.toBe('')
  expect(status).toBe(2)
})
