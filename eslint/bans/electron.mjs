import { ban } from '../ban.mjs'

/** The static half of Electron's checklist: https://www.electronjs.org/docs/latest/tutorial/security */
export const electron = {
  'no-window-security-options': ban({
    message: 'Options of a window that concern security stand in SAFE_PREFERENCES only.',
    names: [
      ...['contextIsolation', 'nodeIntegration', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames'],
      ...['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'webviewTag', 'devTools'],
      ...['navigateOnDragDrop', 'safeDialogs', 'disableDialogs', 'plugins', 'enableWebSQL', 'spellcheck'],
    ],
  }),
  'no-blink-features': ban({
    message: 'No Blink or experimental feature is switched, and no window shares a process by affinity.',
    names: [
      ...['enableBlinkFeatures', 'disableBlinkFeatures', 'affinity'],
      'enable-experimental-web-platform-features',
    ],
    text: /enable-blink-features/,
  }),
  'no-webview': ban({
    message: 'There is no webview, and none with pop-ups.',
    names: ['webview', 'allowpopups', 'allowPopups'],
  }),
  'no-second-window': ban({
    message: 'A page opens no window, and handles no middle click.',
    names: ['_blank', 'overrideBrowserWindowOptions', 'auxclick', 'onAuxClick'],
    selectors: [
      'CallExpression[callee.object.name=/^(window|globalThis|self)$/][callee.property.name="open"]',
    ],
  }),
  'no-developer-tools': ban({
    message: 'No developer tools, and nothing is loaded from a file.',
    names: ['openDevTools', 'toggleDevTools', 'toggledevtools', 'forceReload', 'viewMenu', 'loadFile'],
    text: /^file:/i,
  }),
  'no-added-switches': ban({
    message: 'No switch and no argument is added to Chromium.',
    names: ['additionalArguments', 'appendSwitch', 'appendArgument'],
  }),
  'no-sandbox-off': ban({
    message: 'The sandbox is not switched off.',
    text: /^(--)?(no-sandbox|disable-web-security|disable-site-isolation)/,
    selectors: [
      'Property[value.raw="false"]:matches([key.name=/^(chromiumS|s)andbox$/], [key.value=/^(chromiumS|s)andbox$/])',
    ],
  }),
  'one-way-to-the-browser': ban({
    message: 'A browser is opened by security/safe-shell.ts, and a file never.',
    names: ['openExternal', 'openPath', 'openItem'],
    imports: [[/^electron$/, ['shell']]],
  }),
  'one-way-to-the-browser-without-electron': ban({
    message: 'Without Electron a browser is opened by adapters/system/system-browser.ts.',
    imports: [[/^open$/]],
  }),
  'one-bridge': ban({
    message: 'The bridge is exposed by the preload.',
    names: ['contextBridge', 'exposeInMainWorld', 'exposeInIsolatedWorld'],
  }),
  'one-listener': ban({ message: 'Main listens in ipc/register.ts only.', names: ['ipcMain'] }),
  'one-preload': ban({
    message: 'One window has a preload, and it is the app.',
    selectors: ['Property[key.name="preload"]', 'Property[key.value="preload"]'],
  }),
  'no-ipc-renderer': ban({ message: 'Only the preload knows ipcRenderer.', names: ['ipcRenderer'] }),
  'no-raw-ipc-renderer': ban({
    message:
      'ipcRenderer is handed to nobody: as a value it could reach the page, and other methods reach any channel.',
    selectors: [
      'Identifier[name="ipcRenderer"]:not(ImportSpecifier > *):not(CallExpression > MemberExpression.callee[property.name=/^(invoke|on|off)$/] > *)',
    ],
  }),
  'known-protocol-handlers': ban({
    message: 'Protocols, of any session, are answered in known places.',
    imports: [[/^electron$/, ['protocol']]],
    selectors: [
      'MemberExpression[property.name=/^(handle|register\\w+|intercept\\w+)$/]:matches([object.name="protocol"], [object.property.name="protocol"])',
    ],
  }),
  'no-protocol-privileges': ban({
    message: 'No scheme has a privilege that a page could use.',
    names: ['bypassCSP', 'corsEnabled', 'allowServiceWorkers', 'supportFetchAPI', 'allowExtensions'],
  }),
  'one-privileged-scheme': ban({
    message: 'The app’s scheme is the only one with privileges.',
    names: ['registerSchemesAsPrivileged'],
  }),
  'no-phoning-home': ban({
    message: 'Nothing of Electron that phones home, installs itself or looks around.',
    names: [
      ...['setAsDefaultProtocolClient', 'crashReporter', 'autoUpdater', 'desktopCapturer'],
      ...['setLoginItemSettings', 'remote', 'enableRemoteModule', 'setPreloads', 'registerPreloadScript'],
      'loadExtension',
    ],
    imports: [[/^(@electron\/remote|electron-updater|electron-fetch)/]],
  }),
  'no-silenced-warnings': ban({
    message: 'Electron’s warnings are not switched off.',
    text: /ELECTRON_(DISABLE_SECURITY_WARNINGS|ENABLE_LOGGING)/,
  }),
}
