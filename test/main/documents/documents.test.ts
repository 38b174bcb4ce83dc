import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../support/profiles'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** Plain JavaScript, for a script that runs before anything is built. */
const { documentFaults } = (await import(
  pathToFileURL(path.join(ROOT, 'scripts/lib/documents.mjs')).href
)) as { documentFaults: (root: string) => readonly string[] }

/** The names of made-up documents, put together so that they are no citations of this file's own. */
const md = (name: string): string => `${name}.md`
const GUIDE = `docs/${md('guide')}`

/** A small repository in which everything is right. */
const FILES: Readonly<Record<string, string>> = {
  'package.json': '{ "scripts": { "start": "x" } }',
  [md('ARCHITECTURE')]:
    '# Architecture\n\n| `core/halo` | what Halo has |\n| `main/cli` | the command line |\n',
  [GUIDE]: [
    '# Guide',
    '## 1. Findings',
    '| 3 | a finding |',
    '| 8-10 | three of them |',
    '## 2. Facts',
    '### 2.1 Fields',
    '| B13 | a case |',
    '## Config files',
    'See section 2.1 and [above](#config-files). `npm run start`, `src/core/halo/resource.ts`, `core/halo/res*.ts`.',
    'RFC 6749, section 7.7 is another’s. Another program’s: `Tickets/{id}`, `node_modules/x`, `https://a.example/x.md`.',
    '```',
    'crossview check --scopes --help',
    '```',
  ].join('\n'),
  'src/core/halo/resource.ts': `/** Source: ${md('guide')} sections 2 and 2.1, ${md('guide')} B13. */\nexport const a = 1\n`,
  'src/main/cli/program.ts': `/**\n * As ${GUIDE}\n * finding 3 says; ${md('guide')} section 1, items 3 and 9.\n */\ncommand.option('--scopes', 'x')\n`,
}

let root: string
beforeEach(() => {
  root = temporaryFolder()
  for (const [file, content] of Object.entries(FILES)) put(file, content)
})

const put = (file: string, content: string): void => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), content)
}

const append = (file: string, line: string): void => {
  put(file, `${readFileSync(path.join(root, file), 'utf8')}\n${line}\n`)
}

const faults = () => documentFaults(root)

