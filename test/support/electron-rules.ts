import ts from 'typescript'
import type { SourceRule } from './source-rule'
import { calling, either, holding, importing, named, property, type Matcher } from './source-scan'

const WINDOW_KINDS = ['BrowserWindow', 'BrowserView', 'WebContentsView', 'BaseWindow']

/** A window whose options are not all seen to begin with the safe ones. */
const unsafeWindow: Matcher = (node) => {
  if (!ts.isNewExpression(node)) return false
  if (!WINDOW_KINDS.includes(node.expression.getText().replace(/^electron\./, ''))) return false
  const [options] = node.arguments ?? []
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return true
  if (options.properties.some(ts.isSpreadAssignment)) return true
  const preferences = property(options, 'webPreferences')
  if (preferences === undefined || !ts.isObjectLiteralExpression(preferences)) return true
  const [first, ...rest] = preferences.properties
  return (
    first === undefined ||
    !ts.isSpreadAssignment(first) ||
    first.expression.getText() !== 'SAFE_PREFERENCES' ||
    rest.some(ts.isSpreadAssignment)
  )
}

/** The bridge’s end: as a value it could be handed to the page; other methods reach any channel. */
const rawIpcRenderer: Matcher = (node) =>
  ts.isIdentifier(node) &&
  node.text === 'ipcRenderer' &&
  !ts.isImportSpecifier(node.parent) &&
  !(
    ts.isPropertyAccessExpression(node.parent) &&
    ts.isCallExpression(node.parent.parent) &&
    node.parent.parent.expression === node.parent &&
    ['invoke', 'on', 'off'].includes(node.parent.name.text)
  )

const newWindow: Matcher = either(
  calling('window.open', 'globalThis.open', 'self.open'),
  named('_blank', 'overrideBrowserWindowOptions'),
)

/** Of any session, by its old names too. */
const protocolHandler: Matcher = (node) =>
  ts.isPropertyAccessExpression(node) &&
  /(^|\.)protocol$/.test(node.expression.getText()) &&
  /^(handle|register\w+|intercept\w+)$/.test(node.name.text)

export const REFUSED_AT_START = 'names it to refuse a start with it'

