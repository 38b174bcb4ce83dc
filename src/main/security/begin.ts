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
  if (process.platform !== 'win32') {
    // What is written is its owner's, whoever writes it: Chromium, a library, or we.
    process.umask(0o077)
    // By this signal Node opens its debugger on a port, for every user of the computer.
    process.on('SIGUSR1', () => undefined)
  }
  return launchFaults({
    host,
    args,
    env: startEnvironment(),
    execArgv: process.execArgv,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
  }).map(inPlainCharacters)
}

/** A switch may hold what a terminal obeys. Said here, since nothing else is loaded yet. */
const inPlainCharacters = (fault: string): string =>
  fault.replace(/[^\x20-\x7e“”’…]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
