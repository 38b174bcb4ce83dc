import { describe, expect, it } from 'vitest'
import { launchFaults, switchesOf, type Launch } from '../../../src/main/security/launch-guard'

const faults = (launch: Partial<Launch>) =>
  launchFaults({
    host: 'cli',
    env: {},
    execArgv: [],
    args: [],
    platform: 'linux',
    isRoot: false,
    ...launch,
  })
const options = (text: string, host: Launch['host'] = 'cli') => faults({ host, env: { NODE_OPTIONS: text } })

describe('options of Node', () => {
  it.each([
    '',
    '--max-old-space-size=4096',
    '--max_old_space_size=4096 --no-warnings',
    '--max-old-space-size 4096',
    '--use-system-ca --use_bundled_ca --enable-source-maps',
    '--dns-result-order=ipv4first',
  ])('are fine when they lay nothing open: %s', (text) => {
    expect(options(text)).toEqual([])
    expect(faults({ execArgv: text.split(' ').filter(Boolean) })).toEqual([])
  })

  it.each([
    '--tls-keylog=/tmp/k',
    '--tls_keylog=/tmp/k',
    '--tls-key_log=/tmp/k',
    '--tls-keylog /tmp/k',
    '"--tls-keylog=/tmp/k"',
    '--tls-"keylog"=/tmp/k',
    '--tls-min-v1.0',
    '--tls_min_v1.1',
    '--tls-cipher-list=NULL',
    '--inspect',
    '--inspect=0.0.0.0:1',
    '--inspect_brk',
    '--inspect-port=0',
    '--inspect_publish_uid=http',
    '--debug-port=1',
    '--require x',
    '-r x',
    '-r=x',
    '--import=data:text/javascript,1',
    '--loader=x',
    '--experimental-loader=x',
    '--env-file=x',
    '--experimental-default-config-file',
    '--conditions=x',
    '-C x',
    '--openssl-config=x',
    '--openssl-legacy-provider',
    '--use-openssl-ca',
    '--enable-fips',
    '--cpu-prof',
    '--heap_prof',
    '--heapsnapshot-signal=SIGUSR2',
    '--heapsnapshot-near-heap-limit=1',
    '--diagnostic-dir=/tmp',
    '--report-on-signal',
    '--report-uncaught-exception',
    '--trace-events-enabled',
    '--trace-event-categories=node',
    '--trace-env',
    '--trace-tls',
    '--redirect-warnings=/tmp/x',
    '--unhandled-rejections=none',
    '--insecure-http-parser',
    '--icu-data-dir=/tmp',
    '--preserve-symlinks',
    '--node-snapshot',
    '--snapshot-blob=x',
    '--localstorage-file=x',
    '--allow-addons',
    '--expose-internals',
    '--allow-natives-syntax',
    '--prof',
    '--perf-basic-prof',
    '--abort-on-uncaught-exception',
    '--max-old-space-size=1=--inspect',
    '--max-old-space-size=x',
    '--no-warnings=/tmp/x',
    '--watch',
    '--eval=1',
    'x',
    '4096 --inspect',
  ])('end the start otherwise, in both ways to give them: %s', (text) => {
    expect(options(text).join()).toContain('NODE_OPTIONS contains')
    expect(options(text, 'window').join()).toContain('NODE_OPTIONS contains')
    expect(options(text, 'electron').join()).toContain('NODE_OPTIONS contains')
    expect(faults({ execArgv: text.split(' ') }).join()).toContain('Node was given')
    // Fuses keep them from it.
    expect(options(text, 'packaged')).toEqual([])
  })

  it('are named without their values, which may be paths of the user', () => {
    expect(options('--tls_keylog=/home/me/k').join()).toMatch(/--tls_keylog, which/)
    expect(options('--tls_keylog=/home/me/k --require /home/me/x').join()).not.toContain('/home/me')
  })
})

