import type { Command } from 'commander'
import { parseWhich } from '../../services/history/choose-entry'
import type { HistoryChoice } from './history-commands'
import { outputFile } from './output-name'
import type { RunCommand } from './run-command'

const AT =
  'a number of the list (1 is the newest), or a day (YYYY-MM-DD) or moment in UTC: the last one by then'

/** `crossview history`: its commands and their options. */
export const addHistoryCommands = (program: Command, run: RunCommand): void => {
  const history = program
    .command('history')
    .description('what was kept of a stored tenant: sealed snapshots of its comparisons and inventories')
  const ofTenant = (name: string, description: string) =>
    history
      .command(name)
      .description(description)
      .requiredOption('--profile <name>', 'the stored tenant profile')
  /** What is wrong with the words is said before anything is loaded. */
  const fault = ({ at }: HistoryChoice) => {
    const which = at === undefined ? null : parseWhich(at, 'at')
    return which?.ok === false ? which.error : null
  }

  ofTenant('list', 'print what is kept, newest first')
    .option('--json <file>', 'as JSON (crossview.history/1)', outputFile)
    .action((options: HistoryChoice & { json?: string }) =>
      run(null, async (deps) => (await import('./history-commands')).listHistory(options, deps)),
    )
  ofTenant('save', 'write one of them as a snapshot, to report from')
    .option('--at <which>', AT, '1')
    .requiredOption('--snapshot <file>', 'where to', outputFile)
    .action((options: HistoryChoice & { snapshot: string }) =>
      run(fault(options), async (deps) => (await import('./history-commands')).saveHistory(options, deps)),
    )
  ofTenant('baseline', 'mark one of them as a baseline, which is never deleted by itself')
    .requiredOption('--at <which>', AT)
    .option('--off', 'take the mark away')
    .action((options: HistoryChoice & { off?: true }) =>
      run(fault(options), async (deps) =>
        (await import('./history-commands')).baselineHistory(options, deps),
      ),
    )
  ofTenant('remove', 'delete one of them, or all')
    .option('--at <which>', AT)
    .option('--all', 'everything of this tenant: baselines, signed reviews and damaged files as well')
    .action(async (options: HistoryChoice & { all?: true }, command: Command) => {
      if ((options.at === undefined) === (options.all === undefined))
        command.error('error: name one of them with --at, or --all')
      await run(fault(options), async (deps) =>
        (await import('./history-commands')).removeHistory(options, deps),
      )
    })
}
