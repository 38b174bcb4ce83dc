import type { Command } from 'commander'
import type { SignInOptions } from './proxy-commands'
import type { RunCommand } from './run-command'

const PROXY = 'its host and port, as proxy.example:8080; of an https proxy with https:// before it'

/** `crossview proxy`: its commands and their options. */
export const addProxyCommands = (program: Command, run: RunCommand): void => {
  const proxy = program
    .command('proxy')
    .description('the proxies on the way to the stored tenants, and their names and passwords')
  proxy
    .command('list')
    .description('print the way to each stored tenant; nothing is sent to any of them')
    .option('--json', 'as JSON (crossview.proxies-on-the-way/1)')
    .action((options: { json?: true }) =>
      run(null, async (deps) => (await import('./proxy-commands')).listProxies(options, deps)),
    )
  proxy
    .command('sign-in')
    .argument('<proxy>', PROXY)
    .description('keep a name and a password in the keychain, for this proxy only')
    .option('--name <name>', 'the name; asked for on the terminal when absent')
    .option('--password-env <name>', 'the password, from a variable whose name ends in _SECRET')
    .option('--password-file <file>', 'the same, from a file that only its owner may read')
    .action((address: string, options: SignInOptions) =>
      run(null, async (deps) => (await import('./proxy-commands')).signIn(address, options, deps)),
    )
  proxy
    .command('forget')
    .argument('<proxy>', PROXY)
    .description('delete them from the keychain')
    .action((address: string) =>
      run(null, async (deps) => (await import('./proxy-commands')).forget(address, deps)),
    )
}
