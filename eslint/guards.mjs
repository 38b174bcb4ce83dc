import { calling } from './selectors.mjs'

/** @import { Guard } from './rules/must-hold.mjs' */

const on = (/** @type {string} */ emitter, /** @type {string} */ event) =>
  `${calling(`${emitter}.on`)}[arguments.0.value="${event}"]`

const STOP = calling('event.preventDefault')
/** The one page is compared whole. */
const IF_ELSEWHERE =
  'IfStatement[test.operator="!=="][test.right.name="APP_PAGE"]:matches([test.left.name="url"], [test.left.object.name="event"][test.left.property.name="url"])'

/** @type {(event: string, when?: string) => Guard} */
const stopped = (event, when = '') => ({
  name: `${event} is stopped`,
  selector: on('contents', event),
  holding: `:has(${when} ${STOP})`,
})

/** Null takes the handler away. @type {(handler: string) => Guard} */
const denied = (handler) => ({
  name: `${handler} denies`,
  selector: calling(`session.${handler}`),
  holding:
    '[arguments.length=1]:not(:has(> Literal[raw="null"])):not(:has(Literal[raw="true"])):not(:has(Identifier[name=/^(callback|video)$/]))',
  once: true,
})

/** Called while the file loads, so before Electron is ready. @type {(callee: string) => Guard} */
const atLoad = (callee) => ({
  name: `${callee} is called before Electron is ready`,
  selector: `${calling(callee)}:not(:function *)`,
})

/** What a file must have. @type {Readonly<Record<string, readonly Guard[]>>} */
export const GUARDS = {
  'src/main/security/hardening.ts': [
    stopped('will-navigate', IF_ELSEWHERE),
    stopped('will-frame-navigate', IF_ELSEWHERE),
    stopped('will-redirect'),
    stopped('will-attach-webview'),
    {
      name: 'no page opens a window',
      selector: calling('contents.setWindowOpenHandler'),
      holding:
        '[arguments.0.body.properties.length=1][arguments.0.body.properties.0.key.name="action"][arguments.0.body.properties.0.value.value="deny"]',
      once: true,
    },
    {
      name: 'every page is hardened',
      selector: on('app', 'web-contents-created'),
      holding: `:has(${calling('hardenContents')})`,
    },
    {
      name: 'every session is hardened',
      selector: on('app', 'session-created'),
      holding: '[arguments.1.name="hardenSession"]',
    },
    denied('setPermissionRequestHandler'),
    denied('setPermissionCheckHandler'),
    denied('setDevicePermissionHandler'),
    denied('setDisplayMediaRequestHandler'),
  ],
  'src/main/index.ts': [
    'hardenApp',
    'registerAppScheme',
    'app.enableSandbox',
    'app.requestSingleInstanceLock',
  ].map(atLoad),
  'src/main/ipc/register.ts': [
    {
      name: 'every handler asks first who calls',
      selector: calling('ipcMain.handle'),
      holding: `[arguments.1.body.body.0.test.operator="!"]:has(IfStatement:first-child[test.argument.callee.name="isTrustedSender"][test.argument.arguments.0.object.name="event"][test.argument.arguments.0.property.name="senderFrame"][test.argument.arguments.1.name="origin"] ReturnStatement > ${calling('forbiddenSender')})`,
    },
    { name: 'main takes requests', selector: 'CallExpression[callee.object.name="ipcMain"]', once: true },
  ],
  'src/preload/index.ts': [
    { name: 'a bridge is exposed', selector: calling('contextBridge.exposeInMainWorld'), once: true },
  ],
  'src/main/window.ts': [
    { name: 'a window has a preload', selector: 'Property[key.name="preload"]', once: true },
  ],
  'src/main/security/app-protocol.ts': [
    {
      name: 'a scheme is given privileges',
      selector: calling('protocol.registerSchemesAsPrivileged'),
      once: true,
    },
  ],
  'src/main/security/safe-shell.ts': [
    { name: 'a browser is opened', selector: calling('shell.openExternal'), once: true },
  ],
  'src/renderer/src/main.tsx': [
    {
      name: 'zod is told to run no text before anything loads it',
      selector: 'ImportDeclaration:first-child[source.value="./zod-without-eval"]',
    },
  ],
}
