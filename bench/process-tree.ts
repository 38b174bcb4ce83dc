import { readFileSync } from 'node:fs'
import { descendants } from '../test/support/process-family'

/** What this process and all that it started took while something was done. Linux. */
export interface TreeUse {
  /** Seconds of processors, of all processes together: other programs on the machine make no difference. */
  readonly cpu: number
  /** The most that all had at one time, in MB; what several share is counted once. */
  readonly memory: number
}

const EVERY_MS = 250
/** Clock ticks a second, in /proc. */
const TICKS = 100

const read = (pid: number, what: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'latin1')
  } catch {
    return ''
  }
}

const cpuOf = (pid: number): number => {
  const stat = read(pid, 'stat')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS
}

const memoryOf = (pid: number): number =>
  Number(/^Pss:\s+(\d+)/m.exec(read(pid, 'smaps_rollup'))?.[1] ?? 0) / 1024

/** Watches until it is asked; what ended between two looks is not seen whole. */
export const watchTree = (): (() => TreeUse) => {
  const before = cpuOf(process.pid)
  const cpu = new Map<number, number>()
  let memory = 0
  const look = () => {
    const all = [process.pid, ...descendants(process.pid)]
    for (const pid of all) cpu.set(pid, Math.max(cpu.get(pid) ?? 0, cpuOf(pid)))
    memory = Math.max(
      memory,
      all.reduce((sum, pid) => sum + memoryOf(pid), 0),
    )
  }
  const timer = setInterval(look, EVERY_MS)
  return () => {
    clearInterval(timer)
    look()
    return { cpu: [...cpu.values()].reduce((sum, each) => sum + each, 0) - before, memory }
  }
}
