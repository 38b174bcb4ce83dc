import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { SERVICE } from '../../src/main/adapters/keychain/keytar-queue'

/**
 * The keychain as another program sees it: secret-tool on Linux; elsewhere, where no system has a program
 * that prints a secret without asking a person, a Node of its own with keytar alone.
 */
export const lookUpOutside = (account: string): string =>
  process.platform === 'linux'
    ? printed('secret-tool', ['lookup', 'service', SERVICE, 'account', account])
    : withKeytar('keytar.getPassword(service, account)', account)

/** Every entry of ours (secret-tool names the accounts on standard error), its secret included, as text. The keychain must be unlocked. */
export const everythingOutside = (): string =>
  process.platform === 'linux'
    ? printed('secret-tool', ['search', '--all', '--unlock', 'service', SERVICE], ['stdout', 'stderr'])
    : withKeytar('keytar.findCredentials(service).then(JSON.stringify)', '')

const withKeytar = (call: string, account: string): string =>
  printed(process.execPath, [
    '--eval',
    `const [file, service, account] = process.argv.slice(1); const keytar = require(file);
     ${call}.then((found) => process.stdout.write(found ?? ''))`,
    createRequire(import.meta.url).resolve('keytar'),
    SERVICE,
    account,
  ])

const printed = (
  program: string,
  args: readonly string[],
  channels = ['stdout'] as readonly ('stdout' | 'stderr')[],
): string => {
  const run = spawnSync(program, args, { encoding: 'utf8' })
  return channels.map((channel) => run[channel]).join('')
}
