/** Answers with status 200 that hold no records, and must never be read as none (security-measurements.md B17). */
export interface Body {
  readonly name: string
  readonly content: string | Buffer
  /** What the message says that it was. */
  readonly what: 'a web page' | 'an empty body' | 'not whole JSON' | 'nested too deeply' | 'JSON'
  readonly status?: number
}

const utf16 = (text: string, mark: string): Buffer => Buffer.from(mark + text, 'utf16le')
const JSON_TEXT = '{"record_count":1,"tickets":[{"id":1}],"id":1,"access_token":"x"}'

export const BODIES: readonly Body[] = [
  { name: 'a page', content: '<!doctype html><title>Sign in</title>', what: 'a web page' },
  {
    name: 'a captive portal behind blank lines',
    content: '\n\n  <HTML><meta http-equiv=refresh>',
    what: 'a web page',
  },
  { name: 'a page behind a byte order mark', content: '\uFEFF<html></html>', what: 'a web page' },
  { name: 'XML', content: '<?xml version="1.0"?><error/>', what: 'a web page' },
  { name: 'nothing', content: '', what: 'an empty body' },
  { name: 'nothing, as 204', content: '', status: 204, what: 'an empty body' },
  { name: 'blanks', content: ' \r\n\t ', what: 'an empty body' },
  { name: 'a byte order mark alone', content: '\uFEFF', what: 'an empty body' },
  { name: 'UTF-16 without a mark', content: utf16(JSON_TEXT, ''), what: 'not whole JSON' },
  { name: 'UTF-16 with a mark', content: utf16(JSON_TEXT, '\uFEFF'), what: 'not whole JSON' },
  { name: 'UTF-16, big endian', content: utf16(JSON_TEXT, '\uFEFF').swap16(), what: 'not whole JSON' },
  { name: 'broken off in a text', content: JSON_TEXT.slice(0, -4), what: 'not whole JSON' },
  { name: 'broken off after a row', content: '{"tickets":[{"id":1}', what: 'not whole JSON' },
  { name: 'text behind it', content: `${JSON_TEXT} and more`, what: 'not whole JSON' },
  { name: 'a second document behind it', content: JSON_TEXT + JSON_TEXT, what: 'not whole JSON' },
  { name: 'a page behind it', content: `${JSON_TEXT}<html>`, what: 'not whole JSON' },
  { name: 'a script', content: `callback(${JSON_TEXT})`, what: 'not whole JSON' },
  { name: 'a guard in front', content: `)]}',\n${JSON_TEXT}`, what: 'not whole JSON' },
  { name: 'single quotes', content: "{'tickets':[]}", what: 'not whole JSON' },
  { name: 'a comma too many', content: '{"tickets":[],}', what: 'not whole JSON' },
  { name: 'NaN', content: '{"tickets":[],"record_count":NaN}', what: 'not whole JSON' },
  { name: 'a comment', content: '{"tickets":[]}// done', what: 'not whole JSON' },
  { name: 'a line break in a text', content: '{"tickets":["\n"]}', what: 'not whole JSON' },
  { name: '100,000 brackets', content: '['.repeat(1e5), what: 'nested too deeply' },
  { name: 'plain text', content: 'OK', what: 'not whole JSON' },
  { name: 'random bytes', content: Buffer.from([0x80, 0xff, 0, 1, 2, 0xc3]), what: 'not whole JSON' },
  { name: 'null', content: 'null', what: 'JSON' },
  { name: 'true', content: 'true', what: 'JSON' },
  { name: 'a number', content: '0', what: 'JSON' },
  { name: 'a text', content: '"Invalid Resource"', what: 'JSON' },
  { name: 'an object of something else', content: '{"hello":"world"}', what: 'JSON' },
  {
    name: 'fields of the wrong type',
    content: '{"tickets":{},"record_count":"none","id":{},"access_token":7}',
    what: 'JSON',
  },
  {
    name: 'what is asked for, in __proto__',
    content: `{"__proto__":${JSON_TEXT}}`,
    what: 'JSON',
  },
]

/** Where a body is answered, and how each run ends that is answered so. */
export const BODY_STEPS = ['token', 'Agent/me', 'list', 'second page', 'Agent/{id}', 'Application'] as const

/** Answers that reach for the prototype of all objects, each of them taken apart by the same code. */
export const POLLUTING: readonly string[] = [
  '{"__proto__":{"polluted":1},"record_count":1,"tickets":[{"id":1}],"id":1}',
  '{"record_count":1,"tickets":[{"id":1,"__proto__":{"polluted":1}}],"id":1,"__proto__":null}',
  '{"constructor":{"prototype":{"polluted":1}},"record_count":1,"tickets":[{"id":1}],"id":1}',
  '{"record_count":1,"tickets":[{"id":1,"constructor":{"prototype":{"polluted":1}}}],"id":1}',
  '{"record_count":1,"tickets":[{"id":"__proto__","summary":"polluted"}],"id":"__proto__"}',
  '{"id":1,"claims":[{"type":"__proto__","value":"polluted"}],"record_count":1,"tickets":[{"id":1}]}',
  '{"id":1,"claims":[{"type":"constructor","value":1}],"teams":[{"team_id":"__proto__"}],"tickets":[{"id":1}]}',
  '{"auth_url":null,"__proto__":{"auth_url":"https://evil.example","polluted":1},"id":1,"tickets":[{"id":1}]}',
]

/** Rows with ids that are hard to tell apart, and how many of them are records. */
export const ROWS: readonly (readonly [name: string, rows: string, records: number, complete: boolean])[] = [
  ['one id twice in a row', '[{"id":1,"id":2}]', 1, true],
  ['the same id in two rows', '[{"id":1},{"id":1.0},{"id":"1"},{"id":"1.0"}]', 1, true],
  ['the largest exact integer', '[{"id":9007199254740991}]', 1, true],
  [
    'integers that JSON numbers cannot tell apart',
    '[{"id":9007199254740992},{"id":9007199254740993}]',
    0,
    false,
  ],
  ['the same as texts', '[{"id":"9007199254740992"},{"id":"9007199254740993"}]', 2, true],
  ['beyond all numbers', '[{"id":1e400},{"id":1}]', 1, false],
  ['a fraction', '[{"id":1.5},{"id":1}]', 1, false],
  ['no number and no text', '[{"id":null},{"id":{}},{"id":[]},{"id":true},{"id":""},{"id":1}]', 1, false],
  ['no objects', '[null,7,"x",[],{"id":1}]', 1, false],
]
