import ts from 'typescript'
import { calling, find, named, type Matcher } from './source-scan'

/** What the source must have. Each is tried on the real file with the guard taken out of it. */
export interface SourceGuard {
  readonly name: string
  readonly file: string
  readonly holds: (tree: ts.SourceFile) => boolean
  /** Parts of the file, and what stands there instead: with each of them the guard is gone. */
  readonly without: readonly (readonly [part: string, instead: string])[]
}

const calls = (tree: ts.Node, callee: string): readonly ts.CallExpression[] =>
  find(tree, calling(callee)).filter(ts.isCallExpression)

/** Whether every handler of these events of a page stops what it is told of. */
const stops = (tree: ts.SourceFile, event: string): boolean => {
  const handlers = calls(tree, 'contents.on').filter(
    ({ arguments: [name] }) => name !== undefined && ts.isStringLiteral(name) && name.text === event,
  )
  return handlers.length > 0 && handlers.every((handler) => calls(handler, 'event.preventDefault').length > 0)
}

const isInFunction = (node: ts.Node): boolean =>
  ts.findAncestor(node, (above) => ts.isFunctionLike(above)) !== undefined

/** Done while the file loads, so before Electron is ready. */
const atLoad = (tree: ts.SourceFile, callee: string): boolean =>
  calls(tree, callee).some((call) => !isInFunction(call))

const HARDENING = 'src/main/security/hardening.ts'
const START = 'src/main/index.ts'

const stopping = (event: string, part: string): SourceGuard => ({
  name: `navigation: ${event} is stopped`,
  file: HARDENING,
  holds: (tree) => stops(tree, event),
  without: [
    [`'${event}'`, "'did-navigate'"],
    [part, part.replace('event.preventDefault()', 'undefined')],
  ],
})

const denying = (handler: string, part: string, instead: string): SourceGuard => ({
  name: `permissions: ${handler} denies`,
  file: HARDENING,
  holds: (tree) => {
    const [set, ...more] = calls(tree, `session.${handler}`)
    if (set === undefined || more.length > 0) return false
    const grants = find(
      set,
      (node) => node.kind === ts.SyntaxKind.TrueKeyword || named('callback', 'video')(node),
    )
    return (
      grants.length === 0 &&
      set.arguments.length === 1 &&
      // Null takes the handler away.
      set.arguments[0]?.kind !== ts.SyntaxKind.NullKeyword
    )
  },
  without: [
    [`.${handler}(`, '.other('],
    [part, instead],
  ],
})

const atStart = (callee: string, part = `\n${callee}()`): SourceGuard => ({
  name: `start: ${callee} before Electron is ready`,
  file: START,
  holds: (tree) => atLoad(tree, callee),
  without: [[part, part.replace(callee, 'other')]],
})

