import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'
import { SAFE_PREFERENCES } from '../../../src/main/security/window-preferences'
import { GUARDS, ONCE } from '../../support/source-guards'
import { SOURCE_RULES } from '../../support/source-rules'
import { filesIn, find, parse, placeOf, textOf, treesOf } from '../../support/source-scan'

const files = filesIn('src', /\.tsx?$/)
const trees = treesOf(files)

describe('the source of the product', () => {
  it('is all looked at', () => {
    for (const part of ['core', 'shared', 'main', 'preload', 'renderer', 'demo'])
      expect(files.filter((file) => file.startsWith(`src/${part}/`)).length).toBeGreaterThan(0)
  })

  it.each(SOURCE_RULES.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
    const seen = trees.filter(({ fileName }) => rule.within?.test(fileName) ?? true)
    expect(seen.length).toBeGreaterThan(0)
    const found = seen.flatMap((tree) => find(tree, rule.matches))
    const allowed = Object.keys(rule.allowed ?? {})
    const where = (node: (typeof found)[number]) => node.getSourceFile().fileName
    expect(found.filter((node) => !allowed.includes(where(node))).map(placeOf)).toEqual([])
    // What is allowed and no longer there is allowed no longer.
    expect(allowed.filter((file) => !found.some((node) => where(node) === file))).toEqual([])
  })

  it.each(
    SOURCE_RULES.flatMap(({ name, matches, samples }) =>
      samples.map((text) => [name, text, matches] as const),
    ),
  )('%s: %s is found', (_name, text, matches) => {
    expect(find(parse('sample.tsx', text), matches)).not.toEqual([])
  })

  it.each(
    SOURCE_RULES.flatMap(({ name, matches, harmless = [] }) =>
      harmless.map((text) => [name, text, matches] as const),
    ),
  )('%s: %s is not', (_name, text, matches) => {
    expect(find(parse('sample.tsx', text), matches)).toEqual([])
  })
})

describe('what the source must have', () => {
  it.each(GUARDS.map((guard) => [guard.name, guard] as const))('%s', (_name, { file, holds, without }) => {
    const text = textOf(file)
    expect(holds(parse(file, text))).toBe(true)
    for (const [part, instead] of without) {
      const weakened = text.replace(part, instead)
      expect(weakened).not.toBe(text)
      expect(holds(parse(file, weakened))).toBe(false)
    }
  })

  it.each(ONCE.map((one) => [one.name, one] as const))('once: %s', (_name, { file, matches, sample }) => {
    const found = trees.flatMap((tree) => find(tree, matches))
    expect(found.map((node) => node.getSourceFile().fileName)).toEqual([file])
    expect(find(parse('sample.tsx', sample), matches)).toHaveLength(1)
  })

  it('one preload, and nothing beside it', () => {
    expect(files.filter((file) => file.startsWith('src/preload/'))).toEqual(['src/preload/index.ts'])
  })

  it('options of a window that are safe, each of them', () => {
    expect(SAFE_PREFERENCES).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    })
  })

  it('no console, which ESLint checks, and no comment that silences ESLint', async () => {
    const configured = (await new ESLint().calculateConfigForFile('src/main/index.ts')) as {
      rules: Record<string, unknown[]>
    }
    expect(configured.rules['no-console']?.[0]).toBe(2)
    expect(
      files.filter((file) => /eslint-disable|@ts-(ignore|nocheck|expect-error)/.test(textOf(file))),
    ).toEqual([])
  })
})

describe('pages and styles', () => {
  const HOSTILE =
    /<script(?![^>]*\bsrc=)|<style|\bon[a-z]+\s*=|\bstyle\s*=|javascript:|https?:|url\(\s*['"]?\/\/|@import/i
  const found = filesIn('src', /\.(html|css)$/)

  it('hold no script, no style in markup, and no address', () => {
    expect(found.length).toBeGreaterThan(30)
    expect(found.filter((file) => HOSTILE.test(textOf(file)))).toEqual([])
  })

  it.each([
    '<script>go()</script>',
    '<body onload="go()">',
    '<p style="color:red">',
    '<style>a{}</style>',
    '<img src="http://x">',
    '@import "https://x";',
    "a { background: url('//x/y.png') }",
  ])('%s would be found', (text) => {
    expect(text).toMatch(HOSTILE)
  })
})
