import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { bundledSaver } from '../../support/bundled-saver'
import { temporaryFolder } from '../../support/profiles'

let script = ''
beforeAll(async () => {
  script = await bundledSaver(temporaryFolder(afterAll), 'interrupted')
}, 60_000)

const started = async (when: 'busy' | 'waiting') => {
  const child = spawn(process.execPath, [script, when], { stdio: ['pipe', 'ignore', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  child.stderr.setEncoding('utf8')
  const says = async () => {
    const [text] = (await once(child.stderr, 'data')) as [string]
    return text
  }
  expect(await says()).toBe('ready\n')
  return { child, says, ended: once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]> }
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'a second %s ends a process that leaves no turn to a handler',
  { tags: 'signals-to-others' },
  async (second) => {
    const { child, says, ended } = await started('busy')
    child.kill('SIGINT')
    expect(await says()).toBe('stopping\n')
    child.kill(second)
    expect(await ended).toEqual([null, second])
  },
)

it(
  'two that came while there was no turn end it at the next one',
  { tags: 'signals-to-others' },
  async () => {
    const { child, ended } = await started('waiting')
    child.kill('SIGINT')
    child.kill('SIGTERM')
    child.stdin.end()
    expect(await ended).toEqual([130, null])
  },
)
