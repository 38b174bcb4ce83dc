import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { noticeBrowser } from '../../../../src/main/adapters/pdf/browser-end'

const LASTS = 'setInterval(() => undefined, 1000)'

/** As Playwright starts a browser. */
const start = (profile: string) => {
  const child = spawn(process.execPath, ['-e', LASTS, '--', `--user-data-dir=${profile}`], {
    stdio: 'ignore',
    detached: true,
  })
  return { child, ended: once(child, 'exit') }
}

it('ends the browser of its profile, and no other process', async () => {
  const before = start('/one')
  const end = noticeBrowser('/one')
  const [own, other] = [start('/one'), start('/other')]
  end()
  await own.ended
  for (const { child } of [before, other]) {
    expect(child.exitCode ?? child.signalCode).toBeNull()
    child.kill('SIGKILL')
  }
  await Promise.all([before.ended, other.ended])
})

it('is content with one that has ended, and with one that never began', async () => {
  const end = noticeBrowser('/one')
  const { child, ended } = start('/one')
  child.kill('SIGKILL')
  await ended
  const failed = spawn('/nowhere', ['--user-data-dir=/one'])
  await once(failed, 'error')
  expect(end).not.toThrow()
})
