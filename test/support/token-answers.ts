/** Answers of a token endpoint with status 200 (security-measurements.md B21), and what is made of each. */
export interface TokenAnswer {
  readonly name: string
  /** What differs from a good answer; a text stands for the whole body. */
  readonly answer: Readonly<Record<string, unknown>> | string
  /** Seconds that the token is used for; the code of the failure when it is refused. */
  readonly taken: number | 'request.failed' | 'connection.not-halo'
}

const DEFAULT = 3600
const SHORTEST = 10
const LONGEST = 86_400

const lifetimes: readonly (readonly [name: string, value: unknown, taken: number])[] = [
  ['missing', undefined, DEFAULT],
  ['null', null, DEFAULT],
  ['negative', -1, DEFAULT],
  ['zero', 0, DEFAULT],
  ['a negative text', '-3600', DEFAULT],
  ['a text', '3600', 3600],
  ['a text with a fraction', '1800.5', 1800.5],
  ['a text of words', 'one hour', DEFAULT],
  ['an empty text', '', DEFAULT],
  ['NaN as text', 'NaN', DEFAULT],
  ['Infinity as text', 'Infinity', DEFAULT],
  ['a year', 31_536_000, LONGEST],
  ['1e12', 1e12, LONGEST],
  ['a text of 1e12', '1e12', LONGEST],
  ['the largest number', Number.MAX_VALUE, LONGEST],
  ['the smallest number', Number.MIN_VALUE, SHORTEST],
  ['one second', 1, SHORTEST],
  ['true', true, DEFAULT],
  ['an object', {}, DEFAULT],
  ['a list', [3600], DEFAULT],
]

const tokens: readonly (readonly [name: string, value: unknown, taken: TokenAnswer['taken']])[] = [
  ['missing', undefined, 'connection.not-halo'],
  ['null', null, 'connection.not-halo'],
  ['empty', '', 'connection.not-halo'],
  ['blank', ' \t ', 'connection.not-halo'],
  ['a number', 7, 'connection.not-halo'],
  ['an object', { access_token: 'x' }, 'connection.not-halo'],
  ['a list', ['x'], 'connection.not-halo'],
  ['with CR LF and a header', 'a\r\nX-Evil: 1', 'request.failed'],
  ['with CR LF and a whole request', 'a\r\n\r\nDELETE /api/Tickets/1 HTTP/1.1\r\nHost: x', 'request.failed'],
  ['with LF', 'a\nX-Evil: 1', 'request.failed'],
  ['with CR', 'a\rX-Evil: 1', 'request.failed'],
  ['with NUL', 'a\0b', 'request.failed'],
  ['with a blank', 'a b', 'request.failed'],
  ['with a tab', 'a\tb', 'request.failed'],
  ['with DEL', 'a\u007fb', 'request.failed'],
  ['with a line separator', 'a\u2028b', 'request.failed'],
  ['with letters beyond ASCII', 'tökén', 'request.failed'],
  ['with an emoji', 'a😀', 'request.failed'],
  ['with a lone surrogate', 'a\ud800', 'request.failed'],
  ['of 20,001 characters', 'a'.repeat(20_001), 'request.failed'],
  ['of 10 MB', 'a'.repeat(10e6), 'request.failed'],
  ['of 15,000 characters', 'a'.repeat(15_000), DEFAULT],
  ['with all that a token may hold', '!#$%&\'*+-.^_`|~/=:;,?@[]{}()<>\\"aZ09', DEFAULT],
]

const refreshTokens: readonly (readonly [name: string, value: unknown, taken: TokenAnswer['taken']])[] = [
  ['null', null, DEFAULT],
  ['a number', 7, DEFAULT],
  ['empty', '', DEFAULT],
  ['with CR LF', 'a\r\nX-Evil: 1', 'request.failed'],
  ['with a lone surrogate', 'a\ud800', 'request.failed'],
  ['of 10 MB', 'a'.repeat(10e6), 'request.failed'],
]

const kinds: readonly (readonly [name: string, value: unknown, taken: TokenAnswer['taken']])[] = [
  ['missing', undefined, DEFAULT],
  ['in capitals', 'BEARER', DEFAULT],
  ['in small letters', 'bearer', DEFAULT],
  ['mac', 'mac', 'request.failed'],
  ['DPoP', 'DPoP', 'request.failed'],
  ['N_A', 'N_A', 'request.failed'],
  ['empty', '', 'request.failed'],
  ['with a line break', 'Bearer\r\nX-Evil: 1', 'request.failed'],
  ['null', null, 'request.failed'],
  ['a number', 1, 'request.failed'],
  ['a list', ['Bearer'], 'request.failed'],
]

export const TOKEN_ANSWERS: readonly TokenAnswer[] = [
  ...lifetimes.map(([name, value, taken]) => ({
    name: `expires_in ${name}`,
    answer: { expires_in: value },
    taken,
  })),
  // JSON has no NaN; a number beyond all numbers becomes Infinity.
  {
    name: 'expires_in 1e999',
    answer: '{"access_token":"token-1","token_type":"Bearer","expires_in":1e999,"scope":"all"}',
    taken: DEFAULT,
  },
  {
    name: 'expires_in NaN',
    answer: '{"access_token":"token-1","token_type":"Bearer","expires_in":NaN,"scope":"all"}',
    taken: 'connection.not-halo',
  },
  ...tokens.map(([name, value, taken]) => ({
    name: `token ${name}`,
    answer: { access_token: value },
    taken,
  })),
  ...refreshTokens.map(([name, value, taken]) => ({
    name: `refresh_token ${name}`,
    answer: { refresh_token: value },
    taken,
  })),
  ...kinds.map(([name, value, taken]) => ({
    name: `token_type ${name}`,
    answer: { token_type: value },
    taken,
  })),
]

/** `Retry-After` as it might be sent at 10:00 on 24 November 2026 (security-measurements.md B20), and the seconds waited. */
export const RETRY_AFTERS: readonly (readonly [header: string | null, seconds: number])[] = [
  ['12', 12],
  ['1.5', 1.5],
  ['0', 1],
  ['-1', 1],
  ['-1e12', 1],
  ['301', 300],
  ['1000000000000', 300],
  ['1e12', 300],
  ['Tue, 24 Nov 2026 10:00:30 GMT', 30],
  ['Tue, 24 Nov 2026 10:00:00 GMT', 1],
  ['Tue, 24 Nov 2026 11:00:00 GMT', 300],
  ['Tue, 24 Nov 2020 10:00:30 GMT', 1],
  ['Tue, 24 Nov 9999 10:00:30 GMT', 300],
  ['Tuesday, 24-Nov-26 10:00:30 GMT', 30],
  ['Tue, 99 Nov 2026 10:00:30 GMT', 5],
  ['2026-11-24T10:00:30Z', 5],
  ['24 Nov 2026', 5],
  ['5, 10', 5],
  ['120, 120', 5],
  ['12 s', 5],
  ['in 5 minutes', 5],
  ['soon', 5],
  ['NaN', 5],
  ['Infinity', 5],
  ['1e999', 5],
  [' ', 5],
  ['', 5],
  [null, 5],
]
