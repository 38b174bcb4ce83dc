import { appendFile, cp } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { plugin } from '../../eslint/plugin.mjs'
import { GUARDS } from '../../eslint/guards.mjs'
import { temporaryFolder } from '../support/profiles'
import { filesIn, ROOT } from '../support/source-scan'

interface Config {
  readonly rules: Readonly<Record<string, readonly [severity: number, ...options: unknown[]]>>
  readonly linterOptions: { readonly noInlineConfig?: boolean }
}

const eslint = new ESLint({ cwd: ROOT })
const files = filesIn('src', /\.tsx?$/)
const names = Object.keys(plugin.rules).map((name) => `crossview/${name}`)

/** Rules for some files only. */
const FILES: Readonly<Record<string, (file: string) => boolean>> = {
  'crossview/must-hold': (file) => file in GUARDS,
  'crossview/no-address-in-the-window': (file) => file.startsWith('src/renderer/'),
  'crossview/no-clock-in-core': (file) => file.startsWith('src/core/'),
  // The demo tenant writes what Halo would, not what a person reads.
  'crossview/one-way-of-counts': (file) => !file.startsWith('src/demo/'),
}

describe('the configuration of ESLint', { timeout: 60_000 }, () => {
  it('holds every source of the product to every local rule, whatever a comment says', async () => {
    for (const part of ['core', 'shared', 'main', 'preload', 'renderer', 'demo'])
      expect(files.filter((file) => file.startsWith(`src/${part}/`)).length).toBeGreaterThan(0)
    for (const file of files) {
      // Undefined for what is ignored.
      const config = (await eslint.calculateConfigForFile(file)) as Config | undefined
      const off = names.filter((name) => (FILES[name]?.(file) ?? true) && config?.rules[name]?.[0] !== 2)
      expect([file, off, config?.linterOptions.noInlineConfig]).toEqual([file, [], true])
    }
  })

  // Rules of others, by what they are here for; ours are tried in rules.test.ts.
  it('finds what rules of others are relied on for', async () => {
    const RELIED_ON = [
      ['console.log(1)', 'no-console'],
      ['/* eslint-disable no-console */ console.info(1)', 'no-console'],
      ["setTimeout('go()', 1)", '@typescript-eslint/no-implied-eval'],
      ['window.setInterval(`go(${files})`, 1)', '@typescript-eslint/no-implied-eval'],
      ['keychain.findCredentials(1)', 'no-restricted-syntax'],
      ["import axios from 'axios'", 'no-restricted-imports'],
      ['// @ts-expect-error it is', '@typescript-eslint/ban-ts-comment'],
      ['/* @ts-ignore */', '@typescript-eslint/ban-ts-comment'],
      ['/^(a+)+$/', 'regexp/no-super-linear-backtracking'],
    ] as const
    const text = RELIED_ON.map(([code]) => `${code}\n`).join('') + '\n'.repeat(400)
    const [result] = await eslint.lintText(text, { filePath: 'src/shared/result.ts' })
    const found = result?.messages.map(({ line, ruleId }) => `${line} ${ruleId ?? ''}`)
    for (const [index, [, rule]] of RELIED_ON.entries()) expect(found).toContain(`${index + 1} ${rule}`)
    expect(found?.some((one) => one.endsWith(' max-lines'))).toBe(true)
  })

  it('is another for its cache when a rule is', async () => {
    const folder = temporaryFolder()
    const versionIn = async (name: string) => {
      const { href } = pathToFileURL(path.join(folder, name, 'plugin.mjs'))
      return ((await import(href)) as { plugin: typeof plugin }).plugin.meta.version
    }
    for (const name of ['same', 'other'])
      await cp(path.join(ROOT, 'eslint'), path.join(folder, name), { recursive: true })
    await appendFile(path.join(folder, 'other/bans/code.mjs'), '\n')
    expect(await versionIn('same')).toBe(plugin.meta.version)
    expect(await versionIn('other')).not.toBe(plugin.meta.version)
  })

  it('holds scripts to the rules that ESLint recommends', async () => {
    const [result] = await eslint.lintText('const unused = 1\nif (unset == 2) debugger\n', {
      filePath: 'scripts/test.mjs',
    })
    expect(result?.messages.map(({ ruleId }) => ruleId).sort()).toEqual([
      'eqeqeq',
      'no-debugger',
      'no-unused-vars',
    ])
  })
})
