/**
 * Holds the repository to its documents: what is cited is there, down to the number of the section,
 * and what the documents name (paths, scripts, options, rooms) exists. `npm test -- lint` runs it.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { codeOf, hasRow, linksOf, outlineOf } from './document-text.mjs'
import { documentsInTexts } from './user-texts.mjs'

const GENERATED = new Set(['node_modules', 'out', 'dist', 'coverage', 'test-results', '.git', '.crossview'])
const READ = /\.(?:ts|tsx|mjs|cjs|js|json|yml|yaml|css|html|md)$/
const SOURCE = /\.(?:ts|tsx|mjs|cjs)$/
/** Where a path in a document may begin. */
const BASES = ['', 'src', 'src/main', 'src/renderer/src']

/** Options in the documents that are another program's, with that program. */
const FOREIGN_OPTIONS = new Map([
  ['--silent', 'npm'],
  ['--dir', 'npm run package'],
  ['--quick', 'npm run verify:security'],
  ['--beside', 'scripts/with-windows.mjs'],
  ['--project', 'vitest'],
  ['--require', 'Node'],
  ['--inspect', 'Node'],
  ['--remote-debugging-port', 'Chromium'],
  ['--load-extension', 'Chromium'],
  ['--unlock', 'gnome-keyring-daemon'],
  ['--components', 'gnome-keyring-daemon'],
  ['--no-git-tag-version', 'npm version'],
  ['--check', 'sha256sum'],
  ['--repo', 'gh'],
  ['--manifest', 'winget'],
  ['--scope', 'winget'],
  ['--cask', 'brew'],
  ['--new', 'brew'],
  ['--build-arg', 'docker build'],
  ['--tag', 'docker build'],
  ['--rm', 'docker run'],
  ['--read-only', 'docker run'],
  ['--tmpfs', 'docker run'],
  ['--env', 'docker run'],
  ['--resource-group', 'az'],
  ['--template-file', 'az'],
  ['--parameters', 'az'],
  ['--name', 'az'],
  ['--namespace', 'kubectl'],
  ['--from-file', 'kubectl'],
  ['--filename', 'kubectl'],
  ['--from', 'kubectl'],
  ['--now', 'systemctl'],
  ['--failed', 'systemctl'],
])

/**
 * @param {string} root
 * @param {string} [folder]
 * @returns {string[]}
 */
const filesBelow = (root, folder = '') =>
  readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (GENERATED.has(entry.name)) return []
    const file = path.posix.join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(root, file) : [file]
  })