export const GUARDS: readonly SourceGuard[] = [
  stopping(
    'will-navigate',
    "contents.on('will-navigate', (event, url) => {\n    if (url !== APP_PAGE) event.preventDefault()",
  ),
  stopping('will-redirect', "contents.on('will-redirect', (event) => {\n    event.preventDefault()"),
  stopping(
    'will-attach-webview',
    "contents.on('will-attach-webview', (event) => {\n    event.preventDefault()",
  ),
  stopping(
    'will-frame-navigate',
    "contents.on('will-frame-navigate', (event) => {\n    if (event.url !== APP_PAGE) event.preventDefault()",
  ),
  {
    name: 'navigation: no page opens a window',
    file: HARDENING,
    holds: (tree) => {
      const [handler, ...more] = calls(tree, 'contents.setWindowOpenHandler')
      return (
        handler !== undefined &&
        more.length === 0 &&
        handler.getText().includes("(() => ({ action: 'deny' }))")
      )
    },
    without: [
      ["action: 'deny'", "action: 'allow'"],
      ['setWindowOpenHandler', 'other'],
    ],
  },
  {
    name: 'navigation: the one page is compared whole',
    file: HARDENING,
    holds: (tree) =>
      ['will-navigate', 'will-frame-navigate'].every((event) =>
        calls(tree, 'contents.on').some(
          (call) =>
            call.arguments[0]?.getText() === `'${event}'` &&
            /if \((event\.)?url !== APP_PAGE\)/.test(call.getText()),
        ),
      ),
    without: [
      ['if (url !== APP_PAGE)', 'if (!url.startsWith(APP_PAGE))'],
      ['if (event.url !== APP_PAGE)', 'if (!event.url.startsWith(APP_PAGE))'],
    ],
  },
  {
    name: 'navigation: every page is held to it',
    file: HARDENING,
    holds: (tree) =>
      calls(tree, 'app.on').some(
        (call) =>
          call.arguments[0]?.getText() === "'web-contents-created'" &&
          calls(call, 'hardenContents').length === 1,
      ),
    without: [
      ["'web-contents-created'", "'ready'"],
      ['    hardenContents(contents)\n', ''],
    ],
  },
  denying('setPermissionRequestHandler', 'decide(false)', 'decide(true)'),
  denying(
    'setPermissionCheckHandler',
    'setPermissionCheckHandler(() => false)',
    'setPermissionCheckHandler(() => true)',
  ),
  denying(
    'setDevicePermissionHandler',
    'setDevicePermissionHandler(() => false)',
    'setDevicePermissionHandler(() => true)',
  ),
  denying('setDisplayMediaRequestHandler', 'decide(null)', 'decide({ video: source })'),
  atStart('hardenApp'),
  atStart('registerAppScheme'),
  atStart('app.enableSandbox', "if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()"),
  atStart('app.requestSingleInstanceLock', 'app.requestSingleInstanceLock()'),
  {
    name: 'permissions: every session is held to it',
    file: HARDENING,
    holds: (tree) =>
      calls(tree, 'app.on').some((call) => call.getText() === "app.on('session-created', hardenSession)"),
    without: [["app.on('session-created', hardenSession)", "app.on('ready', hardenSession)"]],
  },
  {
    name: 'bridge: every handler asks first who calls',
    file: 'src/main/ipc/register.ts',
    holds: (tree) => {
      const handlers = calls(tree, 'ipcMain.handle')
      return (
        handlers.length > 0 &&
        handlers.every(({ arguments: [, handler] }) => {
          const body = handler !== undefined && ts.isArrowFunction(handler) ? handler.body : undefined
          const first = body !== undefined && ts.isBlock(body) ? body.statements[0] : undefined
          return (
            first !== undefined &&
            ts.isIfStatement(first) &&
            first.expression.getText() === '!isTrustedSender(event.senderFrame, origin)' &&
            calls(first.thenStatement, 'forbiddenSender').length === 1
          )
        })
      )
    },
    without: [
      ['!isTrustedSender(event.senderFrame, origin)', 'false'],
      ['return forbiddenSender()', ''],
    ],
  },
]

/** What is there exactly once, in this file. */
export interface Once {
  readonly name: string
  readonly file: string
  readonly matches: Matcher
  readonly sample: string
}

export const ONCE: readonly Once[] = [
  {
    name: 'a bridge is exposed',
    file: 'src/preload/index.ts',
    matches: calling('contextBridge.exposeInMainWorld'),
    sample: "contextBridge.exposeInMainWorld('x', {})",
  },
  {
    name: 'a window has a preload',
    file: 'src/main/window.ts',
    matches: (node) => ts.isPropertyAssignment(node) && node.name.getText() === 'preload',
    sample: 'new BrowserWindow({ webPreferences: { preload: x } })',
  },
  {
    name: 'main takes requests',
    file: 'src/main/ipc/register.ts',
    matches: (node) => ts.isCallExpression(node) && /^ipcMain\./.test(node.expression.getText()),
    sample: "ipcMain.on('x', go)",
  },
  {
    name: 'a scheme is given privileges',
    file: 'src/main/security/app-protocol.ts',
    matches: calling('protocol.registerSchemesAsPrivileged'),
    sample: 'protocol.registerSchemesAsPrivileged([])',
  },
  {
    name: 'a browser is opened from Electron',
    file: 'src/main/security/safe-shell.ts',
    matches: calling('shell.openExternal'),
    sample: 'shell.openExternal(x)',
  },
]
