import path from 'node:path'
import { RuleTester } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { GUARDS } from '../../eslint/guards.mjs'
import { mustHold } from '../../eslint/rules/must-hold.mjs'
import { ROOT, textOf } from '../support/source-scan'

RuleTester.describe = describe
RuleTester.it = it

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } })

/** The guard, a part of its file, and what stands there instead: then the guard is gone, or guards no more. */
type Weakened = readonly [guard: string, part: string, instead: string]

const HARDENING: readonly Weakened[] = [
  ['will-navigate is stopped', "'will-navigate'", "'did-navigate'"],
  [
    'will-navigate is stopped',
    'if (url !== APP_PAGE) event.preventDefault()',
    'if (url !== APP_PAGE) event.other()',
  ],
  ['will-navigate is stopped', 'if (url !== APP_PAGE)', 'if (!url.startsWith(APP_PAGE))'],
  ['will-navigate is stopped', 'if (url !== APP_PAGE)', 'if (url === APP_PAGE)'],
  ['will-frame-navigate is stopped', "'will-frame-navigate'", "'did-navigate'"],
  ['will-frame-navigate is stopped', 'if (event.url !== APP_PAGE) event.preventDefault()', ''],
  ['will-frame-navigate is stopped', 'if (event.url !== APP_PAGE)', 'if (!event.url.startsWith(APP_PAGE))'],
  ['will-redirect is stopped', "'will-redirect'", "'did-navigate'"],
  [
    'will-redirect is stopped',
    "'will-redirect', (event) => {\n    event.preventDefault()",
    "'will-redirect', (event) => {",
  ],
  ['will-attach-webview is stopped', "'will-attach-webview'", "'did-navigate'"],
  [
    'will-attach-webview is stopped',
    "'will-attach-webview', (event) => {\n    event.preventDefault()",
    "'will-attach-webview', (event) => {",
  ],
  ['no page opens a window', "action: 'deny'", "action: 'allow'"],
  ['no page opens a window', 'setWindowOpenHandler', 'other'],
  [
    'no page opens a window',
    'contents.setWindowOpenHandler',
    "contents.setWindowOpenHandler(() => ({ action: 'deny' }))\n  contents.setWindowOpenHandler",
  ],
  ['every page is hardened', "'web-contents-created'", "'ready'"],
  ['every page is hardened', '    hardenContents(contents)\n', ''],
  ['every session is hardened', "'session-created', hardenSession", "'ready', hardenSession"],
  ['every session is hardened', "'session-created', hardenSession", "'session-created', other"],
  ['setPermissionRequestHandler denies', '.setPermissionRequestHandler(', '.other('],
  ['setPermissionRequestHandler denies', 'decide(false)', 'decide(true)'],
  ['setPermissionCheckHandler denies', '.setPermissionCheckHandler(', '.other('],
  [
    'setPermissionCheckHandler denies',
    'setPermissionCheckHandler(() => false)',
    'setPermissionCheckHandler(() => true)',
  ],
  [
    'setPermissionCheckHandler denies',
    'setPermissionCheckHandler(() => false)',
    'setPermissionCheckHandler(null)',
  ],
  ['setDevicePermissionHandler denies', '.setDevicePermissionHandler(', '.other('],
  [
    'setDevicePermissionHandler denies',
    'setDevicePermissionHandler(() => false)',
    'setDevicePermissionHandler(() => true)',
  ],
  ['setDisplayMediaRequestHandler denies', '.setDisplayMediaRequestHandler(', '.other('],
  ['setDisplayMediaRequestHandler denies', 'decide(null)', 'decide({ video: source })'],
]

/** @see GUARDS */
const WEAKENED: Readonly<Record<string, readonly Weakened[]>> = {
  'src/main/security/hardening.ts': HARDENING,
  'src/main/index.ts': [
    ['hardenApp is called before Electron is ready', '\nhardenApp()', ''],
    [
      'hardenApp is called before Electron is ready',
      '\nhardenApp()',
      '\nvoid app.whenReady().then(() => hardenApp())',
    ],
    ['registerAppScheme is called before Electron is ready', '\nregisterAppScheme()', ''],
    ['app.enableSandbox is called before Electron is ready', 'app.enableSandbox()', 'other()'],
    [
      'app.requestSingleInstanceLock is called before Electron is ready',
      'app.requestSingleInstanceLock()',
      'true',
    ],
  ],
  'src/main/ipc/register.ts': [
    ['every handler asks first who calls', '!isTrustedSender(event.senderFrame, origin)', 'false'],
    ['every handler asks first who calls', '!isTrustedSender', 'isTrustedSender'],
    ['every handler asks first who calls', 'return forbiddenSender()', ''],
    ['every handler asks first who calls', 'if (!isTrusted', 'const first = input\n      if (!isTrusted'],
    ['main takes requests', 'for (const', "ipcMain.on('x', go)\n  for (const"],
  ],
  'src/preload/index.ts': [
    [
      'a bridge is exposed',
      'contextBridge.exposeInMainWorld',
      "contextBridge.exposeInMainWorld('x', {})\ncontextBridge.exposeInMainWorld",
    ],
  ],
  'src/main/window.ts': [['a window has a preload', 'preload:', 'other:']],
  'src/main/security/app-protocol.ts': [
    ['a scheme is given privileges', 'registerSchemesAsPrivileged', 'other'],
  ],
  'src/main/security/safe-shell.ts': [['a browser is opened', 'shell.openExternal', 'other']],
}

for (const [file, guards] of Object.entries(GUARDS)) {
  const text = textOf(file)
  const filename = path.join(ROOT, file)
  const options = [...guards]
  tester.run(`must-hold: ${file}`, mustHold, {
    valid: [{ name: 'as it is', code: text, options, filename }],
    invalid: (WEAKENED[file] ?? []).map(([guard, part, instead]) => ({
      name: `${guard}: ${part} → ${instead}`,
      code: text.replace(part, instead),
      options,
      filename,
      errors: [{ message: new RegExp(guard.replaceAll('.', String.raw`\.`)) }],
    })),
  })
}

describe('a guard', () => {
  it('is tried without it, each', () => {
    const guards = Object.entries(GUARDS).flatMap(([file, all]) => all.map(({ name }) => `${file}: ${name}`))
    const tried = Object.entries(WEAKENED).flatMap(([file, all]) => all.map(([name]) => `${file}: ${name}`))
    expect([...new Set(tried)].sort()).toEqual(guards.sort())
  })
})
