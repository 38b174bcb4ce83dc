import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { findParts } from '../../src/renderer/src/features/help/document'
import { documentBlocks, DOCUMENTS } from '../../scripts/lib/offline-documents.mjs'
import { FakeBridge } from './fake-bridge'
import { renderWindow } from './render-window'

const openedDocumentation = async () => {
  const user = renderWindow(new FakeBridge())
  await screen.findByRole('heading', { level: 1 })
  await user.keyboard('{F1}')
  return { user, list: await screen.findByRole('navigation', { name: 'Documents' }) }
}

describe('the documentation', () => {
  it('is opened by F1, without any network, and has every document', async () => {
    const { list } = await openedDocumentation()
    expect(
      within(list)
        .getAllByRole('button')
        .map(({ textContent }) => textContent),
    ).toEqual(DOCUMENTS.map(({ title }) => title))
    expect(screen.getByRole('article', { name: 'Crossview' }).textContent).toContain('HaloPSA')
  })

  it('is searched by words, and what is found is opened at its place', async () => {
    const { user } = await openedDocumentation()
    await user.type(screen.getByRole('searchbox', { name: 'Search the documentation' }), '--jitter')
    const found = screen.getByRole('navigation', { name: 'Parts that were found' })
    const [first] = within(found).getAllByRole('button')
    await user.click(first!)
    expect(document.activeElement?.closest('article')).not.toBeNull()
    expect(document.activeElement?.tagName).toMatch(/^(?:H[2-6]|ARTICLE)$/)
    await user.clear(screen.getByRole('searchbox', { name: 'Search the documentation' }))
    await user.type(
      screen.getByRole('searchbox', { name: 'Search the documentation' }),
      'no-such-word-anywhere',
    )
    screen.getByText('Nothing found')
  })

  it('leads from one document to another', async () => {
    const { user } = await openedDocumentation()
    const article = screen.getByRole('article', { name: 'Crossview' })
    await user.click(within(article).getAllByRole('button', { name: 'docs/cli.md' })[0]!)
    expect(document.activeElement).toBe(screen.getByRole('article', { name: 'Command line' }))
  })
})

describe('a document', () => {
  it('is taken apart with its headings, lists, code and tables', () => {
    const text =
      '# One\n\nA `b` **c**.\n\n- d\n  - e\n\n```sh\nf\n```\n\n| g |\n|---|\n| h |\n\n> i\n\n# One\n'
    expect(documentBlocks(text, 'README.md')).toEqual([
      { kind: 'heading', level: 1, anchor: 'one', inline: [{ kind: 'text', text: 'One' }] },
      {
        kind: 'paragraph',
        inline: [
          { kind: 'text', text: 'A ' },
          { kind: 'code', text: 'b' },
          { kind: 'text', text: ' ' },
          { kind: 'strong', inline: [{ kind: 'text', text: 'c' }] },
          { kind: 'text', text: '.' },
        ],
      },
      {
        kind: 'list',
        ordered: false,
        items: [
          [
            { kind: 'paragraph', inline: [{ kind: 'text', text: 'd' }] },
            {
              kind: 'list',
              ordered: false,
              items: [[{ kind: 'paragraph', inline: [{ kind: 'text', text: 'e' }] }]],
            },
          ],
        ],
      },
      { kind: 'code', text: 'f' },
      {
        kind: 'table',
        head: [[{ kind: 'text', text: 'g' }]],
        rows: [[[{ kind: 'text', text: 'h' }]]],
      },
      { kind: 'quote', blocks: [{ kind: 'paragraph', inline: [{ kind: 'text', text: 'i' }] }] },
      { kind: 'heading', level: 1, anchor: 'one-1', inline: [{ kind: 'text', text: 'One' }] },
    ])
  })

  it('leads only to documents that are there; of all else the address is told', () => {
    const text = '[a](docs/cli.md#1-commands) [b](LICENSE) [c](https://example.com/x) https://example.com'
    expect(documentBlocks(text, 'README.md')).toEqual([
      {
        kind: 'paragraph',
        inline: [
          { kind: 'link', document: 'docs-cli', anchor: '1-commands', inline: [{ kind: 'text', text: 'a' }] },
          { kind: 'text', text: ' ' },
          { kind: 'text', text: 'b' },
          { kind: 'text', text: ' ' },
          { kind: 'text', text: 'c' },
          { kind: 'text', text: ' (https://example.com/x)' },
          { kind: 'text', text: ' https://example.com' },
        ],
      },
    ])
  })

  it('is found by words in any order and of any script', () => {
    const document = {
      id: 'x',
      title: 'X',
      blocks: documentBlocks('before\n\n# Ärger\n\nÜber 株式会社 und *mehr*\n', 'README.md'),
    }
    expect(findParts([document], 'MEHR über 株式')).toMatchObject([{ heading: 'Ärger', anchor: 'ärger' }])
    expect(findParts([document], 'before')).toMatchObject([{ heading: 'X', anchor: null }])
    expect(findParts([document], 'before mehr')).toEqual([])
    expect(findParts([document], ' ')).toEqual([])
  })
})

describe('about', () => {
  it('tells the versions, and every package with its licence and the text of it', async () => {
    const user = renderWindow(new FakeBridge())
    await screen.findByRole('heading', { level: 1 })
    const bridge = await import('../../src/renderer/src/app/commands')
    bridge.runCommand('about')
    const dialog = await screen.findByRole('dialog', { name: 'About Crossview' })
    expect(dialog.textContent).toContain('45.4.1')
    const axios = (await within(dialog).findByText(/^axios .*: MIT$/)).closest('details')
    expect(axios?.textContent).toContain('Permission is hereby granted')
    within(dialog).getByText(/^react-dom .*: MIT$/)
    await user.click(within(dialog).getAllByRole('button', { name: 'Close' }).at(-1)!)
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
