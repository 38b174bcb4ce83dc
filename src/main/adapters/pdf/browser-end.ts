import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** Node tells of each process that is started: https://nodejs.org/api/diagnostics_channel.html#child-process */
const STARTED = 'child_process'

/**
 * Notices which process Playwright starts for a profile, which it does not tell. One that it has lost sight of, as where a page got
 * no memory, would stay for good, with the report in it.
 * @returns a function that ends what is still there of it, the browser with its own processes; to be called once
 */
export const noticeBrowser = (profile: string): (() => void) => {
  const seen: ChildProcess[] = []
  const onStarted = (message: unknown) => {
    seen.push((message as { process: ChildProcess }).process) // as Node documents it
  }
  subscribe(STARTED, onStarted)
  return () => {
    unsubscribe(STARTED, onStarted)
    // Only now: what it is started with is not there yet when it is told of.
    for (const child of seen) if (child.spawnargs.includes(`--user-data-dir=${profile}`)) endTree(child)
  }
}

const endTree = (child: ChildProcess): void => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    // Playwright makes it the leader of a group, where the system has groups.
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