/** The static half of Electron’s checklist (security-measurements.md section 2). */
export const ELECTRON_RULES: readonly SourceRule[] = [
  {
    name: 'windows: every option of security by name, from one constant',
    matches: unsafeWindow,
    samples: [
      'new BrowserWindow()',
      'new BrowserWindow(options)',
      'new BrowserWindow({ width: 1 })',
      'new BrowserWindow({ ...more, webPreferences: { ...SAFE_PREFERENCES } })',
      'new BrowserWindow({ webPreferences: { sandbox: true } })',
      'new BrowserWindow({ webPreferences: { ...SAFE_PREFERENCES, ...more } })',
      'new electron.WebContentsView({ webPreferences })',
    ],
    harmless: ["new BrowserWindow({ webPreferences: { ...SAFE_PREFERENCES, partition: 'x' } })"],
  },
  {
    name: 'windows: no option of security anywhere but in that constant',
    matches: named(
      ...['contextIsolation', 'nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames'],
      ...['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'webviewTag', 'devTools'],
      ...['navigateOnDragDrop', 'safeDialogs', 'disableDialogs', 'plugins', 'enableWebSQL', 'spellcheck'],
    ),
    samples: [
      'const more = { webSecurity: false }',
      "contents.getLastWebPreferences()['nodeIntegration'] = true",
      'open({ allowRunningInsecureContent: true })',
      'open({ contextIsolation: false })',
    ],
    allowed: {
      'src/main/security/window-preferences.ts': 'is that constant',
      'src/main/adapters/pdf/private-browser.ts': 'switches the same off in an installed Chromium',
    },
  },
  {
    name: 'windows: no Blink or experimental features, no affinity',
    matches: either(
      named(
        'enableBlinkFeatures',
        'disableBlinkFeatures',
        'affinity',
        'enable-experimental-web-platform-features',
      ),
      holding(/enable-blink-features/),
    ),
    samples: ["open({ enableBlinkFeatures: 'ExecCommandInJavaScript' })", "open({ affinity: 'one' })"],
  },
  {
    name: 'windows: no webview, and none with pop-ups',
    matches: named('webview', 'allowpopups', 'allowPopups'),
    samples: ["document.createElement('webview')", '<webview src="x" />', 'const a = <b allowpopups />'],
  },
  {
    name: 'windows: no second window, no middle click of their own',
    matches: either(newWindow, named('auxclick', 'onAuxClick')),
    samples: [
      "window.open('https://x')",
      'const a = <a target="_blank" />',
      "node.addEventListener('auxclick', go)",
      "contents.setWindowOpenHandler(() => ({ action: 'allow', overrideBrowserWindowOptions: {} }))",
    ],
  },
  {
    name: 'windows: no developer tools, nothing loaded from a file',
    matches: either(
      named('openDevTools', 'toggleDevTools', 'toggledevtools', 'forceReload', 'viewMenu', 'loadFile'),
      holding(/^file:/i),
    ),
    samples: [
      'window.webContents.openDevTools()',
      "menu({ role: 'toggleDevTools' })",
      "w.loadURL('file:///x')",
    ],
  },
  {
    name: 'start: no switch and no argument is added',
    matches: named('additionalArguments', 'appendSwitch', 'appendArgument'),
    samples: ["app.commandLine.appendSwitch('no-sandbox')", "open({ additionalArguments: ['--x'] })"],
    allowed: { 'src/main/security/hardening.ts': 'the one that takes every host name away from Chromium' },
  },
  {
    name: 'start: the sandbox is not switched off',
    matches: either(holding(/^(--)?(no-sandbox|disable-web-security|disable-site-isolation)/), (node) =>
      ts.isPropertyAssignment(node) && /^(chromiumSandbox|sandbox)$/.test(node.name.getText())
        ? node.initializer.kind === ts.SyntaxKind.FalseKeyword
        : false,
    ),
    samples: [
      "launch({ args: ['--no-sandbox'] })",
      'launch({ chromiumSandbox: false })',
      'w({ sandbox: false })',
    ],
    allowed: {
      'src/main/index.ts': 'asks whether root on Linux was started with it, where Chromium needs it',
      'src/main/browser-window/host.ts': 'takes it out of what Playwright would add',
      'src/main/security/launch-guard.ts': REFUSED_AT_START,
    },
  },
  {
    name: 'shell: a browser is opened in one place, and no file ever',
    matches: either(named('openExternal', 'openPath', 'openItem'), importing(/^electron$/, ['shell'])),
    samples: ['shell.openExternal(url)', 'shell.openPath(file)', "import { shell } from 'electron'"],
    allowed: { 'src/main/security/safe-shell.ts': 'that place' },
  },
  {
    name: 'shell: without Electron a browser is opened in one place',
    matches: importing(/^open$/),
    samples: ["import open from 'open'"],
    allowed: { 'src/main/adapters/system/system-browser.ts': 'that place' },
  },
  {
    name: 'bridge: exposed once, and main listens in one place',
    matches: named('contextBridge', 'exposeInMainWorld', 'exposeInIsolatedWorld', 'ipcMain'),
    samples: ["contextBridge.exposeInMainWorld('x', {})", "import { ipcMain } from 'electron'"],
    allowed: {
      'src/preload/index.ts': 'the bridge',
      'src/main/ipc/register.ts': 'the handlers, behind the check of the sender',
    },
  },
  {
    name: 'bridge: only the preload knows ipcRenderer',
    matches: named('ipcRenderer'),
    samples: ["import { ipcRenderer } from 'electron'", "window['ipcRenderer']"],
    allowed: { 'src/preload/index.ts': 'the bridge' },
  },
  {
    name: 'bridge: ipcRenderer itself is handed to nobody',
    matches: rawIpcRenderer,
    samples: [
      "contextBridge.exposeInMainWorld('x', { ipcRenderer })",
      'const send = ipcRenderer.send',
      "ipcRenderer.sendSync('x')",
      'expose({ on: ipcRenderer.on })',
    ],
    harmless: ["ipcRenderer.invoke('x')"],
  },
  {
    name: 'protocols: answered in known places',
    matches: either(protocolHandler, importing(/^electron$/, ['protocol'])),
    samples: [
      "protocol.handle('x', answer)",
      "session.defaultSession.protocol.registerFileProtocol('x', answer)",
      "own.protocol.interceptHttpProtocol('x', answer)",
      "import { protocol } from 'electron'",
    ],
    harmless: ["url.protocol.startsWith('x')"],
    allowed: {
      'src/main/security/app-protocol.ts': 'the window’s own files',
      'src/main/adapters/pdf/pdf-window.ts': 'the one report that is printed',
    },
  },
  {
    name: 'protocols: no privilege that a page could use',
    matches: named('bypassCSP', 'corsEnabled', 'allowServiceWorkers', 'supportFetchAPI', 'allowExtensions'),
    samples: [
      "protocol.registerSchemesAsPrivileged([{ scheme: 'x', privileges: { bypassCSP: true } }])",
      '({ corsEnabled: true })',
    ],
  },
  {
    name: 'Electron: nothing that phones home, installs itself or looks around',
    matches: either(
      named(
        'setAsDefaultProtocolClient',
        'crashReporter',
        'autoUpdater',
        'desktopCapturer',
        'setLoginItemSettings',
      ),
      named('remote', 'enableRemoteModule', 'setPreloads', 'registerPreloadScript', 'loadExtension'),
      importing(/^(@electron\/remote|electron-updater|electron-fetch)/),
    ),
    samples: [
      "app.setAsDefaultProtocolClient('crossview')",
      "import { crashReporter } from 'electron'",
      "import { autoUpdater } from 'electron-updater'",
      "import { remote } from 'electron'",
      "import x from '@electron/remote'",
    ],
  },
  {
    name: 'Electron: its warnings are not switched off',
    matches: holding(/ELECTRON_(DISABLE_SECURITY_WARNINGS|ENABLE_LOGGING)/),
    samples: ["process.env['ELECTRON_DISABLE_SECURITY_WARNINGS'] = 'true'"],
  },
]
