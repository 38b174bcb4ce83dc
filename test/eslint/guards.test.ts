import path from 'node:path'
import { RuleTester } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { GUARDS } from '../../eslint/guards.mjs'
import { mustHold } from '../../eslint/rules/must-hold.mjs'
import { ROOT, textOf } from '../support/source-scan'

RuleTester.describe = describe
RuleTester.it = it

const tester = new RuleTester({
  languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
})

/** A part of the file, and what stands there instead: then the guard is gone, or guards no more. */
type Weakening = readonly [part: string, instead: string]

/** Each guard, by its name. */
const WEAKENED: Readonly<Record<string, Readonly<Record<string, readonly Weakening[]>>>> = {
  'src/main/security/hardening.ts': {
    'will-navigate is stopped': [
      ["'will-navigate'", "'did-navigate'"],
      ['if (url !== APP_PAGE) event.preventDefault()', ''],
      ['if (url !== APP_PAGE)', 'if (!url.startsWith(APP_PAGE))'],
      ['if (url !== APP_PAGE)', 'if (url === APP_PAGE)'],
    ],
    'will-frame-navigate is stopped': [
      ["'will-frame-navigate'", "'did-navigate'"],
      ['if (event.url !== APP_PAGE) event.preventDefault()', ''],
      ['if (event.url !== APP_PAGE)', 'if (!event.url.startsWith(APP_PAGE))'],
    ],
    'will-redirect is stopped': [
      ["'will-redirect'", "'did-navigate'"],
      ["'will-redirect', (event) => {\n    event.preventDefault()", "'will-redirect', (event) => {"],
    ],
    'will-attach-webview is stopped': [
      ["'will-attach-webview'", "'did-navigate'"],
      ["'will-attach-webview', (event) => {\n    event.preventDefault()", "'will-attach-webview', () => {"],
    ],
    'no page opens a window': [
      ["action: 'deny'", "action: 'allow'"],
      ['setWindowOpenHandler', 'other'],
      [
        'contents.setWindow',
        "contents.setWindowOpenHandler(() => ({ action: 'deny' }))\n  contents.setWindow",
      ],
    ],
    'every page is hardened': [
      ["'web-contents-created'", "'ready'"],
      ['    hardenContents(contents)\n', ''],
    ],
    'every session is hardened': [
      ["'session-created', hardenSession", "'ready', hardenSession"],
      ["'session-created', hardenSession", "'session-created', other"],
    ],
    'setPermissionRequestHandler denies': [
      ['.setPermissionRequestHandler(', '.other('],
      ['decide(false)', 'decide(true)'],
    ],
    'setPermissionCheckHandler denies': [
      ['.setPermissionCheckHandler(', '.other('],
      ['setPermissionCheckHandler(() => false)', 'setPermissionCheckHandler(() => true)'],
      ['setPermissionCheckHandler(() => false)', 'setPermissionCheckHandler(null)'],
    ],
    'setDevicePermissionHandler denies': [
      ['.setDevicePermissionHandler(', '.other('],
      ['setDevicePermissionHandler(() => false)', 'setDevicePermissionHandler(() => true)'],
    ],
    'setDisplayMediaRequestHandler denies': [
      ['.setDisplayMediaRequestHandler(', '.other('],
      ['decide(null)', 'decide({ video: source })'],
    ],
  },
  'src/main/index.ts': {
    'hardenApp is called before Electron is ready': [
      ['\nhardenApp()', ''],
      ['\nhardenApp()', '\nvoid app.whenReady().then(() => hardenApp())'],
    ],
    'registerAppScheme is called before Electron is ready': [['\nregisterAppScheme()', '']],
    'app.enableSandbox is called before Electron is ready': [['app.enableSandbox()', 'other()']],
    'app.requestSingleInstanceLock is called before Electron is ready': [
      ['app.requestSingleInstanceLock()', 'true'],
    ],
  },
  'src/main/ipc/register.ts': {
    'every handler asks first who calls': [
      ['!isTrustedSender(event.senderFrame, origin)', 'false'],
      ['!isTrustedSender', 'isTrustedSender'],
      ['return forbiddenSender()', ''],
      ['if (!isTrusted', 'const first = input\n      if (!isTrusted'],
    ],
    'main takes requests': [['for (const', "ipcMain.on('x', go)\n  for (const"]],
  },
  'src/preload/index.ts': {
    'a bridge is exposed': [
      ['contextBridge.expose', "contextBridge.exposeInMainWorld('x', {})\ncontextBridge.expose"],
    ],
  },
  'src/main/window.ts': { 'a window has a preload': [['preload:', 'other:']] },
  'src/main/security/app-protocol.ts': {
    'a scheme is given privileges': [['registerSchemesAsPrivileged', 'other']],
  },
  'src/main/security/safe-shell.ts': { 'a browser is opened': [['shell.openExternal', 'other']] },
  'src/renderer/src/main.tsx': {
    'zod is told to run no text before anything loads it': [
      ["import './zod-without-eval'\n", ''],
      ["import './zod-without-eval'\n", "import './app/app'\nimport './zod-without-eval'\n"],
    ],
  },
}

for (const [file, guards] of Object.entries(WEAKENED)) {
  const code = textOf(file)
  const more = { options: [...(GUARDS[file] ?? [])], filename: path.join(ROOT, file) }
  tester.run(`must-hold: ${file}`, mustHold, {
    valid: [{ ...more, name: 'as it is', code }],
    invalid: Object.entries(guards).flatMap(([guard, weakenings]) =>
      weakenings.map(([part, instead]) => ({
        ...more,
        name: `${guard}: ${part} → ${instead}`,
        code: code.replace(part, instead),
        errors: [{ message: new RegExp(`: ${guard}\\.`) }],
      })),
    ),
  })
}

describe('the guards', () => {
  it('are tried without each of them', () => {
    const names = Object.entries(GUARDS).map(([file, all]) => [file, all.map(({ name }) => name)])
    const tried = Object.entries(WEAKENED).map(([file, guards]) => [file, Object.keys(guards)])
    expect(tried).toEqual(names)
  })
})
