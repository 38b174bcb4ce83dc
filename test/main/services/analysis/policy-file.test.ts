import { describe, expect, it } from 'vitest'
import { parseExpectations } from '../../../../src/main/services/analysis/policy-file'

const policy = (entry: string) => `schema: crossview.expect/1\nexpect:\n  - ${entry}\n`
const message = (text: string) => {
  const parsed = parseExpectations(text)
  return parsed.ok ? 'read' : parsed.error.message
}
const expectationOf = (entry: string) => {
  const parsed = parseExpectations(policy(entry))
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value[0]?.expectation
}

/** What YAML takes for something else than the text that stands there, by version and reader. */
const ODD = [
  ...[
    '007',
    '7',
    '0x1F',
    '0o17',
    '017',
    '1_000',
    '1e3',
    '.5',
    '5.',
    '+7',
    '-7',
    '1.0',
    '12:30:00',
    '.inf',
    '.nan',
  ],
  ...['yes', 'no', 'on', 'off', 'y', 'n', 'true', 'False', 'TRUE', '2024-01-01', '2024-01-01T00:00:00Z'],
  ...[
    '9007199254740993',
    '1234567890123456789012345678901234567890',
    '1e999',
    '0b11',
    '12e03',
    '<<',
    '=',
    '-0',
  ],
]

describe('a name', () => {
  it.each(ODD)('keeps its text, quoted or not, in YAML and JSON: %s', (text) => {
    for (const written of [text, `"${text}"`, `'${text}'`, `${text} # a comment`]) {
      const where = written.includes('#')
        ? `app:\n      resource: tickets\n      count: none\n      where:\n        client: ${written}`
        : `app: { resource: tickets, count: none, where: { client: ${written} } }`
      expect(expectationOf(where)).toMatchObject({ where: { client: text } })
    }
    expect(expectationOf(`{ recipe: ${text}, name: ${text} }`)).toMatchObject({ recipe: text, name: text })
    expect(expectationOf(`only-scopes: [${text}, "${text}"]`)).toMatchObject({ scopes: [text, text] })
    expect(message(policy(`{ ${text}: x, same: tickets }`))).toContain('is not a known field')
  })

  it('keeps every digit of a number in JSON', () => {
    const json = `{"schema":"crossview.expect/1","expect":[{"app":{"resource":"tickets","count":3,"where":{"client":9007199254740993}}}]}`
    expect(parseExpectations(json)).toMatchObject({
      ok: true,
      value: [{ expectation: { least: 3, most: 3, where: { client: '9007199254740993' } } }],
    })
  })

  it.each(['~', 'null', 'NULL', ''])('is no missing value, unless it is quoted: “%s”', (text) => {
    const entry = (written: string) =>
      `app:\n      resource: tickets\n      count: none\n      where:\n        client: ${written}`
    expect(message(policy(entry(text)))).toMatch(/line 7: there is no value.*\(column \d+\)/)
    if (text !== '') expect(expectationOf(entry(`'${text}'`))).toMatchObject({ where: { client: text } })
  })
})

describe('a count', () => {
  const counted = (count: string) => `app: { resource: tickets, count: ${count} }`
  it.each([
    ['0', 0, 0],
    ['12', 12, 12],
    ['none', 0, 0],
    ['some', 1, null],
    ['{ min: 2 }', 2, null],
    ['{ min: 2, max: 2 }', 2, 2],
  ])('is read from its digits: %s', (text, least, most) => {
    expect(expectationOf(counted(text))).toMatchObject({ least, most })
  })

  it.each([
    ...ODD.filter((text) => text !== '7'),
    ...['{}', '{ min: 3, max: 2 }', '{ min: 1e3 }', '{ least: 1 }', '1234567890', '[1]'],
  ])('is nothing else, and the error says where: %s', (text) => {
    expect(message(policy(counted(`${text} `)))).toMatch(/line 3: .*(digits|count|YAML).*\(column \d+\)/)
  })
})

describe('a file of expectations', () => {
  it.each([
    ['a tag', policy('same: !!int tickets'), 'line 3: it uses a YAML tag|(column 17)'],
    ['a tag of its own', policy('same: !x tickets'), 'line 3'],
    ['an alias', policy('same: *all'), 'line 3'],
    [
      'an anchor and its alias',
      'schema: &a crossview.expect/1\nexpect: [{ name: *a }]',
      'line 2: it uses YAML aliases|(column 18)',
    ],
    [
      'a merge',
      'a: &a { same: tickets }\nschema: crossview.expect/1\nexpect: [{ <<: *a }]',
      'line 3: it uses YAML aliases|(column 16)',
    ],
    [
      'a key twice',
      policy('{ same: tickets, same: clients }'),
      'line 3: it is not valid YAML: the same key stands twice|(column 22)',
    ],
    [
      'a facet twice, in JSON',
      '{"schema":"crossview.expect/1","expect":[{"app":{"resource":"tickets","count":0,"count":1}}]}',
      'line 1: it is not valid YAML: the same key|(column 81)',
    ],
    ['two documents', `${policy('same: tickets')}---\n${policy('same: clients')}`, 'several documents'],
    ['a tab', 'schema: crossview.expect/1\nexpect:\n\t- same: tickets\n', 'line 3'],
    ['an unclosed text', policy('name: "x'), 'it is not valid YAML'],
    ['another resource', policy('same: hats'), 'line 3: same|(column 11)'],
    [
      'another field deep inside',
      policy('app: { resource: tickets, count: 1, where: { clint: x } }'),
      'line 3: app.where.clint is not a known field|(column 48)',
    ],
    ['another form', 'schema: crossview.expect/2\nexpect: []', 'line 1: schema|(column 9)'],
    ['nothing but a text', 'tickets', 'line 1: |(column 1)'],
  ])('is refused, and told where, for %s', (_name, text, expected) => {
    for (const part of expected.split('|')) expect(message(text)).toContain(part)
    // No code of the parser's.
    expect(message(text)).not.toMatch(/[A-Z]{3,}_[A-Z]/)
  })
})

it.each([
  [
    'explicit keys',
    'schema: crossview.expect/1\nexpect:\n  - app:\n      ? resource\n',
    'line 4: it uses an explicit key (“? ”), which is not read (column 7)',
  ],
  [
    'an unknown field at the end',
    'schema: crossview.expect/1\nexpect: [{ same: [tickets] }]\nexpects: []\n',
    'line 3: expects is not a known field (column 10)',
  ],
])('says where it stands: %s', (_name, text, expected) => {
  expect(message(text)).toContain(expected)
})
