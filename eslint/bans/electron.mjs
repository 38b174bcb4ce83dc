import { ban } from '../rule.mjs'
import { calling, importing, named, property, text, word } from '../selectors.mjs'

const WINDOW = word('BrowserWindow', 'BrowserView', 'WebContentsView', 'BaseWindow')
/** Preferences that begin with the safe ones, which nothing spread after them overrides. */
const SAFE =
  'ObjectExpression[properties.0.argument.name="SAFE_PREFERENCES"]:not(:has(> SpreadElement:not(:first-child)))'
/** Options that are all seen, with such preferences. */
const OPTIONS = `ObjectExpression:not(:has(> SpreadElement)):has(> ${property(['webPreferences'])}:has(> ${SAFE}))`

/** The static half of Electron's checklist: https://www.electronjs.org/docs/latest/tutorial/security */
export const electron = {
  'safe-window-options': ban(
    'A window names its options, and its webPreferences begin with ...SAFE_PREFERENCES; nothing else is spread.',
    `NewExpression:matches([callee.name=${WINDOW}], [callee.property.name=${WINDOW}]):not(:has(> ${OPTIONS}))`,
  ),
  'no-window-security-options': ban(
    'Options of a window that concern security stand in SAFE_PREFERENCES only.',
    named(
      ...['contextIsolation', 'nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames'],
      ...['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'webviewTag', 'devTools'],
      ...['navigateOnDragDrop', 'safeDialogs', 'disableDialogs', 'plugins', 'enableWebSQL', 'spellcheck'],
    ),
  ),
  'no-blink-features': ban(
    'No Blink or experimental feature is switched, and no window shares a process by affinity.',
    named('enableBlinkFeatures', 'disableBlinkFeatures', 'affinity'),
    named('enable-experimental-web-platform-features'),
    text(/enable-blink-features/),
  ),
  'no-webview': ban(
    'There is no webview, and none with pop-ups.',
    named('webview', 'allowpopups', 'allowPopups'),
  ),
  'no-second-window': ban(
    'A page opens no window, and handles no middle click.',
    named('_blank', 'overrideBrowserWindowOptions', 'auxclick', 'onAuxClick'),
    ...['window.open', 'globalThis.open', 'self.open'].map(calling),
  ),
  'no-developer-tools': ban(
    'No developer tools, and nothing is loaded from a file.',
    named('openDevTools', 'toggleDevTools', 'toggledevtools', 'forceReload', 'viewMenu', 'loadFile'),
    text(/^file:/i),
  ),
  'no-added-switches': ban(
    'No switch and no argument is added to Chromium.',
    named('additionalArguments', 'appendSwitch', 'appendArgument'),
  ),
  'no-sandbox-off': ban(
    'The sandbox is not switched off.',
    text(/^(--)?(no-sandbox|disable-web-security|disable-site-isolation)/),
    property(['chromiumSandbox', 'sandbox'], '[value.raw="false"]'),
  ),
  'one-way-to-the-browser': ban(
    'A browser is opened by security/safe-shell.ts, and a file never.',
    named('openExternal', 'openPath', 'openItem'),
    importing(/^electron$/, 'shell'),
  ),
  'one-way-to-the-browser-without-electron': ban(
    'Without Electron a browser is opened by adapters/system/system-browser.ts.',
    importing(/^open$/),
  ),
  'one-bridge': ban(
    'The bridge is exposed by the preload.',
    named('contextBridge', 'exposeInMainWorld', 'exposeInIsolatedWorld'),
  ),
  'one-listener': ban('Main listens in ipc/register.ts only.', named('ipcMain')),
  'one-preload': ban('One window has a preload, and it is the app.', property(['preload'])),
  'no-ipc-renderer': ban('Only the preload knows ipcRenderer.', named('ipcRenderer')),
  'no-raw-ipc-renderer': ban(
    'ipcRenderer is handed to nobody: as a value it could reach the page, and other methods reach any channel.',
    'Identifier[name="ipcRenderer"]:not(ImportSpecifier > *):not(CallExpression > MemberExpression.callee[property.name=/^(invoke|on|off)$/] > *)',
  ),
  'known-protocol-handlers': ban(
    'Protocols, of any session, are answered in known places.',
    importing(/^electron$/, 'protocol'),
    'MemberExpression[property.name=/^(handle|register\\w+|intercept\\w+)$/]:matches([object.name="protocol"], [object.property.name="protocol"])',
  ),
  'no-protocol-privileges': ban(
    'No scheme has a privilege that a page could use.',
    named('bypassCSP', 'corsEnabled', 'allowServiceWorkers', 'supportFetchAPI', 'allowExtensions'),
  ),
  'one-privileged-scheme': ban(
    'The app’s scheme is the only one with privileges.',
    named('registerSchemesAsPrivileged'),
  ),
  'no-phoning-home': ban(
    'Nothing of Electron that phones home, installs itself or looks around.',
    named('setAsDefaultProtocolClient', 'crashReporter', 'autoUpdater', 'desktopCapturer'),
    named('setLoginItemSettings', 'remote', 'enableRemoteModule', 'setPreloads', 'registerPreloadScript'),
    named('loadExtension'),
    importing(/^(@electron\/remote|electron-updater|electron-fetch)/),
  ),
  'no-silenced-warnings': ban(
    'Electron’s warnings are not switched off.',
    text(/ELECTRON_(DISABLE_SECURITY_WARNINGS|ENABLE_LOGGING)/),
  ),
}
