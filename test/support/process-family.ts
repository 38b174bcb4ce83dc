import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Processes seen from outside: who started whom, with what, and with which connections. Linux. */

/** All descendants of a process, by id; without itself. */
export const descendants = (root: number): readonly number[] => {
  const parents = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const below = (parent: number): number[] =>
    parents.flatMap(([pid = 0, ppid]) => (ppid === parent ? [pid, ...below(pid)] : []))
  return below(root)
}

/** Kills a process that was found a moment ago; one that has ended meanwhile needs it no more. */
export const killIfThere = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** The environment or the arguments of a process; empty when it is gone. */
export const partsOf = (pid: number, what: 'environ' | 'cmdline'): readonly string[] => {
  try {
    return readFileSync(`/proc/${String(pid)}/${what}`, 'utf8')
      .split('\0')
      .filter(Boolean)
  } catch {
    return []
  }
}

/** Lines of `ss` about TCP and UDP sockets of these processes. */
export const socketsOf = (pids: readonly number[]): readonly string[] =>
  execFileSync('ss', ['-Htuanp', 'exclude', 'time-wait'], { encoding: 'utf8', maxBuffer: 50e6 })
    .split('\n')
    .filter((line) => pids.some((pid) => line.includes(`pid=${String(pid)},`)))

/**
 * Environment and arguments of all descendants, looked at again and again until something is over:
 * Chromium soon writes the title of a process over what was its environment.
 * @returns everything that was seen of each, by its id
 */
export const watchFamily = async (root: number, over: Promise<unknown>): Promise<Record<string, string>> => {
  const seen = new Map<number, Set<string>>()
  const state = { isOver: false }
  void over.finally(() => (state.isOver = true))
  while (!state.isOver) {
    for (const pid of descendants(root)) {
      const parts = seen.get(pid) ?? new Set()
      for (const part of [...partsOf(pid, 'environ'), ...partsOf(pid, 'cmdline')]) parts.add(part)
      seen.set(pid, parts)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  return Object.fromEntries([...seen].map(([pid, parts]) => [String(pid), [...parts].join('\n')]))
}
