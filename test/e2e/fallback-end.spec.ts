import { execFile, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { killIfThere } from '../support/process-family'
import { expect, test } from './fixtures'

const run = promisify(execFile)
const ROOT = path.join(import.meta.dirname, '../..')

/** Processes of pages below this one. */
const pagesBelow = async (root: number): Promise<readonly number[]> => {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid=,args=', 'ww'], { maxBuffer: 50e6 })
  const all = stdout.split('\n').flatMap((line) => {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }]
  })
  const below = new Set([root])
  // Parents come before their children often, not always.
  for (let size = 0; size !== below.size;) {
    size = below.size
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid)
  }
  return all
    .filter(({ pid, args }) => below.has(pid) && args.includes('--type=renderer'))
    .map(({ pid }) => pid)
}

test('the browser window says why it ends', async ({ userData }) => {
  const child = spawn(process.execPath, [path.join(ROOT, 'out/main/browser-window.cjs')], {
    env: { ...process.env, CROSSVIEW_USER_DATA: userData },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const log = () => readFile(path.join(userData, 'logs/crossview.log'), 'utf8').catch(() => '')
  const crashes = async () =>
    [...(await log()).matchAll(/page crashed reload=(true|false)/g)].map(([, reload]) => reload)
  await expect.poll(log).toContain('started')
  for (const seen of [0, 1, 2, 3]) {
    await expect
      .poll(async () => {
        for (const page of await pagesBelow(child.pid ?? 0)) killIfThere(page)
        return (await crashes()).length
      })
      .toBeGreaterThan(seen)
  }
  expect(await ended).toBe(70)
  expect(await crashes()).toEqual(['true', 'true', 'true', 'false'])
  expect(said).toContain('crashed again and again')
})
