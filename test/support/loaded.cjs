/**
 * `node loaded.cjs PROGRAM ARGUMENT…`: runs a built program, and prints which of its modules it has loaded, in order, and what
 * it did of what takes long: when it ends, or when it asks a server, opens a window or starts a browser.
 */
const { ChildProcess } = require('node:child_process')
const http = require('node:http')
const https = require('node:https')
const Module = require('node:module')
const tls = require('node:tls')

const modules = new Set()
const did = []
const tell = (end) => {
  process.stdout.write(`\nLOADED ${JSON.stringify({ end, modules: [...modules], did })}\n`)
  process.reallyExit(0)
}

const nothing = () => undefined
const anything = () =>
  new Proxy(nothing, { get: (_none, name) => (name === 'then' ? undefined : anything()), apply: anything })
const electron = {
  app: new Proxy(
    { isPackaged: false, requestSingleInstanceLock: () => true, whenReady: () => Promise.resolve() },
    { get: (own, name) => own[name] ?? anything() },
  ),
  screen: {
    getPrimaryDisplay: () => ({ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }),
    getAllDisplays: () => [],
  },
  BrowserWindow: class {
    constructor() {
      tell('window')
    }
  },
}

const load = Module._load
Module._load = function (name, ...rest) {
  if (name === 'electron') return new Proxy(electron, { get: (own, part) => own[part] ?? anything() })
  if (!Module.isBuiltin(name))
    modules.add(
      name
        .replace(/^.*\//, '')
        .replace(/-[\w-]{8}\.cjs$/, '')
        .replace(/\.cjs$/, ''),
    )
  return load.call(this, name, ...rest)
}

const noting = (owner, method, what) => {
  const own = owner[method]
  owner[method] = function (...given) {
    did.push(what)
    return own.apply(this, given)
  }
}
noting(tls, 'createSecureContext', 'made a secure context')
noting(tls, 'getCACertificates', 'read certificates')

http.request = () => tell('http request')
https.request = () => tell('https request')
ChildProcess.prototype.spawn = function ({ file }) {
  tell(`browser ${file}`)
}
process.on('exit', () => tell('exit'))

const [, , program, ...args] = process.argv
process.type = 'browser'
process.argv = [process.argv[0], program, ...args]
require(program)
