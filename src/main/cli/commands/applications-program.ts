import type { Command } from 'commander'
import type { Console } from '../terminal/console'
import { applicationsFault, type ApplicationsOptions } from './applications-usage'
import { outputFile, outputFolder, savedOrRead } from './output-name'
import { exceptionsOption } from './exceptions-option'
import { noHistoryOption } from './run-options'
import type { RunCommand } from './run-command'

const repeated = (value: string, all: readonly string[] | undefined): readonly string[] => [
  ...(all ?? []),
  value,
]

/** `crossview applications`: its options. */
export const addApplicationsCommand = (
  program: Command,
  withTarget: (command: Command) => Command,
  {
    console,
    listScenarios,
    run,
  }: { readonly console: Console; readonly listScenarios: () => Promise<void>; readonly run: RunCommand },
): void => {
  withTarget(
    program
      .command('applications')
      .description(
        'every application of a tenant, without its secret: what each would see, its risks, its review',
      ),
  )
    .option('--resources <list>', 'resources, separated by commas (default: all)')
    .option('--records', 'with --json: the ids of the records that each would see')
    .option('--review <file>', 'decisions about applications (crossview.review/1)')
    .option(
      '--compared <file>',
      'a snapshot of a real comparison of this tenant, to hold predictions against; may be repeated',
      repeated,
    )
    .addOption(exceptionsOption())
    .option(
      '--breached <name>',
      'what this application, by name or client id, could read and change; may be repeated',
      repeated,
    )
    .addOption(noHistoryOption())
    .optionsGroup('Output (“-” is standard output):')
    .option('--json <file>', 'the result as JSON (crossview.applications/1)', outputFile)
    .option('--pdf <file>', 'the report as PDF', outputFile)
    .option('--csv <dir>', 'the tables as CSV files in a folder', outputFolder)
    .option('--html <file>', 'the report as one HTML file', outputFile)
    .option(
      '--snapshot <file>',
      'everything read, to report from later; without a target: what to report from',
      savedOrRead,
    )
    .option(
      '--markdown <file>',
      'a short summary, for a chat or a ticket; with --breached: the steps to cut it off, and what it could do',
      outputFile,
    )
    .option('--redact', 'pseudonyms instead of names, for sharing')
    .option(
      '--redact-key-env <name>',
      'the same pseudonyms in every export under this key; the variable ends in _SECRET',
    )
    .option('--redact-key-file <file>', 'the same, from a file that only its owner may read')
    .action(async (options: ApplicationsOptions) => {
      if (options.demo === 'list') return listScenarios()
      await run(await applicationsFault(options, console), async (deps) =>
        (await import('./applications-command')).applications(options, deps),
      )
    })
}
