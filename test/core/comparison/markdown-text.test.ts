import { describe, expect, it } from 'vitest'
import { escapeMarkdown } from '../../../src/core/comparison/markdown-text'
import { isolated } from '../../../src/core/comparison/name-text'

describe('text of somebody else in Markdown', () => {
  it('keeps ordinary text as it is', () => {
    const text = 'Müller & Söhne’s “sync” (2.0), 50% – 東京 👩‍👧'
    expect(escapeMarkdown(text)).toBe(text.replace('&', '\\&'))
  })

  it('escapes what would be markup, a link or a cell', () => {
    expect(escapeMarkdown('*a* _b_ `c` [d](e) <f> #g h|i !j ~k &amp; \\')).toBe(
      '\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\#g h\\|i \\!j \\~k \\&amp; \\\\',
    )
    expect(escapeMarkdown('https://e.example WWW.e.example')).toBe('https\\://e.example WWW\\.e.example')
  })

  it('makes one line of several, and writes out what nobody would see', () => {
    expect(escapeMarkdown('a\r\n\n# b')).toBe('a \\# b')
    expect(escapeMarkdown('a\u202eb\u200bc\u0007')).toBe('a\\\\u\\{202e\\}b\\\\u\\{200b\\}c\\\\u\\{7\\}')
  })

  it('keeps a name from right to left isolated', () => {
    expect(escapeMarkdown(`Untick ${isolated('סוכן*')} now`)).toBe('Untick \u2068סוכן\\*\u2069 now')
  })
})
