import type { Command } from 'commander'
import type { Console } from '../terminal/console'
import { driftFault, type DriftOptions } from './drift-usage'
import { exceptionsOption } from './exceptions-option'
import { outputFile } from './output-name'
import type { RunCommand } from './run-command'

/** `crossview drift`: its options. */
export const addDriftCommand = (
  program: Command,
  { console, run }: { readonly console: Console; readonly run: RunCommand },
): void => {
  program
    .command('drift')
    .description('what changed between two snapshots of a tenant, and which records moved because of it')
    .optionsGroup('Snapshots (two files, or what is kept of a stored tenant):')
    .option('--from <snapshot>', 'the older one, saved by compare or applications')
    .option('--to <snapshot>', 'the newer one, of the same kind')
    .option('--profile <name>', 'the newest one that is kept of a stored tenant, against an earlier one')
    .option('--app <name>', 'with --profile: another of its app connections than the main one')
    .option(
      '--since <date|n>',
      'with --profile: the last one at or before a date (UTC), or so many snapshots ago (default: 1)',
    )
    .optionsGroup('Options:')
    .addOption(exceptionsOption())
    .optionsGroup('Output (“-” is standard output):')
    .option('--json <file>', 'the result as JSON (crossview.drift/1)', outputFile)
    .option('--pdf <file>', 'the report as PDF', outputFile)
    .option('--html <file>', 'the report as one HTML file', outputFile)
    .option('--markdown <file>', 'a short summary, for a pull request, a chat or a ticket', outputFile)
    .action((options: DriftOptions) =>
      run(driftFault(options, console), async (deps) =>
        (await import('./drift-command')).drift(options, deps),
      ),
    )
}
