import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { filesIn, find, named, parse, ROOT, textOf } from '../../support/source-scan'

/** What is built from the source and its packages, as it is shipped. */

let files: readonly string[] = []
let renderer: ts.SourceFile
const built = (folder: string, extension: RegExp) =>
  files.filter((file) => file.startsWith(`out/${folder}/`) && extension.test(file))

// Only what is older than its sources is built.
beforeAll(() => {
  execFileSync(
    process.execPath,
    ['-e', "import('./scripts/lib/build.mjs').then(({ build }) => process.exit(build() ? 0 : 1))"],
    { cwd: ROOT, stdio: 'ignore' },
  )
  files = ['main', 'preload', 'renderer'].flatMap((folder) => filesIn(`out/${folder}`, /./))
  // Texts that the window shows of its own program are data: read when somebody asks for them, and made of no source.
  const [script = '', ...more] = built('renderer', /(?<!_virtual_[\w-]+)\.js$/)
  expect(more).toEqual([])
  renderer = parse(script, textOf(script))
})

/** Files in which a text is found. */
const holding = (pattern: RegExp, among: readonly string[] = files) =>
  among.filter((file) => pattern.test(readFileSync(path.join(ROOT, file), 'latin1')))

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

describe('the bundle', () => {
  it('is all there', () => {
    for (const part of ['main/index.cjs', 'main/cli.cjs', 'preload/index.cjs', 'renderer/index.html'])
      expect(files).toContain(`out/${part}`)
  })

  it('has no source map, and no path of the machine that built it', () => {
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
    expect(holding(/sourceMappingURL/)).toEqual([])
    const here = new RegExp(`${escaped(ROOT)}|${escaped(os.homedir())}[\\\\/]`)
    const anywhere = new RegExp(`${here.source}|[\\\\/](home|Users)[\\\\/]\\w`)
    const isDocument = (file: string) => file.includes('_virtual_documents')
    expect(
      holding(
        anywhere,
        files.filter((file) => !isDocument(file)),
      ),
    ).toEqual([])
    // Documents have a made-up person's in their examples.
    expect(holding(here, files.filter(isDocument))).toEqual([])
    // The positive control: such a path would be found.
    expect(`"${path.join(ROOT, 'src/main/index.ts')}"`).toMatch(anywhere)
  })

  it('holds no secret of a test and no key', () => {
    // How the tests write their secrets: with the word in them, or after `secret:`.
    const WRITTEN = [
      /(?<=['"`])[\w-]*(?:canary-|secret-\d|-canary)[\w-]*(?=['"`])/g,
      /(?<=secret: ')(?=[a-z-]*\d)[\w-]{7,}(?=')/g,
    ]
    const texts = filesIn('test', /\.tsx?$/).map(textOf)
    const secrets = [...new Set(WRITTEN.flatMap((form) => texts.flatMap((text) => text.match(form) ?? [])))]
    expect(secrets.length).toBeGreaterThan(5)
    expect(holding(new RegExp(secrets.map(escaped).join('|')))).toEqual([])
    // pdf-lib and others name the header; a key has a body.
    expect(holding(/-----BEGIN [A-Z ]*PRIVATE KEY-----[\\rn\s]+[A-Za-z0-9+/=]{20}/)).toEqual([])
  })
})

describe('the window’s bundle', () => {
  /** Where `Function` and `eval` are called; `new (Function)` and aliases too, since they name it. */
  const places = (tree: ts.SourceFile) =>
    find(tree, named('eval', 'Function')).map(({ parent }) => parent.getText())

  it('runs no text but through zod, which is told not to', () => {
    // zod asks once whether it could, and keeps Function for schemas that it would compile; with
    // `jitless` it does neither (zod-without-eval.ts), and the page's policy would stop both.
    expect(places(renderer).map((text) => text.replaceAll(/["'`]/g, '"').replace(/^\w=/, 'x='))).toEqual([
      'Function("")',
      'x=Function',
    ])
    expect(places(parse('x.js', 'const f = window.eval; new Function("1")'))).toHaveLength(2)
  })

  it('opens no connection and keeps nothing but the theme', () => {
    const network = named(
      ...[
        'fetch',
        'XMLHttpRequest',
        'WebSocket',
        'EventSource',
        'sendBeacon',
        'RTCPeerConnection',
        'WebTransport',
      ],
      ...[
        'Worker',
        'SharedWorker',
        'importScripts',
        'serviceWorker',
        'sessionStorage',
        'indexedDB',
        'cookie',
      ],
    )
    expect(find(renderer, network)).toEqual([])
    expect(find(parse('x.js', "fetch('x');new Worker('y')"), network)).toHaveLength(2)
    expect(find(renderer, named('localStorage'))).toHaveLength(2)
  })

  it('names no address but what nobody loads', () => {
    const KNOWN: Readonly<Record<string, string>> = {
      'www.w3.org': 'names of XML namespaces',
      'json-schema.org': 'names of versions of JSON Schema, in zod',
      'react.dev': 'text of React’s errors',
      'contoso.halopsa.com': 'an example in a hint',
      'proxy.example:8080': 'an example in a hint',
    }
    const found = find(
      renderer,
      (node): node is ts.StringLiteralLike | ts.TemplateHead =>
        ts.isStringLiteralLike(node) || ts.isTemplateHead(node),
    ).flatMap((node) => [...node.getText().matchAll(/(?:https?|wss?|ftp):\/\/([^/\s"'`,)]*)/g)])
    const hosts = new Set(found.map(([, host = '']) => host.replace(/[.]$/, '')))
    // Put together to be parsed: what a person typed, and IPv6 addresses in zod.
    for (const parsed of ['${', '[${']) hosts.delete(parsed)
    expect([...hosts].sort()).toEqual(Object.keys(KNOWN).sort())
  })

  it('loads two files of its own from its page', () => {
    const html = textOf('out/renderer/index.html')
    const loaded = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address)
    expect(loaded).toHaveLength(2)
    for (const address of loaded) expect(files).toContain(path.posix.join('out/renderer', address))
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bon\w+=|https?:/i)
    const styles = built('renderer', /\.css$/)
    expect(styles).toHaveLength(1)
    expect(holding(/https?:|@import|url\(\s*["']?(?!data:)/i, styles)).toEqual([])
  })
})

describe('the preload’s bundle', () => {
  it('needs Electron and nothing else', () => {
    const text = textOf('out/preload/index.cjs')
    expect([...text.matchAll(/\b(?:require|import)\(([^)]*)\)/g)].map(([, what]) => what)).toEqual([
      '"electron"',
    ])
  })
})
