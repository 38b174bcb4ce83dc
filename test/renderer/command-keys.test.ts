import { describe, expect, it } from 'vitest'
import { commandOfKeys } from '../../src/renderer/src/app/commands'
import { COMMANDS } from '../../src/shared/commands'

const press = (key: string, held: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...held })

/** A key of `COMMANDS` as somebody presses it. */
const pressed = (keys: string, isMac: boolean) => {
  const parts = keys.split('+')
  return press(parts.at(-1) ?? '', {
    shiftKey: parts.includes('Shift'),
    ctrlKey: parts.includes('Mod') && !isMac,
    metaKey: parts.includes('Mod') && isMac,
  })
}

describe.each([
  ['macOS', true],
  ['Windows and Linux', false],
] as const)('shortcuts on %s', (_system, isMac) => {
  const mod = isMac ? { metaKey: true } : { ctrlKey: true }

  it.each(COMMANDS.flatMap(({ id, keys }) => (keys === null ? [] : [[keys, id] as const])))(
    '%s means %s',
    (keys, id) => {
      expect(commandOfKeys(pressed(keys, isMac), isMac)).toBe(id)
    },
  )

  it('with Shift are others, where Shift is no part of the key', () => {
    expect(commandOfKeys(press('F', { ...mod, shiftKey: true }), isMac)).toBe('search-all')
    expect(commandOfKeys(press('f', mod), isMac)).toBeNull()
    expect(commandOfKeys(press('K', { ...mod, shiftKey: true }), isMac)).toBeNull()
    expect(commandOfKeys(press('F1', { shiftKey: true }), isMac)).toBeNull()
    // On a German keyboard `/` is Shift and 7.
    expect(commandOfKeys(press('/', { ...mod, shiftKey: true }), isMac)).toBe('shortcuts')
  })

  it('are not those of the other system, nor with Alt, nor of a word that is still being composed', () => {
    const other = isMac ? { ctrlKey: true } : { metaKey: true }
    expect(commandOfKeys(press('k', other), isMac)).toBeNull()
    expect(commandOfKeys(press('k', { ...mod, altKey: true }), isMac)).toBeNull()
    expect(commandOfKeys(press('k', { ...mod, isComposing: true }), isMac)).toBeNull()
    expect(commandOfKeys(press('k'), isMac)).toBeNull()
  })
})
