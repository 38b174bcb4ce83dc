import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { build } from '../scripts/lib/build.mjs'
import type { Benchmark, Figure } from './figure'
import { openScreen } from './window-hosts'
import { windowStarts, type StartedWindow } from './window-starts'

const SETTLING_MS = 5_000
const IDLE_MS = 15_000
/** Of Linux, for every program (man 7 time, USER_HZ). */
const TICKS_PER_SECOND = 100

/** What a window that nobody touches takes of a processor, all its processes together: the welcome, and a result. */
export const run: Benchmark = async () => {
  if (process.platform !== 'linux') {
    process.stdout.write(
      'What a program takes of the processor is read as Linux tells it: it was not measured.\n',
    )
    return []
  }
  if (!build()) throw new Error('Crossview could not be built.')
  const folder = await mkdtemp(path.join(tmpdir(), 'crossview-bench-'))
  const closeScreen = await openScreen()
  try {
    const figures: Figure[] = []
    for (const { name, ours, empty } of await windowStarts(folder)) {
      const [window, beside] = [await ours(), await empty()]
      try {
        figures.push(await figureOf(`idle in ${name}, the welcome`, window, beside))
        await openDemo(window)
        figures.push(await figureOf(`idle in ${name}, a result open`, window, beside))
      } finally {
        await window.end()
        await beside.end()
      }
    }
    return figures
  } finally {
    closeScreen()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const openDemo = async ({ page }: StartedWindow): Promise<void> => {
  await page.until(
    `[...document.querySelectorAll('button')].some((each) => each.textContent.includes('Explore the demo tenant') && (each.click(), true))`,
  )
  await page.until(
    `[...document.querySelectorAll('h1, h2, h3')].some((each) => each.textContent === 'What each side sees')`,
  )
}

/** Both at once, so that the machine is as busy for the one as for the other. */
const figureOf = async (what: string, ours: StartedWindow, empty: StartedWindow): Promise<Figure> => {
  await wait(SETTLING_MS)
  const before = [ticksOf(ours.pid), ticksOf(empty.pid)] as const
  await wait(IDLE_MS)
  const percent = (pid: number, since: number) =>
    ((ticksOf(pid) - since) / TICKS_PER_SECOND / (IDLE_MS / 1000)) * 100
  return {
    what,
    ours: percent(ours.pid, before[0]),
    unit: '%',
    reference: { what: 'an empty window beside it', value: percent(empty.pid, before[1]) },
    aim: 'under 1 %',
    runs: 1,
  }
}

/** Processor time of a process and of all that it started, ended ones included, in ticks. */
const ticksOf = (top: number): number => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(Number(name)))
  const members = new Set([top])
  // A child may have a lower number than its parent.
  for (let before = -1; before !== members.size;) {
    before = members.size
    for (const { pid, parent } of all) if (members.has(parent)) members.add(pid)
  }
  return all.filter(({ pid }) => members.has(pid)).reduce((sum, { ticks }) => sum + ticks, 0)
}

/** Of a process that is there; see man 5 proc, /proc/pid/stat. */
const statOf = (pid: number): readonly { pid: number; parent: number; ticks: number }[] => {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    // The name of the program stands in brackets and may hold spaces.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    return [{ pid, parent, ticks: fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0) }]
  } catch {
    // It has ended meanwhile.
    return []
  }
}
