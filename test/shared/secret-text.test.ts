import { describe, expect, it } from 'vitest'
import { secretFault } from '../../src/shared/secret-text'

describe('what is wrong with a secret', () => {
  it.each([
    ['', 'The secret is empty.', 'Enter the client secret from Halo.'],
    [
      'b'.repeat(1025),
      'The secret is longer than 1,024 bytes, which not every keychain can keep.',
      'Check that only the client secret was pasted.',
    ],
    [
      'a\0b',
      'The secret holds characters that a keychain cannot keep.',
      'Copy the client secret from Halo again.',
    ],
  ])('is said with what to do, and names its field: %j', (secret, message, advice) => {
    const fault = { code: 'INVALID_ARGUMENT', message, advice: [advice] }
    expect(secretFault(secret)).toMatchObject({ ...fault, field: 'secret' })
    expect(secretFault(secret, 'secrets.app')).toMatchObject({ ...fault, field: 'secrets.app' })
  })

  it('is nothing with any other', () => {
    expect(secretFault('x')).toBeNull()
    expect(secretFault('a'.repeat(1024))).toBeNull()
  })
})
