import { ban } from '../ban.mjs'

/** What would let somebody else's text, program or module run. */
export const code = {
  'no-code-from-text': ban({
    message: 'No text is run as code.',
    names: [
      ...['eval', 'Function', 'insertCSS', 'executeJavaScript', 'executeJavaScriptInIsolatedWorld'],
      ...['execScript', 'runInContext', 'runInNewContext', 'runInThisContext', 'addScriptTag'],
    ],
    text: /^\s*(javascript|vbscript):/i,
    imports: [[/^(node:)?vm$/]],
    // Text for a timer is found by @typescript-eslint/no-implied-eval.
    selectors: ['ImportExpression:not([source.type="Literal"])'],
  }),
  'no-markup-from-text': ban({
    message: 'No text becomes markup.',
    names: [
      ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'srcdoc', 'srcDoc'],
      ...['createContextualFragment', 'setHTMLUnsafe', 'parseHTMLUnsafe', 'DOMParser', 'createPolicy'],
      'writeln',
    ],
    selectors: [
      'CallExpression[callee.property.name="write"]:matches([callee.object.name="document"], [callee.object.property.name="document"])',
    ],
  }),
  'no-text-for-playwright': ban({
    message: 'Playwright evaluates only functions that are written here.',
    selectors: [
      'CallExpression[callee.property.name=/^(evaluate|evaluateHandle|addInitScript|\\$eval|\\$\\$eval)$/]:not([arguments.0.type=/^(ArrowFunctionExpression|Identifier)$/])',
    ],
  }),
  'no-other-programs': ban({
    message: 'No other program, process or thread is started.',
    names: ['utilityProcess', 'spawn', 'execFile', 'execFileSync', 'spawnSync', 'execSync'],
    imports: [[/^(node:)?(child_process|cluster|worker_threads)$/]],
    selectors: ['Property[key.name="shell"]:not([value.raw="false"])'],
  }),
  'no-require': ban({
    message: 'Modules are loaded by import.',
    names: ['createRequire'],
    imports: [[/^(node:)?module$/]],
    selectors: ['CallExpression[callee.name="require"]'],
  }),
  'no-weak-randomness': ban({
    message: 'What somebody might guess comes from the system’s randomness.',
    names: ['pseudoRandomBytes'],
    selectors: ['CallExpression[callee.object.name="Math"][callee.property.name="random"]'],
  }),
}