describe('the check of documents', () => {
  it('finds nothing where everything is right', () => {
    expect(faults()).toEqual([])
  })

  it.each([
    [
      'a document that is not there',
      `// See docs/${md('gone')}.`,
      `src/core/halo/resource.ts:4: there is no docs/${md('gone')}`,
    ],
    [
      'one in a text, named without its folder',
      `const a = ['${md('gone')}']`,
      `src/core/halo/resource.ts:4: there is no ${md('gone')}`,
    ],
    ['a section', `// ${md('guide')} section 2.2`, `src/core/halo/resource.ts:4: ${GUIDE} has no 2.2`],
    [
      'one of several sections',
      `// ${md('guide')} sections 1, 2 and 5`,
      `src/core/halo/resource.ts:4: ${GUIDE} has no 5`,
    ],
    [
      'a section named by its number alone',
      `// (${md('guide')} 4.5)`,
      `src/core/halo/resource.ts:4: ${GUIDE} has no 4.5`,
    ],
    [
      'a section on the next line of a comment',
      `/**\n * As ${md('guide')}\n * section 9 says.\n */`,
      `src/core/halo/resource.ts:5: ${GUIDE} has no 9`,
    ],
    ['a case', `// ${md('guide')} B14`, `src/core/halo/resource.ts:4: ${GUIDE} has no B14`],
    ['a finding', `// ${md('guide')} finding 4`, `src/core/halo/resource.ts:4: ${GUIDE} has no 4`],
    [
      'an item',
      `// ${md('guide')} section 1, item 11`,
      `src/core/halo/resource.ts:4: ${GUIDE} has no item 11 of section 1`,
    ],
    [
      'a heading',
      `// ${md('guide')} ("Visibility")`,
      `src/core/halo/resource.ts:4: ${GUIDE} has no “Visibility”`,
    ],
    ['a script', '// npm run nothing', 'src/core/halo/resource.ts:4: package.json has no script nothing'],
  ])('finds %s that the source cites', (_what, line, fault) => {
    append('src/core/halo/resource.ts', line)
    // A text of the product that names a document is a fault of its own.
    expect(faults().filter((each) => !each.includes('no user of the app'))).toEqual([fault])
  })

  it.each([
    ['a path', 'In `src/core/gone.ts`.', 'src/core/gone.ts leads nowhere'],
    ['a path below a base', 'In `core/gone/x.ts`.', 'core/gone/x.ts leads nowhere'],
    ['a folder', 'In `core/gone`.', 'core/gone leads nowhere'],
    ['a path with a star', 'In `core/halo/zzz*.ts`.', 'core/halo/zzz*.ts leads nowhere'],
    ['a path in a block', '```\nnode src/gone.mjs\n```', 'src/gone.mjs leads nowhere'],
    ['a file', 'In `gone.ts`.', 'there is no file gone.ts'],
    ['a link', 'See [it](gone.svg).', 'the link gone.svg leads nowhere'],
    ['a link into another document', `See [it](${md('guide')}#nothing).`, `${GUIDE} has no #nothing`],
    ['a link into itself', 'See [it](#nothing).', 'it has no #nothing itself'],
    ['a section of its own', 'See section 7.', 'it has no section 7 itself'],
    ['a script', 'Run `npm run --silent nothing`.', 'package.json has no script nothing'],
    ['an option', 'Add `--nothing`.', 'no command has the option --nothing'],
    ['an option in a block', '```\ncrossview check --nothing\n```', 'no command has the option --nothing'],
  ])('finds %s that a document names', (_what, line, fault) => {
    append(GUIDE, line)
    expect(faults()).toEqual([expect.stringMatching(new RegExp(`^${GUIDE.replaceAll('.', '\\.')}:\\d+: `))])
    expect(faults()[0]).toContain(fault)
  })

  it('finds a folder of the source that the architecture does not name', () => {
    put('src/core/attic/old.ts', 'export const a = 1\n')
    expect(faults()).toEqual([`${md('ARCHITECTURE')}: it does not name the room src/core/attic`])
  })

  it.each([
    ['a literal', `export const a = 'Compare it with the example in ${md('docs/guide')}.'`],
    ['a template', `export const a = (b: string) => \`\${b}: see ${md('docs/guide')}\``],
    ['what stands between tags', `export const a = <p>See docs/${md('guide')}</p>`],
    ['a folder', `export const a = 'See resources/recipes.'`],
  ])('finds a message that sends a user to a document, as %s', (_what, line) => {
    put('src/core/halo/message.tsx', line)
    expect(faults()).toEqual([
      expect.stringContaining('src/core/halo/message.tsx:1: no user of the app has that document'),
    ])
  })

  it('takes comments and imports for no message', () => {
    put(
      'src/core/halo/message.ts',
      `// ${md('docs/guide')}\nimport x from '../../../resources/x.json'\nexport const a = x\n`,
    )
    expect(faults()).toEqual([])
  })

  it('sees what a document loses', () => {
    rmSync(path.join(root, GUIDE))
    expect(faults().length).toBeGreaterThan(3)
  })
})

/** That it keeps them today is what `npm test -- lint` says. */
describe('this repository', () => {
  it('fails when a cited document is renamed', () => {
    for (const each of ['src/core', 'docs', 'scripts', 'package.json', md('ARCHITECTURE')])
      cpSync(path.join(ROOT, each), path.join(root, each), { recursive: true })
    rmSync(path.join(root, `docs/${md('halo-api')}`))
    expect(faults().filter((each) => each.endsWith(`there is no ${md('halo-api')}`)).length).toBeGreaterThan(
      20,
    )
  })
})
