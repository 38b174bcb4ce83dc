import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  credentialFault,
  credentialHints,
  credentialLook,
  pairFault,
  secretHints,
} from '../../src/shared/credential-look'
import {
  DOUBTFUL_IDS,
  DOUBTFUL_SECRETS,
  GOOD_ID,
  GOOD_SECRET,
  WRONG_IDS,
  WRONG_SECRETS,
} from '../support/credential-corpus'

describe('a value that cannot be right is refused', () => {
  it.each(WRONG_IDS)('as a client id: %s', (_what, value) => {
    expect(credentialFault('id', value, 'app.clientId')).toMatchObject({ field: 'app.clientId' })
  })
  it.each(WRONG_SECRETS)('as a secret: %s', (_what, value) => {
    expect(credentialFault('secret', value, 'secrets.app')).toMatchObject({ field: 'secrets.app' })
  })
  it('the same for both', () => {
    expect(pairFault(GOOD_ID, ` ${GOOD_ID}`, 'app')).not.toBeNull()
  })
})

describe('a value that may be right is not refused, but there is something to say of it', () => {
  it.each(DOUBTFUL_IDS)('as a client id: %s', (_what, value) => {
    expect(credentialFault('id', value, '')).toBeNull()
    expect(credentialHints(value, null, 'unsure')).toHaveLength(1)
  })
  it.each(DOUBTFUL_SECRETS)('as a secret: %s', (_what, value) => {
    expect(credentialFault('secret', value, '')).toBeNull()
    expect(credentialHints(GOOD_ID, value, 'unsure')).toHaveLength(1)
  })
  it('swapped', () => {
    expect(credentialHints(GOOD_SECRET, GOOD_ID)).toEqual([expect.stringContaining('swapped')])
    expect(pairFault(GOOD_SECRET, GOOD_ID, '')).toBeNull()
  })
})

it('of what Halo makes nothing is said, whatever stands around it, nor of other long texts', () => {
  for (const [id, secret] of [
    [GOOD_ID, GOOD_SECRET],
    [` ${GOOD_ID.toUpperCase()}\n`, `\uFEFF${GOOD_SECRET}\u00A0`],
    ['some-app.contoso', 'Zm9vYmFyYmF6cXV4Zm9v/+=~!$&()'],
  ] as const)
    expect([credentialHints(id, secret), secretHints(id, secret)]).toEqual([[], []])
  expect(credentialLook('id', '')).toBeNull()
})

/** Runs of four characters of the value that are part of what is said. */
const repeated = (value: string, said: string): readonly string[] =>
  Array.from({ length: Math.max(0, value.length - 3) }, (_, at) => value.slice(at, at + 4)).filter((part) =>
    said.includes(part),
  )

/** Without the codes of errors, which are the same whatever the value: by chance one may hold "NVAL", too. */
const saidOf = (id: string, secret: string): string =>
  JSON.stringify(
    [
      credentialHints(id, secret),
      secretHints(id, secret),
      credentialFault('id', id, ''),
      credentialFault('secret', secret, ''),
      pairFault(id, secret, ''),
    ],
    (key, part: unknown) => (key === 'code' ? undefined : part),
  )

it('nothing that is said holds four characters in a row of the value, whatever was done to it', () => {
  const value = fc
    .array(fc.constantFrom(...Array.from('0123456789ABCDEFGHJKLMNPQRTVWXYZ')), {
      minLength: 4,
      maxLength: 40,
    })
    .map((letters) => letters.join(''))
  const wrap = fc.constantFrom(
    (text: string) => text,
    ...WRONG_SECRETS.map(
      ([, wrong]) =>
        (text: string) =>
          wrong.replace(GOOD_SECRET, text),
    ),
    (text: string) => `${text.slice(0, 5)}\u200B${text.slice(5)}`,
    (text: string) => `${text}...`,
    (text: string) => `${text}\u2022\u2022\u2022`,
  )
  fc.assert(
    fc.property(value, value, wrap, wrap, (id, secret, wrapId, wrapSecret) => {
      const said = saidOf(wrapId(id), wrapSecret(secret))
      expect([repeated(id, said), repeated(secret, said)]).toEqual([[], []])
    }),
    { numRuns: 3000 },
  )
})
