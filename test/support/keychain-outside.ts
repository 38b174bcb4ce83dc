import { spawnSync } from 'node:child_process'
import { SERVICE } from '../../src/main/adapters/keychain/keytar-queue'

/** The system's keychain as another program sees it: secret-tool on Linux, elsewhere a process of its own. */

const IS_LINUX = process.platform === 'linux'

const run = (program: string, ...args: string[]): string => {
  const { stdout, stderr, status, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (error !== undefined) throw error
  // secret-tool ends with 1 where nothing is found.
  if (status !== 0 && !(program === 'secret-tool' && status === 1)) throw new Error(stderr)
  return stdout + stderr
}

const asked = (call: string, ...args: string[]): string =>
  run(
    process.execPath,
    '-e',
    `require('keytar').${call}(...process.argv.slice(1)).then((found) => process.stdout.write(typeof found === 'string' ? found : JSON.stringify(found ?? '')))`,
    ...args,
  )

/** @returns the secret under an account of ours, as it is kept; empty for none */
export const lookUpOutside = (account: string): string =>
  IS_LINUX
    ? run('secret-tool', 'lookup', 'service', SERVICE, 'account', account)
    : asked('getPassword', SERVICE, account).replace(/^""$/, '')

/** @returns everything of ours, names and secrets, as a text to look through */
export const everythingOutside = (): string =>
  IS_LINUX
    ? run('secret-tool', 'search', '--all', '--unlock', 'service', SERVICE)
    : asked('findCredentials', SERVICE)
