import ts from 'typescript'
import { ELECTRON_RULES, REFUSED_AT_START } from './electron-rules'
import { errorAsText } from './error-rules'
import type { SourceRule } from './source-rule'
import {
  calling,
  computedImport,
  either,
  holding,
  importing,
  named,
  stringTimer,
  type Matcher,
} from './source-scan'

const otherMinimum: Matcher = (node) =>
  ts.isPropertyAssignment(node) &&
  /^(minVersion|maxVersion)$/.test(node.name.getText()) &&
  !/^'TLSv1\.[23]'$/.test(node.initializer.getText())

const documentWrite: Matcher = either(calling('document.write', 'window.document.write'), named('writeln'))

const SERVER_NAMES = [
  'request',
  'get',
  'Agent',
  'ClientRequest',
  'globalAgent',
  'connect',
  'createConnection',
  'Socket',
]
const FILE_WRITERS = [
  ...[
    'writeFile',
    'writeFileSync',
    'appendFile',
    'appendFileSync',
    'createWriteStream',
    'write',
    'writeSync',
  ],
  ...[
    'open',
    'openSync',
    'rename',
    'renameSync',
    'copyFile',
    'copyFileSync',
    'cp',
    'cpSync',
    'link',
    'symlink',
  ],
]

/**
 * What the product’s source may not do (security.md sections 2 and 3), in the place of
 * Electronegativity. They find mistakes; who wants to hide something from them can. `console` and
 * the imports with one owner are ESLint’s and dependency-cruiser’s.
 */
