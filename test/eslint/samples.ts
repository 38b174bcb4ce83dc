import type { plugin } from '../../eslint/plugin.mjs'

export interface Samples {
  /** Each is reported; with a number, as often as that. */
  readonly invalid: readonly (string | readonly [code: string, errors: number])[]
  readonly valid?: readonly string[]
}

/** What each rule finds, and what looks like it and is right. A rule without an entry does not compile. */
export const SAMPLES: Readonly<Record<Exclude<keyof (typeof plugin)['rules'], 'must-hold'>, Samples>> = {
  'safe-window-options': {
    invalid: [
      'new BrowserWindow()',
      'new BrowserWindow(options)',
      'new BrowserWindow({ width: 1 })',
      'new BrowserWindow({ ...more, webPreferences: { ...SAFE_PREFERENCES } })',
      'new BrowserWindow({ webPreferences: { sandbox: true } })',
      'new BrowserWindow({ webPreferences: { ...SAFE_PREFERENCES, ...more } })',
      'new BrowserWindow({ webPreferences: {} })',
      'new electron.WebContentsView({ webPreferences })',
    ],
    valid: [
      "new BrowserWindow({ webPreferences: { ...SAFE_PREFERENCES, partition: 'x' } })",
      'new Window(options)',
    ],
  },
  'no-window-security-options': {
    invalid: [
      'const more = { webSecurity: false }',
      "contents.getLastWebPreferences()['nodeIntegration'] = true",
      'open({ allowRunningInsecureContent: true })',
      'open({ contextIsolation: false })',
      'open({ [`devTools`]: true })',
    ],
    valid: ['say(`devTools ${x}`)'],
  },
  'no-blink-features': {
    invalid: [
      "open({ enableBlinkFeatures: 'ExecCommandInJavaScript' })",
      "open({ affinity: 'one' })",
      "launch({ args: ['--enable-blink-features=x'] })",
    ],
  },
  'no-webview': {
    invalid: [
      "document.createElement('webview')",
      ['const a = <webview src="x"></webview>', 2],
      'const a = <b allowpopups />',
    ],
    valid: ['const a = <p>webview</p>'],
  },
  'no-second-window': {
    invalid: [
      "window.open('https://x')",
      'const a = <a target="_blank" />',
      "node.addEventListener('auxclick', go)",
      "contents.setWindowOpenHandler(() => ({ action: 'allow', overrideBrowserWindowOptions: {} }))",
    ],
    valid: ["file.open('x')"],
  },
  'no-developer-tools': {
    invalid: [
      'window.webContents.openDevTools()',
      "menu({ role: 'toggleDevTools' })",
      "w.loadURL('file:///x')",
    ],
    valid: ["say('the file: it')"],
  },
  'no-added-switches': {
    invalid: ["app.commandLine.appendSwitch('no-sandbox')", "open({ additionalArguments: ['--x'] })"],
  },
  'no-sandbox-off': {
    invalid: [
      "launch({ args: ['--no-sandbox'] })",
      'launch({ chromiumSandbox: false })',
      'w({ sandbox: false })',
      "w({ 'sandbox': false })",
    ],
    valid: ['w({ sandbox: true })'],
  },
  'one-way-to-the-browser': {
    invalid: [
      'shell.openExternal(url)',
      'shell.openPath(file)',
      "import { shell } from 'electron'",
      "import electron from 'electron'",
    ],
    valid: ["import { app } from 'electron'", "import type { Shell } from 'electron'"],
  },
  'one-way-to-the-browser-without-electron': {
    invalid: ["import open from 'open'", "await import('open')", "export * from 'open'"],
    valid: ["import { open } from 'node:fs/promises'"],
  },
  'one-bridge': { invalid: [["contextBridge.exposeInMainWorld('x', {})", 2]] },
  'one-listener': { invalid: ["import { ipcMain } from 'electron'", "ipcMain.on('x', go)"] },
  'one-preload': {
    invalid: [
      'new BrowserWindow({ webPreferences: { preload: x } })',
      "new BrowserWindow({ webPreferences: { 'preload': x } })",
    ],
  },
  'no-ipc-renderer': { invalid: ["import { ipcRenderer } from 'electron'", "window['ipcRenderer']"] },
  'no-raw-ipc-renderer': {
    invalid: [
      "contextBridge.exposeInMainWorld('x', { ipcRenderer })",
      'const send = ipcRenderer.send',
      "ipcRenderer.sendSync('x')",
      'expose({ on: ipcRenderer.on })',
      "go.invoke(ipcRenderer, 'x')",
    ],
    valid: ["ipcRenderer.invoke('x')", "import { ipcRenderer } from 'electron'"],
  },
  'known-protocol-handlers': {
    invalid: [
      "protocol.handle('x', answer)",
      "session.defaultSession.protocol.registerFileProtocol('x', answer)",
      "own.protocol.interceptHttpProtocol('x', answer)",
      "import { protocol } from 'electron'",
    ],
    valid: ["url.protocol.startsWith('x')"],
  },
  'no-protocol-privileges': {
    invalid: [
      "protocol.registerSchemesAsPrivileged([{ scheme: 'x', privileges: { bypassCSP: true } }])",
      '({ corsEnabled: true })',
    ],
  },
  'one-privileged-scheme': { invalid: ['protocol.registerSchemesAsPrivileged([])'] },
  'no-phoning-home': {
    invalid: [
      "app.setAsDefaultProtocolClient('crossview')",
      "import { crashReporter } from 'electron'",
      ["import { autoUpdater } from 'electron-updater'", 2],
      "import { remote } from 'electron'",
      "import x from '@electron/remote'",
    ],
  },
  'no-silenced-warnings': { invalid: ["process.env['ELECTRON_DISABLE_SECURITY_WARNINGS'] = 'true'"] },
  'no-unchecked-tls': {
    invalid: [
      "app.on('certificate-error', (event, c, u, e, cert, accept) => accept(true))",
      'session.setCertificateVerifyProc((request, answer) => answer(0))',
      'new Agent({ rejectUnauthorized: false })',
      "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'",
      "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'",
      'new Agent({ checkServerIdentity: () => undefined })',
      "new Agent({ secureProtocol: 'TLSv1_method' })",
      "new Agent({ minVersion: 'TLSv1' })",
      'new Agent({ minVersion })',
      "launch({ args: ['--ignore-certificate-errors'] })",
      "new Agent({ ciphers: 'DEFAULT@SECLEVEL=0' })",
    ],
    valid: ["new Agent({ minVersion: 'TLSv1.2' })"],
  },
  'no-code-from-text': {
    invalid: [
      "eval('1')",
      "window['eval']('1')",
      "new Function('return 1')",
      'await import(name)',
      'await import(`./${name}`)',
      "import vm from 'node:vm'",
      "contents.executeJavaScript('1')",
      "contents.insertCSS('a{}')",
      "location.href = 'javascript:go()'",
    ],
    valid: ["await import('./known')", "import type { Script } from 'node:vm'"],
  },
  'no-markup-from-text': {
    invalid: [
      'node.innerHTML = text',
      'node.outerHTML = text',
      "node.insertAdjacentHTML('beforeend', text)",
      'const a = <b dangerouslySetInnerHTML={{ __html: text }} />',
      'document.write(text)',
      'window.document.write(text)',
      "trustedTypes.createPolicy('x', {})",
    ],
    valid: ['file.write(text)'],
  },
  'no-text-for-playwright': {
    invalid: ["page.evaluate('go()')", 'page.addInitScript({ content: text })', 'page.evaluate(`go(${x})`)'],
    valid: ['page.evaluate((name) => go(name), name)', 'page.evaluate(go)'],
  },
  'no-other-programs': {
    invalid: [
      ["import { spawn } from 'node:child_process'", 2],
      "require('child_process')",
      "run('x', { shell: true })",
    ],
    valid: ["run('x', { shell: false })"],
  },
  'no-shell': {
    invalid: [
      "spawn(program, ['x'], { shell: true })",
      "spawn(program, ['x'], { shell: process.platform === 'win32' })",
      "spawn(program, ['x'], { ['shell']: '/bin/sh' })",
      'const shell = true; spawn(program, [], { shell })',
      'options.shell = true',
      "import { exec } from 'node:child_process'",
      "import { execSync as go } from 'child_process'",
      "import * as programs from 'node:child_process'",
      "require('node:child_process').execSync('x')",
      "childProcess.exec('x')",
      "spawnSync('npm', ['ci'])",
      "child.execFile('npx', ['x'])",
      "run('bash', ['-c', 'x'])",
      "const bin = 'node_modules/.bin/vitest.cmd'",
      'const file = `${folder}/start.BAT`',
      "const program = 'cmd.exe'",
      "const program = 'C:\\\\Windows\\\\System32\\\\cmd.exe'",
      "const program = 'powershell'",
      'const program = process.env.ComSpec',
      "const program = process.env['COMSPEC']",
    ],
    valid: [
      "spawn(program, ['x'], { shell: false })",
      "import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process'",
      "/x/.exec('npm')",
      'const { shell } = electron',
      "shell.openPath = () => ''",
      "say('npm')",
      "note('npm ci in cmd.exe is slow')",
    ],
  },
  'no-require': {
    invalid: [["import { createRequire } from 'node:module'", 2], "require('electron')"],
  },
  'one-content-policy': {
    invalid: ["const h = { 'Content-Security-Policy': x }", 'const p = "script-src \'self\'"'],
  },
  'no-unsafe-policy': {
    invalid: [
      "const p = \"script-src 'self' 'unsafe-inline'\"",
      "const p = `style-src 'unsafe-inline' ${x}`",
    ],
  },
  'no-unencrypted-address': {
    invalid: [
      "load('http://example.com')",
      'load(`http://${host}`)',
      'const a = <a href="http://x">x</a>',
      'const a = <p>See http://x</p>',
      String.raw`const a = /^ws:\/\/x|^ftp:\/\//; load('ws://x')`,
    ],
    valid: ["load('https://example.com')"],
  },
  'no-address-in-the-window': {
    invalid: ["load('https://example.com/x.js')", 'const a = <img src="//example.com/x.png" />'],
    valid: ["load('./x.js')"],
  },
  'no-whole-errors': {
    invalid: [
      'try { go() } catch (error) { log.error(error) }',
      'try { go() } catch (error) { say(JSON.stringify(error)) }',
      'try { go() } catch (e) { say(`failed: ${e}`) }',
      "try { go() } catch (e) { say('failed: ' + e) }",
      "try { go() } catch (error) { logger.error('failed', { error }) }",
      "try { go() } catch (error) { logger.error('failed', { reason: error }) }",
      "try { go() } catch (error) { logger.error('failed', { ...error }) }",
      "try { go() } catch (error) { logger.error('failed', [error]) }",
      'try { go() } catch (error) { later(() => say(String(error))) }',
      'go().catch((reason) => { console.log(reason) })',
      'go().catch(function (reason) { console.log(reason) })',
    ],
    valid: [
      'try { go() } catch (error) { return codeOf(error) }',
      'try { go() } catch (error) { log.error(codeOf(error)) }',
      'const error = 1; log.error(error)',
    ],
  },
  'no-stacks': {
    invalid: ['say(error.stack)', "import { inspect } from 'node:util'"],
    valid: ["import type { InspectOptions } from 'node:util'"],
  },
  'no-storage-in-the-window': {
    invalid: [
      "localStorage.setItem('x', y)",
      "document.cookie = 'x'",
      "indexedDB.open('x')",
      "caches.open('x')",
    ],
  },
  'one-network-client': {
    invalid: [
      "fetch('https://x')",
      'new XMLHttpRequest()',
      "new WebSocket('wss://x')",
      'navigator.sendBeacon(url, text)',
      "import { request } from 'node:https'",
      "import { createServer, request as ask } from 'node:http'",
      "import https from 'https'",
      "import * as net from 'node:net'",
      "import 'node:tls'",
      "import { net } from 'electron'",
      "const http = await import('node:http')",
      "export { request } from 'node:http'",
    ],
    valid: [
      "import { createServer } from 'node:http'",
      "import type { Socket } from 'node:net'",
      "import { type Socket, createServer } from 'node:net'",
      "export type { Socket } from 'node:net'",
    ],
  },
  'known-servers': { invalid: [["import { createServer } from 'node:http'", 2]] },
  'one-way-to-the-terminal': {
    invalid: ['process.stdout.write(text)', "import { stderr } from 'node:process'"],
  },
  'no-partial-files': {
    invalid: [
      "import { writeFile } from 'node:fs/promises'",
      "import fs from 'fs'",
      "import * as fs from 'node:fs'",
    ],
    valid: ["import { readFile } from 'node:fs/promises'"],
  },
  'no-weak-randomness': {
    invalid: ['const id = Math.random()', 'const { pseudoRandomBytes } = crypto'],
    valid: ['const id = Math.floor(1)'],
  },
  'known-platforms': {
    invalid: [
      'const here = process.platform',
      "const here = process['platform']",
      'const here = globalThis.process.platform',
      'const { platform } = process',
      'const here = os.platform()',
      "import { platform } from 'node:os'",
    ],
    valid: ['const here = world.platform', 'const { platform } = world', "import { tmpdir } from 'node:os'"],
  },
  'no-branch-without-argument': {
    invalid: [
      "if (process.platform === 'win32') stop()",
      "const isMac = 'darwin' === process.platform",
      'switch (process.platform) {}',
      "const is = ['linux'].includes(process.platform)",
    ],
    valid: ["if (platform === 'win32') stop()", 'const go = (platform = process.platform) => platform'],
  },
  'one-number-format': {
    invalid: [
      "say(count.toLocaleString('en'))",
      "const integer = new Intl.NumberFormat('en')",
      'const { NumberFormat } = Intl',
      "say('up to 3600 seconds')",
      'say(`${name} has 1024 bytes`)',
    ],
    valid: [
      "new Intl.DateTimeFormat('en-GB')",
      'say(countText(count))',
      "say('up to 3,600 seconds')",
      "say('a port from 1 to 65535')",
    ],
  },
  'one-way-of-names': {
    invalid: ['const shown = <bdi>{name}</bdi>', 'const shown = <bdi key={name} lang="ja">{name}</bdi>'],
    valid: ['const shown = <Name>{name}</Name>', "const marked = '<bdi>'"],
  },
  'one-way-of-counts': {
    invalid: [
      'declare const rows: string[]; say(`${rows.length} rows`)',
      'declare const count: number; say(`${String(count)} rows`)',
      'declare const left: number; say(String(left))',
      'declare const of: number | null; say(`${of ?? 0}`)',
      ['declare const many: number; declare const more: boolean; say(`${more ? many : many + 1}`)', 2],
      'declare const count: number; const shown = <b>{count}</b>',
      'declare const count: number; const shown = <b title={`${count} rows`} />',
      'declare const most: bigint | number; say(`at most ${most}`)',
    ],
    valid: [
      'declare const count: number; say(`${countText(count)} rows`)',
      'declare const status: number; declare const x: { port: number }; say(`HTTP ${status}, ${x.port}`)',
      'declare const index: number; say(`Way ${index + 1}`)',
      "say('rows'); say(`${'rows'}`); say(`of ${100}`)",
      'let made = 0; say(`run-${++made}`)',
      'declare const share: number; const shown = <b key={`${share}`} style={{ width: `${share}%` }} />',
      'declare const text: string | number; say(`${text}`)',
    ],
  },
  'no-clock-in-core': {
    invalid: ['const now = Date.now()', 'const now = new Date()', 'const now = Date()'],
    valid: ['const then = new Date(now)', 'const then = Date.parse(text)'],
  },
}
