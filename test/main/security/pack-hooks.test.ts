import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { FuseV1Options } from '@electron/fuses'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { builderConfiguration, fusesOf, packHooks } from '../../support/packaged-app'
import { ROOT } from '../../support/source-scan'

/** What packaging does that the system of the tests cannot show: the fuses of a newer Electron, and macOS. */

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

let folder = ''
let binary = ''

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossview-fuses-'))
  binary = path.join(folder, 'crossview')
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** A file with a fuse wire as Electron's binaries have it: its mark, version 1, the length, a character for each. */
const binaryWith = (wire: string) =>
  writeFile(
    binary,
    Buffer.concat([
      Buffer.from(`code ${SENTINEL}`),
      Buffer.from([1, wire.length]),
      Buffer.from(`${wire} more code`),
    ]),
  )

describe('fuses', () => {
  it('are named all that @electron/fuses knows', async () => {
    const known = Object.keys(FuseV1Options).filter((name) => !/^\d+$/.test(name))
    expect(known.length).toBeGreaterThanOrEqual(9)
    expect(Object.keys((await packHooks()).FUSES)).toEqual(known)
  })

  it.each(['101100011', '010011100', '111111111', '000000000'])(
    'are set in a binary of nine, whatever they were: %s',
    async (wire) => {
      await binaryWith(wire)
      const { FUSES, setFuses } = await packHooks()
      await setFuses(binary)
      expect(await fusesOf(binary)).toEqual(FUSES)
      expect(await fusesOf(binary)).toMatchObject({
        RunAsNode: false,
        EnableCookieEncryption: true,
        EnableNodeOptionsEnvironmentVariable: false,
        EnableNodeCliInspectArguments: false,
        EnableEmbeddedAsarIntegrityValidation: true,
        OnlyLoadAppFromAsar: true,
        LoadBrowserProcessSpecificV8Snapshot: false,
        GrantFileProtocolExtraPrivileges: false,
      })
    },
  )

  it.each([
    ['one that nobody named', '1011000111', /strictlyRequireAllFuses/],
    ['one less than are named', '10110001', /not long enough/],
  ])('stop the packaging of an Electron with %s', async (_what, wire, message) => {
    await binaryWith(wire)
    const before = await readFile(binary)
    await expect((await packHooks()).setFuses(binary)).rejects.toThrow(message)
    expect(await readFile(binary)).toEqual(before)
  })

  it('stop the packaging of a file that has none', async () => {
    await writeFile(binary, 'no Electron')
    await expect((await packHooks()).setFuses(binary)).rejects.toThrow(/sentinel/)
  })

  it('that check the archive find its hash: electron-builder puts it in, for macOS and Windows', () => {
    const { asar, disableAsarIntegrity } = builderConfiguration()
    expect({ asar, disableAsarIntegrity }).toEqual({ asar: true, disableAsarIntegrity: undefined })
  })

  it('are set by the hook, and electron-builder sets none besides', () => {
    const { afterPack, electronFuses } = builderConfiguration()
    expect(afterPack).toBe('./scripts/lib/pack-hooks.mjs')
    expect(electronFuses).toBeUndefined()
  })
})

describe('Electron in the package', () => {
  it('is the installed one, whose hash was checked, and no other', () => {
    const config = builderConfiguration()
    expect(config.electronDist).toBe('node_modules/electron/dist')
    expect([config.electronDownload, config.electronVersion]).toEqual([undefined, undefined])
  })

  it('is never that of another system', async () => {
    const hooks = (await packHooks()) as unknown as { afterExtract: (context: object) => void }
    // 0 to 4 are electron-builder's ia32, x64, armv7l, arm64, universal.
    const others = ['linux', 'darwin', 'win32'].flatMap((electronPlatformName) =>
      [0, 1, 2, 3, 4].map((arch) => ({ electronPlatformName, arch })),
    )
    const allowed = others.filter((context) => {
      try {
        hooks.afterExtract({
          ...context,
          appOutDir: folder,
          packager: { info: { framework: { distMacOsAppName: 'Electron.app' } } },
        })
        return true
      } catch (error) {
        expect(String(error)).toMatch(/are made on such a system/)
        return false
      }
    })
    expect(allowed).toEqual([
      { electronPlatformName: process.platform, arch: process.arch === 'arm64' ? 3 : 1 },
    ])
  })
})

describe('macOS', () => {
  const { mac } = builderConfiguration()

  it('signs with the hardened runtime and with entitlements of our own, in every process', () => {
    expect(mac).toMatchObject({ hardenedRuntime: true, preAutoEntitlements: false })
    for (const file of [mac?.entitlements, mac?.entitlementsInherit]) {
      const text = readFileSync(path.join(ROOT, file!), 'utf8').replaceAll(/<!--[^]*?-->/g, '')
      const granted = [...text.matchAll(/<key>(.*?)<\/key>\s*<(\w+)\/>/g)].map(([, key, value]) => [
        key,
        value,
      ])
      expect(granted).toEqual([['com.apple.security.cs.allow-jit', 'true']])
      expect(text.match(/<key>/g)).toHaveLength(1)
    }
  })

  it('has no signature without a team, with which libraries could not be told apart', () => {
    expect(mac?.identity).toBeUndefined()
    expect([mac?.sign, mac?.signIgnore, mac?.binaries]).toEqual([undefined, undefined, undefined])
  })
})
