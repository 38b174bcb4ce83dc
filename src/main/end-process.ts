/**
 * What asks a process to end: Ctrl-C, another program, a terminal that was closed (also on Windows,
 * which ends the process some seconds later), and Ctrl-Break on Windows.
 */
export const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const

/**
 * Ends the process while a call of a native library may be under way. `process.exit` waits for it,
 * and so for a person who does not answer the keyring's prompt (measured in test/keychain/prompt.test.ts);
 * a process whose place another one takes waits for nothing. Output must have been written before.
 */
export const endProcess = (
  status: number,
  platform: NodeJS.Platform = process.platform,
  world: Pick<NodeJS.Process, 'exit' | 'execve' | 'kill' | 'pid'> = process,
): void => {
  if (platform === 'win32') return world.exit(status)
  try {
    world.execve?.('/bin/sh', ['sh', '-c', `exit ${String(status)}`])
  } catch {
    // Not allowed here: the other way.
  }
  // Node 20 has no such call. The status is lost, the end is not.
  world.kill(world.pid, 'SIGKILL')
}