/** Without the marks that begin the lines of a comment, so that a sentence reads on, and what a command writes. @param {string} text */
const withoutMarks = (text) =>
  text
    .replace(/^[ \t]*(?:\/\*\*?|\*\/?|\/\/|#)[ \t]?/gm, '')
    .replace(/--markdown [\w-]+\.md/g, '--markdown FILE')

/**
 * @param {string} text
 * @param {number} index
 */
const lineAt = (text, index) => text.slice(0, index).split('\n').length

const REF = String.raw`(?:\d+(?:\.\d+)*|[A-Z]\d+)`
const LIST = String.raw`${REF}(?:(?:,\s|\sand\s|,\sand\s|\sto\s)${REF})*`
const KIND = String.raw`(sections?|findings?|cases?)\s+`
const CITATION = new RegExp(
  String.raw`(?<![\w./:@-])([\w./-]+\.md)\b(?:#([\w-]+))?` +
    String.raw`(?:\)?,?\s+${KIND}(${LIST})(?:,\sitems?\s(${LIST}))?|\s(${REF}(?:,\s${REF})*)(?![\w%-])|,?\s(?:under\s)?\(?["“]([^"”\n]+)["”])?`,
  'g',
)
const OWN_SECTION = new RegExp(String.raw`\bsections?\s+(${LIST})`, 'g')
/** @param {string | undefined} list @returns {readonly string[]} */
const refsIn = (list) => list?.match(new RegExp(REF, 'g')) ?? []

/**
 * Reads documents once, finds the one that a citation means.
 * @param {string} root
 * @param {readonly string[]} files
 */
const library = (root, files) => {
  const documents = files.filter((file) => file.endsWith('.md'))
  /** @type {Map<string, import('./document-text.mjs').Outline>} */
  const outlines = new Map()
  return {
    documents,
    /**
     * @param {string} name
     * @param {string} from the file that cites it
     * @returns {string | null} its path
     */
    find: (name, from) => {
      const beside = path.posix.normalize(path.posix.join(path.posix.dirname(from), name))
      const found = [name, beside].find((each) => documents.includes(each))
      const named = name.includes('/') ? [] : documents.filter((each) => path.posix.basename(each) === name)
      return found ?? (named.length === 1 ? (named[0] ?? null) : null)
    },
    outline: (/** @type {string} */ document) => {
      const outline = outlines.get(document) ?? outlineOf(readFileSync(path.join(root, document), 'utf8'))
      outlines.set(document, outline)
      return outline
    },
  }
}

/**
 * What of one citation is not in the document that it means.
 * @param {import('./document-text.mjs').Outline} outline
 * @param {RegExpMatchArray} citation
 */
const missingParts = (outline, [, , anchor, kind, list, items, direct, title]) => {
  const isThere = (/** @type {string} */ ref) => {
    if (/^[A-Z]/.test(ref)) return hasRow(outline, ref)
    if (kind?.startsWith('finding')) return hasRow(outline, ref, '1')
    return outline.numbers.has(ref)
  }
  const [section] = refsIn(list)
  return [
    ...(anchor !== undefined && !outline.anchors.has(anchor) ? [`#${anchor}`] : []),
    ...[...refsIn(list), ...refsIn(direct)].filter((ref) => !isThere(ref)),
    ...refsIn(items)
      .filter((item) => !(/^[A-Z]/.test(item) ? isThere(item) : hasRow(outline, item, section)))
      .map((item) => `item ${item} of section ${section}`),
    ...(title !== undefined && !outline.titles.has(title.toLowerCase()) ? [`“${title}”`] : []),
  ]
}

/**
 * Documents that are cited and not there; sections of them likewise.
 * @param {string} file
 * @param {string} text
 * @param {ReturnType<typeof library>} documents
 * @returns {string[]}
 */
const citationFaults = (file, text, documents) => {
  const plain = withoutMarks(text)
  const faults = []
  /** @type {[number, number][]} */
  const cited = []
  for (const match of plain.matchAll(CITATION)) {
    cited.push([match.index, match.index + match[0].length])
    const where = `${file}:${lineAt(plain, match.index)}`
    const document = documents.find(match[1] ?? '', file)
    if (document === null) faults.push(`${where}: there is no ${match[1]}`)
    else
      for (const part of missingParts(documents.outline(document), match))
        faults.push(`${where}: ${document} has no ${part}`)
  }
  /** @type {ReadonlySet<string>} */
  const own = file.endsWith('.md') ? documents.outline(file).numbers : new Set()
  if (own.size === 0) return faults
  for (const match of plain.matchAll(OWN_SECTION)) {
    const isElsewhere = cited.some(([from, to]) => match.index >= from && match.index < to)
    if (isElsewhere || /RFC \d+,?\s$/.test(plain.slice(0, match.index))) continue
    for (const ref of refsIn(match[1]).filter((each) => !own.has(each)))
      faults.push(`${file}:${lineAt(plain, match.index)}: it has no section ${ref} itself`)
  }
  return faults
}

/**
 * Whether a path (with `*` for any part of a name) leads somewhere.
 * @param {string} root
 * @param {string} name
 */
const leadsSomewhere = (root, name) => {
  if (!name.includes('*')) return existsSync(path.join(root, name))
  const folder = path.join(root, path.dirname(name))
  const [before = '', after = ''] = path.basename(name).split('*')
  return (
    existsSync(folder) && readdirSync(folder).some((each) => each.startsWith(before) && each.endsWith(after))
  )
}

/**
 * Paths in a document that lead nowhere. Only what begins like one of the repository is taken for a path.
 * @param {string} root
 * @param {string} file
 * @param {string} text
 * @param {readonly string[]} files
 * @returns {string[]}
 */
const pathFaults = (root, file, text, files) => {
  const faults = []
  for (const { line, code } of codeOf(text)) {
    for (const word of code.split(/[\s"'(),;]+/)) {
      const name = word.replace(/[.…:]$/, '').replace(/\/$/, '')
      if (!/^[\w.@*-]+(?:\/[\w.@*-]+)*$/.test(name)) continue
      const [first = '', second] = name.split('/')
      if (GENERATED.has(first)) continue
      if (second === undefined) {
        if (SOURCE.test(name) && !files.some((each) => path.posix.basename(each) === name))
          faults.push(`${file}:${line}: there is no file ${name}`)
        continue
      }
      const bases = BASES.filter((base) => first !== '.' && existsSync(path.join(root, base, first)))
      const isPath = bases.length > 0 || SOURCE.test(name)
      if (isPath && !bases.some((base) => leadsSomewhere(root, path.join(base, name))))
        faults.push(`${file}:${line}: ${name} leads nowhere`)
    }
  }
  for (const { line, target } of linksOf(text)) {
    if (/^[a-z]+:/.test(target)) continue
    const [name = '', anchor = ''] = target.split('#')
    if (name === '') {
      if (!outlineOf(text).anchors.has(anchor)) faults.push(`${file}:${line}: it has no #${anchor} itself`)
    } else if (!existsSync(path.join(root, path.dirname(file), name)))
      faults.push(`${file}:${line}: the link ${name} leads nowhere`)
  }
  return faults
}

/**
 * Scripts of package.json that are named and not there.
 * @param {string} file
 * @param {string} text
 * @param {object} scripts
 */
const scriptFaults = (file, text, scripts) =>
  [...text.matchAll(/\bnpm run (?:--silent )?([a-z][\w:-]*)/g)]
    .filter(([, name = '']) => !Object.hasOwn(scripts, name))
    .map((match) => `${file}:${lineAt(text, match.index)}: package.json has no script ${match[1]}`)

/** @param {string} code */
const optionsIn = (code) => [...code.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([option]) => option)

/**
 * Options of the command line that a document names and no command has.
 * @param {string} file
 * @param {string} text
 * @param {ReadonlySet<string | undefined>} known
 */
const optionFaults = (file, text, known) =>
  codeOf(text).flatMap(({ line, code }) =>
    optionsIn(code)
      .filter((option) => !known.has(option))
      .map((option) => `${file}:${line}: no command has the option ${option}`),
  )

/**
 * The options that the command line defines, by its source: it need not be built for this.
 * @param {string} root
 * @param {readonly string[]} files
 */
const definedOptions = (root, files) =>
  new Set([
    '--help',
    '--version',
    ...files
      .filter((file) => file.startsWith('src/main/cli/') && SOURCE.test(file))
      .flatMap((file) => [
        ...readFileSync(path.join(root, file), 'utf8').matchAll(
          /(?:[oO]ption|Option)\(\s*'(--[a-z][a-z-]*)/g,
        ),
      ])
      .map(([, option]) => option),
  ])

/**
 * Folders of the source that ARCHITECTURE.md does not name: a room nobody is led to.
 * @param {string} root
 * @param {readonly string[]} files
 */
const roomFaults = (root, files) => {
  const text = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8')
  const named = new Set(
    codeOf(text).flatMap(({ code }) => code.split(/\s+/).map((each) => each.replace(/\/$/, ''))),
  )
  const rooms = new Set(
    files
      .filter((file) => file.startsWith('src/') && SOURCE.test(file))
      .map((file) => path.posix.dirname(file)),
  )
  return [...rooms]
    .filter((room) => !BASES.some((base) => named.has(base === '' ? room : path.posix.relative(base, room))))
    .map((room) => `ARCHITECTURE.md: it does not name the room ${room}`)
}

/**
 * @param {string} root of the repository
 * @returns {readonly string[]} one sentence a fault, with file and line
 */
export const documentFaults = (root) => {
  const files = filesBelow(root)
  const documents = library(root, files)
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const options = new Set([...definedOptions(root, files), ...FOREIGN_OPTIONS.keys()])
  const product = files.filter((file) => file.startsWith('src/') && /\.tsx?$/.test(file))
  const faults = [...roomFaults(root, files), ...documentsInTexts(root, product)]
  for (const file of files.filter((each) => READ.test(each) && each !== 'package-lock.json')) {
    if (statSync(path.join(root, file)).size > 2e6) continue
    const text = readFileSync(path.join(root, file), 'utf8')
    faults.push(...citationFaults(file, text, documents))
    // Tests make up scripts that are not there.
    if (!file.startsWith('test/')) faults.push(...scriptFaults(file, text, scripts))
    if (file.endsWith('.md')) {
      faults.push(...pathFaults(root, file, text, files), ...optionFaults(file, text, options))
    }
  }
  return faults
}
