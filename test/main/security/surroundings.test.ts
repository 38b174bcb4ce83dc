import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { launchFaults } from '../../../src/main/security/launch-guard'
import { childEnvironment, ownEnvironment } from '../../../src/main/security/surroundings'

const HOSTILE = {
  X_SECRET: 'a',
  LC_APP_SECRET: 'a',
  XDG_APP_SECRET: 'a',
  path: 'a',
  DEBUG: '*',
  LD_PRELOAD: '/x.so',
  DYLD_INSERT_LIBRARIES: '/x',
  GTK_MODULES: 'x',
  SECRET_BACKEND: 'file',
  SELENIUM_REMOTE_URL: 'x',
  CHROMIUM_FLAGS: '--x',
  GOOGLE_API_KEY: 'x',
  SSLKEYLOGFILE: 'x',
  constructor: 'x',
}
const USUAL = { PATH: '/bin', HOME: '/home/me', DISPLAY: ':0', LANG: 'C', DBUS_SESSION_BUS_ADDRESS: 'unix:' }

describe('the environment', () => {
  it('of what Crossview starts is that of the desktop session', () => {
    const env = { ...USUAL, ...HOSTILE, CROSSVIEW_USER_DATA: '/x', HTTPS_PROXY: 'http://p:1' }
    expect(childEnvironment(env, 'linux')).toEqual(USUAL)
  })

  it('of Crossview itself has what it looks for too, and no proxy with a password', () => {
    const own = { CROSSVIEW_USER_DATA: '/x', https_proxy: 'http://p:1', NO_PROXY: 'a,b', TERM: 'dumb' }
    const env = { ...USUAL, ...HOSTILE, ...own, HTTPS_PROXY: 'http://me:word@p:1' }
    expect(ownEnvironment(env, 'linux')).toEqual({ ...USUAL, ...own })
  })

  it('has names in any case on Windows', () => {
    const windows = {
      Path: 'C:\\',
      SystemRoot: 'C:\\Windows',
      LocalAppData: 'C:\\x',
      'ProgramFiles(x86)': 'x',
    }
    expect(childEnvironment({ ...windows, X_Secret: 'a' }, 'win32')).toEqual(windows)
    // Their case counts elsewhere.
    expect(childEnvironment({ path: '/bin', PATH: '/usr/bin' }, 'darwin')).toEqual({ PATH: '/usr/bin' })
  })
})

describe('the variables of this Node', () => {
  /** Said to be harmless: they are taken away as all others are, and Node had nothing of them to act on. */
  const HARMLESS: Readonly<Record<string, string>> = {
    FORCE_COLOR: 'colours',
    NO_COLOR: 'colours',
    NODE_DISABLE_COLORS: 'colours',
    NODE_EXTRA_CA_CERTS: 'http.ts says by itself what is trusted',
    NODE_NO_WARNINGS: 'says less',
    NODE_PENDING_DEPRECATION: 'one more warning',
    NODE_PENDING_PIPE_INSTANCES: 'a number',
    NODE_PRESERVE_SYMLINKS: 'where the same files are looked for',
    NODE_REPL_EXTERNAL_MODULE: 'of a Node without a script',
    NODE_REPL_HISTORY: 'of a Node without a script',
    NODE_SKIP_PLATFORM_CHECK: 'an old system',
    NODE_TLS_REJECT_UNAUTHORIZED: 'only 0 is anything, and that is refused',
    TZ: 'the time zone',
    UV_THREADPOOL_SIZE: 'a number',
  }

  it('are each refused, or known to be harmless', () => {
    const help = execFileSync(process.execPath, ['--help'], { encoding: 'utf8' })
    const [, list = ''] = help.split('Environment variables:')
    const names = [...list.matchAll(/^([A-Z]\w+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'Documentation') // prettier-ignore
    expect(names).toContain('NODE_V8_COVERAGE')
    const refused = (name: string) =>
      launchFaults({
        host: 'cli',
        env: { [name]: 'x' },
        execArgv: [],
        args: [],
        platform: 'linux',
        isRoot: false,
      }).length > 0
    expect(names.filter((name) => !refused(name) && !(name in HARMLESS))).toEqual([])
  })
})