describe('variables that Node or Electron acted on', () => {
  it.each([
    'NODE_DEBUG',
    'NODE_DEBUG_NATIVE',
    'NODE_V8_COVERAGE',
    'NODE_REDIRECT_WARNINGS',
    'NODE_PATH',
    'NODE_COMPILE_CACHE',
    'NODE_ICU_DATA',
  ])('end every start: %s', (name) => {
    for (const host of ['cli', 'window', 'electron', 'packaged'] as const) {
      expect(faults({ host, env: { [name]: 'x' } })).toEqual([expect.stringContaining(`${name} is set`)])
      expect(faults({ host, env: { [name]: '' } })).toEqual([])
    }
  })

  it('end the start where they were acted on', () => {
    for (const name of ['OPENSSL_CONF', 'OPENSSL_MODULES', 'OPENSSL_ENGINES']) {
      expect(faults({ env: { [name]: '/tmp/x' } })).toHaveLength(1)
      expect(faults({ env: { [name]: '/dev/null' } })).toEqual([])
      expect(faults({ host: 'packaged', env: { [name]: '/tmp/x' } })).toEqual([])
    }
    for (const name of ['ELECTRON_DISABLE_SANDBOX', 'ELECTRON_ENABLE_LOGGING', 'ELECTRON_LOG_FILE']) {
      expect(faults({ env: { [name]: '1' } })).toEqual([])
      expect(faults({ host: 'electron', env: { [name]: '1' } })).toHaveLength(1)
      expect(faults({ host: 'packaged', env: { [name]: '1' } })).toHaveLength(1)
    }
  })

  it('end it where certificates would not be checked, by name and with what to do', () => {
    const [fault] = faults({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' } })
    expect(fault).toContain('NODE_TLS_REJECT_UNAUTHORIZED')
    expect(fault).toContain('CA file')
    expect(faults({ env: { NODE_TLS_REJECT_UNAUTHORIZED: '1' } })).toEqual([])
  })
})

describe('switches', () => {
  const given = (args: readonly string[], launch: Partial<Launch> = {}) =>
    faults({ host: 'packaged', args, ...launch })

  it.each(['--ozone-platform=wayland', '--force-device-scale-factor=2', '--disable-gpu', '--lang=de'])(
    'that set how it looks are fine: %s',
    (argument) => {
      expect(given([argument])).toEqual([])
    },
  )

  it('are none where there is only a file', () => {
    expect(given(['file.csv', 'report--inspect', 'x=--inspect', '/inspect', '--', '-'])).toEqual([])
    expect(given(['C:/inspect', 'C:\\inspect', 'a/inspect'], { platform: 'win32' })).toEqual([])
    expect(given(['-psn_0_12345'], { platform: 'darwin' })).toEqual([])
    expect(given(['-psn_0_12345'])).toHaveLength(1)
  })

  it.each([
    '--no-sandbox',
    '-no-sandbox',
    ' --no-sandbox',
    '\t--no-sandbox\n',
    '--NO-SANDBOX',
    '--no-sandbox=0',
    '--disable-seccomp-filter-sandbox',
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--inspect=1',
    '--js-flags=--allow-natives-syntax',
    '--proxy-server=http://127.0.0.1:1',
    '--host-rules=MAP * 127.0.0.1',
    '--host-resolver-rules=MAP * 127.0.0.1',
    '--ignore-certificate-errors',
    '--user-data-dir=/tmp/x',
    '--enable-logging',
    '--log-file=/tmp/x',
    '--log-net-log=/tmp/x',
    '--ssl-key-log-file=/tmp/x',
    '--disable-features=X',
    '--enable-features=X',
    '--load-extension=/tmp',
    '--renderer-cmd-prefix=xterm',
    '--a-switch-of-tomorrow',
    '---x',
    '--x\u001b[2J',
  ])('are refused otherwise, whoever starts it: %j', (argument) => {
    expect(given(['file.csv', argument])).toHaveLength(1)
    expect(given([argument], { host: 'electron' })).toHaveLength(1)
    expect(given([argument], { host: 'window' })).toHaveLength(1)
    // None may reach the terminal.
    expect(given([argument]).join()).not.toMatch(/[\u0000-\u001f]/)
    expect(given([argument], { platform: 'win32' })).toHaveLength(1)
  })

  it('are refused on Windows in its own form too', () => {
    expect(given(['/no-sandbox'], { platform: 'win32' })).toHaveLength(1)
    expect(given(['/Remote-Debugging-Port=9222'], { platform: 'win32' })).toHaveLength(1)
  })

  it('take the sandbox away for root on Linux only, which Chromium does not start otherwise', () => {
    expect(given(['--no-sandbox'], { isRoot: true })).toEqual([])
    expect(given(['--no-sandbox'], { isRoot: true, host: 'electron' })).toEqual([])
    // It finds out by itself.
    expect(given(['--no-sandbox'], { isRoot: true, host: 'window' })).toHaveLength(1)
    expect(given(['--no-sandbox'], { isRoot: true, platform: 'darwin' })).toHaveLength(1)
    expect(given(['--no-zygote'], { isRoot: true })).toHaveLength(1)
  })

  it('are not looked at for the command line, which knows its own', () => {
    expect(faults({ args: ['--redact', '-x'] })).toEqual([])
    expect(switchesOf(['compare', '--demo'], 'linux')).toEqual(['demo'])
  })
})
