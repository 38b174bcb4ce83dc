import { describe, expect, it } from 'vitest'
import { SAFE_PREFERENCES } from '../../../src/main/security/window-preferences'
import { filesIn, textOf } from '../../support/source-scan'

/** What the product is made of beside its code, whose rules are ESLint’s (eslint/). */

describe('a window', () => {
  it('has one preload, and nothing beside it', () => {
    expect(filesIn('src/preload', /\.(?!json$)/)).toEqual(['src/preload/index.ts'])
  })

  it('has options that are safe, each of them', () => {
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
