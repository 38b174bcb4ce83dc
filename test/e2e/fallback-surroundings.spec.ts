import { existsSync, readdirSync, statSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runProgram, startProgram, type RunningProgram } from '../support/built-program'
import { startCountingServer } from '../support/counting-server'
import { descendants, partsOf, socketsOf, watchFamily } from '../support/process-family'
import { canarySecret, sweep } from '../support/secret-sweep'
import { expect, test as base } from './fixtures'

/** The fallback window as it is built and started, in hostile surroundings (security-measurements.md B29). */

/** The system's temporary folder for it: short, because the paths of sockets below it must be. */
const test = base.extend<{ readonly temporary: string }>({
  temporary: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 't-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },
})

const opened = (userData: string) =>
  expect
    .poll(() => readFile(path.join(userData, 'logs/crossview.log'), 'utf8').catch(() => ''))
    .toContain('started')

const close = async (window: RunningProgram) => {
  window.process.kill('SIGTERM')
  return window.ended
}

test('variables and arguments: none reaches the browser, none is printed, nothing is asked', async ({
  userData,
  temporary,
}) => {
  const secret = canarySecret()
  const remote = await startCountingServer()
  const written = path.join(userData, 'written')
  await mkdir(written)
  const window = startProgram('browser-window', userData, [], {
    env: {
      TMPDIR: temporary,
      X_SECRET: secret,
      GITHUB_TOKEN: secret,
      HTTPS_PROXY: `http://user:${secret}@127.0.0.1:9`,
      DEBUG: '*',
      DEBUG_FILE: path.join(written, 'debug'),
      PWDEBUG: '1',
      SELENIUM_REMOTE_URL: remote.url,
      CHROMIUM_FLAGS: '--remote-debugging-port=45673',
      SSLKEYLOGFILE: path.join(written, 'keys'),
      CHROME_LOG_FILE: path.join(written, 'chrome'),
    },
  })
  const places = await watchFamily(window.pid, opened(userData))
  const family = descendants(window.pid)
  expect(family.length).toBeGreaterThan(3)
  expect(sweep(places, [secret])).toEqual([])
  const lines = Object.values(places).flatMap((text) => text.split('\n'))
  expect(lines.filter((line) => line.startsWith('DISPLAY='))).not.toEqual([])
  const foreign = /^(DEBUG|PWDEBUG|PW_|PLAYWRIGHT|SELENIUM|SSLKEY|CHROME_LOG|NODE_|CROSSVIEW_|TEST_|npm_)\w*=/
  expect(lines.filter((line) => foreign.test(line) || line.includes('45673'))).toEqual([])
  expect(socketsOf([window.pid, ...family])).toEqual([])
  // The positive control: it is in the environment that the window was started with.
  expect(sweep({ own: partsOf(window.pid, 'environ').join('\n') }, [secret])).toEqual(['own'])
  const { said } = await close(window)
  expect(said.split('\n').filter((line) => line !== '' && !line.startsWith('[crossview]'))).toEqual([])
  expect(remote.seen()).toEqual([])
  await remote.close()
  expect(readdirSync(written)).toEqual([])
  expect(readdirSync(temporary)).toEqual([])
})

test('what is left of a killed window is gone after the next start; what it keeps is its owner’s', async ({
  userData,
  temporary,
}) => {
  const start = () => startProgram('browser-window', userData, [], { env: { TMPDIR: temporary } })
  const killed = start()
  await opened(userData)
  const family = descendants(killed.pid)
  killed.process.kill('SIGKILL')
  await killed.ended
  await expect.poll(() => family.filter((pid) => partsOf(pid, 'cmdline').length > 0)).toEqual([])
  const [left = '', ...more] = readdirSync(temporary)
  expect(more).toEqual([])
  expect(statSync(path.join(temporary, left)).mode & 0o777).toBe(0o700)
  expect(existsSync(path.join(temporary, left, 'profile/Default'))).toBe(true)
  await rm(path.join(userData, 'logs'), { recursive: true })
  const next = start()
  await opened(userData)
  await expect.poll(() => readdirSync(temporary)).not.toContain(left)
  await close(next)
  expect(readdirSync(temporary)).toEqual([])
  const names = ['.', ...readdirSync(userData, { recursive: true }).map(String)]
  expect(names).toContain('logs/crossview.log')
  expect(names.filter((name) => (statSync(path.join(userData, name)).mode & 0o077) !== 0)).toEqual([])
})

test('switches that are none of its own end the start', async ({ userData }) => {
  for (const argument of ['--no-sandbox', '--remote-debugging-port=45674', '-inspect', ' --proxy-server=x']) {
    const { status, said } = await runProgram('browser-window', userData, [argument])
    expect({ argument, status }).toEqual({ argument, status: 2 })
    expect(said).toContain('is not one of Crossview')
  }
  expect(readdirSync(userData)).toEqual([])
})