export const SOURCE_RULES: readonly SourceRule[] = [
  ...ELECTRON_RULES,
  {
    name: 'TLS: certificates are always checked',
    matches: either(
      named(
        ...['certificate-error', 'setCertificateVerifyProc', 'rejectUnauthorized', 'checkServerIdentity'],
        ...['secureProtocol', 'NODE_TLS_REJECT_UNAUTHORIZED', 'DEFAULT_MIN_VERSION', 'ignoreHTTPSErrors'],
        ...['allowPartialTrustChain', 'enableTrace', 'keylog'],
      ),
      holding(/ignore-certificate-errors|NODE_TLS_REJECT_UNAUTHORIZED|SECLEVEL/),
      otherMinimum,
    ),
    samples: [
      "app.on('certificate-error', (event, c, u, e, cert, accept) => accept(true))",
      'session.setCertificateVerifyProc((request, answer) => answer(0))',
      'new Agent({ rejectUnauthorized: false })',
      "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'",
      "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'",
      'new Agent({ checkServerIdentity: () => undefined })',
      "new Agent({ secureProtocol: 'TLSv1_method' })",
      "new Agent({ minVersion: 'TLSv1' })",
      "launch({ args: ['--ignore-certificate-errors'] })",
    ],
    harmless: ["new Agent({ minVersion: 'TLSv1.2' })"],
    allowed: { 'src/main/security/launch-guard.ts': REFUSED_AT_START },
  },
  {
    name: 'code: no text is run',
    matches: either(
      named(
        ...['eval', 'Function', 'insertCSS', 'executeJavaScript', 'executeJavaScriptInIsolatedWorld'],
        ...['execScript', 'runInContext', 'runInNewContext', 'runInThisContext', 'addScriptTag'],
      ),
      stringTimer,
      computedImport,
      importing(/^(node:)?vm$/),
      holding(/^\s*(javascript|vbscript):/i),
    ),
    samples: [
      "eval('1')",
      "window['eval']('1')",
      "new Function('return 1')",
      "setTimeout('go()', 1)",
      'window.setInterval(`go(${x})`)',
      'await import(name)',
      "import vm from 'node:vm'",
      "contents.executeJavaScript('1')",
      "contents.insertCSS('a{}')",
      "location.href = 'javascript:go()'",
    ],
    harmless: ['setTimeout(go, 1)', "await import('./known')", "import type { Script } from 'node:vm'"],
  },
  {
    name: 'code: no text becomes markup',
    matches: either(
      named(
        ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'dangerouslySetInnerHTML', 'srcdoc', 'srcDoc'],
        ...['createContextualFragment', 'setHTMLUnsafe', 'parseHTMLUnsafe', 'DOMParser', 'createPolicy'],
      ),
      documentWrite,
    ),
    samples: [
      'node.innerHTML = text',
      'node.outerHTML = text',
      "node.insertAdjacentHTML('beforeend', text)",
      'const a = <b dangerouslySetInnerHTML={{ __html: text }} />',
      'document.write(text)',
      "trustedTypes.createPolicy('x', {})",
    ],
  },
  {
    name: 'code: playwright evaluates only what is written here',
    matches: either(
      (node) =>
        ts.isCallExpression(node) &&
        ts.isPropertyAccessExpression(node.expression) &&
        /^(evaluate|evaluateHandle|addInitScript|\$eval|\$\$eval)$/.test(node.expression.name.text) &&
        !(
          node.arguments[0] !== undefined &&
          (ts.isArrowFunction(node.arguments[0]) || ts.isIdentifier(node.arguments[0]))
        ),
    ),
    samples: ["page.evaluate('go()')", 'page.addInitScript({ content: text })', 'page.evaluate(`go(${x})`)'],
    harmless: ['page.evaluate((name) => go(name), name)'],
  },
  {
    name: 'code: no other program is started',
    matches: either(
      importing(/^(node:)?(child_process|cluster|worker_threads)$/),
      named('utilityProcess', 'spawn', 'execFile', 'execFileSync', 'spawnSync', 'execSync'),
      (node) =>
        ts.isPropertyAssignment(node) &&
        node.name.getText() === 'shell' &&
        node.initializer.kind !== ts.SyntaxKind.FalseKeyword,
    ),
    samples: [
      "import { spawn } from 'node:child_process'",
      "require('child_process')",
      "run('x', { shell: true })",
    ],
  },
  {
    name: 'code: modules are loaded by import',
    matches: either(named('createRequire'), calling('require'), importing(/^(node:)?module$/)),
    samples: ["import { createRequire } from 'node:module'", "require('electron')"],
    allowed: {
      'src/main/adapters/keychain/keytar-queue.ts': 'a keytar that does not load is an answer, not a crash',
    },
  },
  {
    name: 'policy: written in one place',
    matches: holding(/content-security-policy|\b(default|script|style|connect|img)-src\b/i),
    samples: ["const h = { 'Content-Security-Policy': x }", 'const p = "script-src \'self\'"'],
    allowed: {
      'src/main/security/page-headers.ts': 'that place',
      'src/main/adapters/halo/auth/redirect-listener.ts':
        'the page after signing in, which has no script and no style: nothing at all',
      'src/core/report/html.ts': 'a report says itself that it runs nothing, wherever it is opened',
    },
  },
  {
    name: 'policy: nothing unsafe in it',
    matches: holding(/unsafe-|wasm-eval/),
    samples: [
      "const p = \"script-src 'self' 'unsafe-inline'\"",
      "const p = `style-src 'unsafe-inline' ${x}`",
    ],
  },
  {
    name: 'addresses: none that is not encrypted',
    matches: holding(/http:\/\/|ws:\/\/|ftp:\/\//i),
    samples: ["load('http://example.com')", 'load(`http://${host}`)', 'const a = <a href="http://x">x</a>'],
    allowed: {
      'src/main/adapters/halo/auth/sign-in.ts': 'the sign-in’s listener, on 127.0.0.1',
      'src/demo/server.ts': 'the demo tenant, on 127.0.0.1',
      'src/demo/scenarios.ts': 'the demo tenant’s redirect address, on 127.0.0.1',
      'src/demo/words.ts': 'text of a demo ticket that tries to be a formula',
      'src/main/adapters/http/proxy.ts': 'a proxy’s own address; only https goes through it, as a tunnel',
      'src/main/adapters/halo/answers/proxy-failures.ts': 'how HTTPS_PROXY is written, in advice',
      'src/shared/files/profile.ts': 'how a proxy is written, in a message',
      'src/renderer/src/features/profiles/form/tenant-sections.tsx': 'how a proxy is written, in a hint',
      'src/main/adapters/pdf/pdf-finish.ts': 'names of XML namespaces, which nobody loads',
    },
  },
  {
    name: 'addresses: none at all in the window but what is shown',
    within: /^src\/renderer\//,
    matches: holding(/[a-z]+:\/\/|^\/\//i),
    samples: ["load('https://example.com/x.js')", 'const a = <img src="//example.com/x.png" />'],
    allowed: {
      'src/renderer/src/features/profiles/form/tenant-sections.tsx': 'examples in hints of the form',
    },
  },
  {
    name: 'errors: none is told as a whole, nor by its stack',
    matches: either(errorAsText, named('stack'), importing(/^(node:)?util$/)),
    samples: [
      'try { go() } catch (error) { log.error(error) }',
      'try { go() } catch (error) { say(JSON.stringify(error)) }',
      'try { go() } catch (e) { say(`failed: ${e}`) }',
      "try { go() } catch (e) { say('failed: ' + e) }",
      "try { go() } catch (error) { logger.error('failed', { error }) }",
      'go().catch((reason) => { console.log(reason) })',
      'say(error.stack)',
      "import { inspect } from 'node:util'",
    ],
    harmless: ['try { go() } catch (error) { return codeOf(error) }'],
    allowed: {
      'src/main/security/crash-guard.ts': 'takes the place in our own code out of it, and no value',
    },
  },
  {
    name: 'storage: the window keeps nothing but the theme',
    matches: named(
      'localStorage',
      'sessionStorage',
      'indexedDB',
      'cookie',
      'cookieStore',
      'caches',
      'cookies',
    ),
    samples: [
      "localStorage.setItem('x', y)",
      "document.cookie = 'x'",
      "indexedDB.open('x')",
      "caches.open('x')",
    ],
    allowed: { 'src/renderer/src/app/theme.ts': 'the chosen theme, one of three words' },
  },
  {
    name: 'network: one client',
    matches: either(
      named(
        'fetch',
        'XMLHttpRequest',
        'WebSocket',
        'EventSource',
        'sendBeacon',
        'RTCPeerConnection',
        'WebTransport',
      ),
      named('SharedWorker', 'importScripts', 'serviceWorker', 'globalAgent', 'setGlobalDispatcher'),
      importing(/^(node:)?(http|https|net)$/, SERVER_NAMES),
      importing(/^(node:)?(http2|tls|dgram|dns|dns\/promises|undici|inspector)$/),
      importing(/^electron$/, ['net']),
    ),
    samples: [
      "fetch('https://x')",
      'new XMLHttpRequest()',
      "new WebSocket('wss://x')",
      'navigator.sendBeacon(url, text)',
      "import { request } from 'node:https'",
      "import https from 'https'",
      "import * as net from 'node:net'",
      "import { net } from 'electron'",
      "const http = await import('node:http')",
    ],
    harmless: ["import { createServer } from 'node:http'", "import type { Socket } from 'node:net'"],
    allowed: {
      'src/main/adapters/http/http.ts': 'that client',
      'src/main/adapters/http/http-tunnel.ts': 'its tunnels through a proxy',
      'src/main/adapters/http/http-trust.ts': 'what it trusts',
    },
  },
  {
    name: 'network: what listens',
    matches: either(importing(/^(node:)?(http|https|net)$/), named('createServer')),
    samples: ["import { createServer } from 'node:http'"],
    allowed: {
      'src/main/adapters/http/http.ts': 'the client; listens nowhere',
      'src/main/adapters/http/http-tunnel.ts': 'tunnels through a proxy; listens nowhere',
      'src/main/adapters/http/no-proxy.ts': 'compares addresses; opens nothing',
      'src/main/adapters/halo/auth/redirect-listener.ts': 'one sign-in, on 127.0.0.1',
      'src/demo/server.ts': 'the demo tenant, on 127.0.0.1',
    },
  },
  {
    name: 'terminal: one way out, which makes visible what a terminal would obey',
    matches: named('stdout', 'stderr'),
    samples: ['process.stdout.write(text)', "import { stderr } from 'node:process'"],
    allowed: {
      'src/main/cli/index.ts': 'the streams under the console of the command line',
      'src/main/cli/target/ask-for-profile.ts': 'questions of ours, and what is typed',
      'src/main/browser-window/index.ts': 'says why the window did not open, visibly',
      'src/main/browser-window/entry.ts': 'says why the window did not open, in plain characters',
      'src/main/cli/entry.ts': 'says why the command did not start, visibly',
      'src/main/cli/terminal/terminal-question.ts': 'a question, which is text of ours',
      'src/main/entry.ts': 'says why the app did not start, visibly',
    },
  },
  {
    name: 'files: written whole or not at all',
    matches: importing(/^(node:)?fs(\/promises)?$/, FILE_WRITERS),
    samples: [
      "import { writeFile } from 'node:fs/promises'",
      "import fs from 'fs'",
      "import * as fs from 'node:fs'",
    ],
    harmless: ["import { readFile } from 'node:fs/promises'"],
    allowed: {
      'src/main/adapters/files/atomic-file.ts': 'writes the list of tenants: temporary file, fsync, rename',
      'src/main/adapters/files/export-files.ts': 'writes reports: temporary file, fsync, rename',
      'src/main/adapters/pdf/private-browser.ts': 'settings of a Chromium, in a new folder of its own',
      'src/main/adapters/profile-store/profile-store.ts': 'sets a damaged file aside by renaming it',
      'src/main/adapters/files/regular-file.ts':
        'opens for reading only, so that what is judged is what was opened',
      'src/main/adapters/files/file-lock.ts': 'tickets that are empty files: a name is there or not',
      'src/main/adapters/profile-store/save-journal.ts':
        'entries that are empty files: a name is there or not',
    },
  },
  {
    name: 'randomness: from the system wherever somebody might guess',
    matches: either(calling('Math.random'), named('pseudoRandomBytes')),
    samples: ['const id = Math.random()', 'const { pseudoRandomBytes } = crypto'],
    allowed: { 'src/main/adapters/halo/requests.ts': 'spreads the waits between repeats' },
  },
]
