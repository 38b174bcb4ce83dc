import { describe, expect, it } from 'vitest'
import { sameClient } from '../../../src/core/halo/client-id'

const ID = '5f0c7a52-6f0e-4d7c-9a53-2b1f6b1c0de0'

describe('one application', () => {
  it.each([
    ID.toUpperCase(),
    ` ${ID}\n`,
    `{${ID}}`,
    `(${ID})`,
    `"${ID}"`,
    ID.replaceAll('-', ''),
    ID.replaceAll('-', '‑'),
    ID.replaceAll('-', '–'),
    `\u200B${ID}\uFEFF`,
    `${ID.slice(0, 8)} ${ID.slice(8)}`,
  ])('is known by %j', (spelling) => {
    expect(sameClient(ID, spelling)).toBe(true)
  })

  it.each([ID.replace('5f', '6f'), `${ID}0`, ID.slice(1), 'reporting'])('is not known by %j', (other) => {
    expect(sameClient(ID, other)).toBe(false)
  })

  it('is told from another by everything but what a clipboard adds, where ids are no GUIDs', () => {
    expect(sameClient('Reporting', ' {reporting}')).toBe(true)
    expect(sameClient('app-client', 'appclient')).toBe(false)
  })
})
