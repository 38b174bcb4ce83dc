import { ban } from '../rule.mjs'
import { calling, importing, named, property, text, word } from '../selectors.mjs'

/** What starts a program; `run` is what tests make of `execFile`. */
const STARTS = word('spawn', 'spawnSync', 'execFile', 'execFileSync', 'fork', 'run')
/** Shells, and what is a script for one of them on Windows. */
const NO_PROGRAMS = word('npm', 'npx', 'yarn', 'pnpm', 'sh', 'bash', 'dash', 'zsh')

/** The system that is there, however it is asked for. */
const PLATFORM = [
  'MemberExpression:matches([object.name="process"], [object.property.name="process"]):matches([property.name="platform"], [property.value="platform"])',
  'VariableDeclarator:matches([init.name="process"], [init.property.name="process"]) Property[key.name="platform"]',
]

/** What would let somebody else's text, program or module run, or make an answer depend on chance or time. */
export const code = {
  'no-code-from-text': ban(
    'No text is run as code.',
    named('eval', 'Function', 'insertCSS', 'executeJavaScript', 'executeJavaScriptInIsolatedWorld'),
    named('execScript', 'runInContext', 'runInNewContext', 'runInThisContext', 'addScriptTag'),
    text(/^\s*(javascript|vbscript):/i),
    importing(/^(node:)?vm$/),
    // Text for a timer is found by @typescript-eslint/no-implied-eval.
    'ImportExpression:not([source.type="Literal"])',
  ),
  'no-markup-from-text': ban(
    'No text becomes markup.',
    named('innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'srcdoc', 'srcDoc'),
    named('createContextualFragment', 'setHTMLUnsafe', 'parseHTMLUnsafe', 'DOMParser', 'createPolicy'),
    named('writeln'),
    calling('document.write'),
  ),
  'no-text-for-playwright': ban(
    'Playwright evaluates only functions that are written here.',
    'CallExpression[callee.property.name=/^(evaluate|evaluateHandle|addInitScript|\\$eval|\\$\\$eval)$/]:not([arguments.0.type=/^(ArrowFunctionExpression|Identifier)$/])',
  ),
  'one-number-format': ban(
    'Numbers are written by core/comparison/count-text.ts, the same on every system.',
    named('NumberFormat', 'toLocaleString'),
    // Between two numbers stand two ports; a count stands before what is counted.
    text(/(?<![\w.,:/#@-])[1-9]\d{3,} (?!and )[a-z]/),
  ),
  'one-way-of-names': ban(
    'A name of a tenant is shown by <Name> of ui/name.tsx, which tells the language of its script.',
    'JSXOpeningElement[name.name="bdi"]',
  ),
  'no-other-programs': ban(
    'No other program, process or thread is started.',
    named('utilityProcess', 'spawn', 'execFile', 'execFileSync', 'spawnSync', 'execSync'),
    importing(/^(node:)?(child_process|cluster|worker_threads)$/),
    property(['shell'], ':not([value.raw="false"])'),
  ),
  'no-shell': ban(
    'A program is started as a program, with its arguments as a list: no shell reads them. npm: scripts/lib/npm.mjs.',
    `ObjectExpression > ${property(['shell'], ':not([value.raw="false"])')}`,
    'AssignmentExpression[left.property.name="shell"]',
    importing(/^(node:)?child_process$/, 'exec', 'execSync'),
    ...['execSync', 'child_process.exec', 'childProcess.exec'].map(calling),
    // Batch files, which only cmd.exe runs; it expands what is between percent signs even in quotes.
    text(/\.(cmd|bat)$/i),
    text(/(^|[\\/])(cmd|powershell|pwsh)(\.exe)?$/i),
    named('ComSpec', 'COMSPEC', 'comspec'),
    `CallExpression:matches([callee.name=${STARTS}], [callee.property.name=${STARTS}])[arguments.0.value=${NO_PROGRAMS}]`,
  ),
  'no-require': ban(
    'Modules are loaded by import.',
    named('createRequire'),
    importing(/^(node:)?module$/),
    calling('require'),
  ),
  'no-weak-randomness': ban(
    'What somebody might guess comes from the system’s randomness.',
    named('pseudoRandomBytes'),
    calling('Math.random'),
  ),
  'known-platforms': ban(
    'What a system does otherwise is in one module for each concern: docs/platforms.md.',
    ...PLATFORM,
    calling('os.platform'),
    calling('os.type'),
    importing(/^(node:)?os$/, 'platform', 'type'),
  ),
  'no-branch-without-argument': ban(
    'A branch on the system takes it as an argument, so that each can be tried on any.',
    ...PLATFORM.map(
      (selector) =>
        `:matches(BinaryExpression, SwitchStatement, CallExpression[callee.property.name="includes"]) > ${selector}`,
    ),
  ),
  'no-clock-in-core': ban(
    'The core knows no time but what it is given.',
    ...['Date.now', 'Date', 'performance.now'].map(calling),
    'NewExpression[callee.name="Date"][arguments.length=0]',
  ),
}
