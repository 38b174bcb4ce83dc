import { describe, expect, it } from 'vitest'
import {
  matchSecrets,
  type SecretTarget,
} from '../../src/renderer/src/features/profiles/secrets/match-secrets'

/** Many secrets of one paste: each goes to the one connection that its line names, or nowhere. */

const target = (key: string, changes: Partial<SecretTarget> = {}): SecretTarget => ({
  key,
  tenant: key,
  url: `https://${key.toLowerCase()}.halopsa.com`,
  clientId: `id-of-${key}`,
  connections: ['app connection', 'app'],
  ...changes,
})

const TARGETS = [
  target('Contoso'),
  target('Contoso agent', {
    tenant: 'Contoso',
    url: 'https://contoso.halopsa.com',
    connections: ['agent side', 'agent'],
  }),
  target('Fabrikam'),
  target('Acme, Inc.', { url: 'https://acme.halopsa.com' }),
]

const outcome = (text: string, targets = TARGETS) =>
  matchSecrets(text, targets).map((match) =>
    match.state === 'matched'
      ? `${String(match.line)}: ${match.key} = ${match.secret}`
      : `${String(match.line)}: ${match.why}`,
  )

describe('a line', () => {
  it.each([
    ['Fabrikam\ts3cret', 'Fabrikam = s3cret'],
    ['  fabrikam , s3cret ', 'Fabrikam = s3cret'],
    ['https://fabrikam.halopsa.com/;s3cret', 'Fabrikam = s3cret'],
    ['fabrikam.halopsa.com,s3cret', 'Fabrikam = s3cret'],
    ['ID-OF-FABRIKAM,s3cret', 'Fabrikam = s3cret'],
    ['Fabrikam,id-of-Fabrikam,s3cret', 'Fabrikam = s3cret'],
    ['Fabrikam\t\thttps://fabrikam.halopsa.com\ts3cret\t', 'Fabrikam = s3cret'],
    ['"Fabrikam","s3 ""cret"""', 'Fabrikam = s3 "cret"'],
    ['Acme, Inc.,s3cret', 'Acme, Inc. = s3cret'],
    ['"Acme, Inc.",s3cret', 'Acme, Inc. = s3cret'],
    ['Contoso\tagent\ts3cret', 'Contoso agent = s3cret'],
    ['Contoso,App connection,s3cret', 'Contoso = s3cret'],
    ['id-of-Contoso agent;s3cret', 'Contoso agent = s3cret'],
    ['Fabrikam,Fabrikam', 'Fabrikam = Fabrikam'],
  ])('%j is matched', (line, expected) => {
    expect(outcome(line)).toEqual([`1: ${expected}`])
  })

  it.each([
    ['Contoso,s3cret', 'ambiguous'],
    ['Northwind,s3cret', 'unknown'],
    ['Fabrikam,id-of-Contoso,s3cret', 'unknown'],
    // Which of the two would the secret be?
    ['Fabrikam\tnote\ts3cret', 'shape'],
    ['Fabrikam,s3,cret', 'shape'],
    ['Fabrikam\ts3cret\tnote', 'shape'],
    ['s3cret', 'shape'],
    ['Fabrikam,', 'shape'],
    [',s3cret', 'shape'],
  ])('%j is not, and nothing is guessed', (line, why) => {
    expect(outcome(line)).toEqual([`1: ${why}`])
  })
})

describe('several lines', () => {
  it('are counted as they stand, with those that are empty', () => {
    expect(outcome('Tenant\tSecret\r\n\r\nFabrikam\ts3cret\r\n')).toEqual([
      '1: unknown',
      '3: Fabrikam = s3cret',
    ])
  })

  it('for one connection are both left', () => {
    expect(outcome('Fabrikam,one\nid-of-Fabrikam,two\nAcme, Inc.,three')).toEqual([
      '1: twice',
      '2: twice',
      '3: Acme, Inc. = three',
    ])
  })

  it('are read in time, however many fields one has', () => {
    expect(outcome(`${'x,'.repeat(100_000)}y`)).toEqual(['1: shape'])
  })
})
