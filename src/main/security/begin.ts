// A default import on purpose: so the bundler keeps its helpers in a chunk of their own, which the
// entries may load; otherwise they lie in one with all libraries.
import process from 'node:process'
import { launchFaults, type Launch } from './launch-guard'
import { reduceEnvironment, startEnvironment } from './surroundings'

/**
 * SECURITY: the first thing that each of Crossview's programs does. Its entry loads nothing else
 * before, so that no library has looked at the environment yet; test/main/cli/surroundings.test.ts
 * looks at what was built.
 * @param args what Crossview was given, without the program and the script
 * @returns why it must not go on; empty when it may
 */
export const begin = (host: Launch['host'], args: readonly string[]): readonly string[] => {
  reduceEnvironment()
  closeToOthers()
  return launchFaults({
    host,
    args,
    env: startEnvironment(),
    execArgv: process.execArgv,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
  }).map(inPlainCharacters)
}

/** What other users of the computer could reach. Windows has neither modes nor this signal. */
export const closeToOthers = (
  platform: NodeJS.Platform = process.platform,
  world: Pick<NodeJS.Process, 'umask' | 'on'> = process,
): void => {
  if (platform === 'win32') return
  // What is written is its owner's, whoever writes it: Chromium, a library, or we.
  world.umask(0o077)
  // By this signal Node opens its debugger on a port, for every user of the computer.
  world.on('SIGUSR1', () => undefined)
}

/** A switch may hold what a terminal obeys. Said here, since nothing else is loaded yet. */
const inPlainCharacters = (fault: string): string =>
  fault.replace(/[^\x20-\x7e“”’…]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
