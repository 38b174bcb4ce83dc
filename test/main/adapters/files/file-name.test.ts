import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileNameFault, safeFileName } from '../../../../src/main/adapters/files/file-name'
import { nameKey } from '../../../../src/core/comparison/name-text'

/** As Microsoft's page "Naming Files, Paths, and Namespaces" has them, and the three of the console and the clock. */
const DEVICES = [
  ...['CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$', 'CLOCK$'],
  ...['COM', 'LPT'].flatMap((port) => Array.from('0123456789¹²³', (digit) => port + digit)),
]

const stemOf = (name: string): string => (name.split('.')[0] ?? '').trimEnd().toUpperCase()

/** Names of tenants as people, machines and attackers give them. */
const names = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...Array.from('aA b.-_~:/\\<>|?*"\u202E\u200B\t\n…ÄäÄß株')) }),
  fc
    .tuple(
      fc.constantFrom(...DEVICES),
      fc.constantFrom('', '.', ' ', ' .txt', '.tar.gz', ':x', '$', '\u200B'),
    )
    .map(([device, end]) => device + end),
)

describe('the name of a file for any text', () => {
  it('is legal on Windows, macOS and Linux, and always the same', () => {
    fc.assert(
      fc.property(names, (text) => {
        const name = safeFileName(text)
        expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9 _.-]*$/)
        expect(name).not.toMatch(/[. ]$/)
        expect(name.length).toBeLessThanOrEqual(120)
        expect(DEVICES).not.toContain(stemOf(name))
        expect(path.win32.basename(name)).toBe(name)
        for (const platform of ['win32', 'darwin', 'linux'] as const)
          expect(fileNameFault(`${name}.json`, platform)).toBeNull()
        expect(safeFileName(text)).toBe(name)
        expect(safeFileName(name)).toBe(name)
      }),
    )
  })

  it('is another one for a name that somebody can tell apart, also where capitals make no difference', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        fc.pre(nameKey(one) !== nameKey(other))
        expect(safeFileName(one).toLowerCase()).not.toBe(safeFileName(other).toLowerCase())
      }),
    )
  })

  it.each([
    ['Contoso Ltd', /^Contoso Ltd$/],
    ['Contoso: Ltd.', /^Contoso- Ltd [0-9a-f]{8}$/],
    ['Contoso/..\\evil', /^Contoso-\.\.-evil [0-9a-f]{8}$/],
    ['NUL', /^Crossview-NUL [0-9a-f]{8}$/],
    ['nul.report', /^Crossview-nul\.report [0-9a-f]{8}$/],
    ['COM¹', /^Crossview-COM1 [0-9a-f]{8}$/],
    ['…', /^Crossview [0-9a-f]{8}$/],
    ['', /^Crossview [0-9a-f]{8}$/],
    ['株式会社', /^Crossview [0-9a-f]{8}$/],
    ['Müller', /^Muller [0-9a-f]{8}$/],
    ['Old \u202Efdp.exe', /^Old fdp\.exe [0-9a-f]{8}$/],
    ['a'.repeat(300), /^a{111} [0-9a-f]{8}$/],
  ])('reads as the text does: %j', (text, expected) => {
    expect(safeFileName(text)).toMatch(expected)
  })
})

const EVERYWHERE = ['win32', 'darwin', 'linux'] as const

describe('a name that somebody gives a file', () => {
  it.each(EVERYWHERE)('is no device of Windows, seen from %s', (platform) => {
    for (const device of DEVICES)
      for (const name of [device, device.toLowerCase(), `${device}.json`, `${device} .tar.gz`, `${device}:x`])
        expect(fileNameFault(name, platform)).toMatch(/keeps for a device/)
    for (const name of ['NULL', 'console.json', 'COM.json', 'COM10', 'my nul', 'x.nul', 'auxiliary'])
      expect(fileNameFault(name, platform)).toBeNull()
  })

  it.each(EVERYWHERE)('ends in no dot and no blank, and is one, seen from %s', (platform) => {
    for (const name of ['report.', 'report.json ', 'report. .'])
      expect(fileNameFault(name, platform)).toMatch(/dot or a blank/)
    for (const name of ['', '  ']) expect(fileNameFault(name, platform)).toBe('it has no name')
    expect(fileNameFault('~', platform)).toMatch(/home folder/)
  })

  it('holds what its system takes, and no more of it than that', () => {
    for (const character of '<>:"|?*\u0001\u007F') {
      expect(fileNameFault(`a${character}b`, 'win32')).toMatch(/^its name holds/)
      expect(fileNameFault(`a${character}b`, 'linux')).toBeNull()
    }
    expect(fileNameFault('ü'.repeat(200), 'win32')).toBeNull()
    expect(fileNameFault('ü'.repeat(200), 'linux')).toMatch(/too long/)
    expect(fileNameFault('a'.repeat(256), 'win32')).toMatch(/too long/)
  })
})
